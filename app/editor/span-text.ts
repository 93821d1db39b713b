/**
 * What the handles at the ends of a mark need of the editor: where a mark is, what a range holds, how it is shown.
 *
 * Kept by the desk editor, so that the handles, which are loaded late, bring none of its code a second time. Promises: a
 * range that is answered begins and ends with words, and is no longer than a mark may be. What must stay true: nothing
 * here changes the text.
 */
import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import type { Anchor } from "~/core/anchor/anchor.ts";
import { trimSpan } from "~/core/anchor/describe.ts";
import { QUOTE_LIMIT } from "~/core/annotation/annotation.ts";
import { codePointLength } from "~/core/document/code-points.ts";
import { isShown } from "./editor-mark.ts";
import { highlightsOf, tellHighlights } from "./highlight-state.ts";
import { rangeOfSpan, spanOfRange, textPlaces, type Range, type TextPlaces } from "./positions.ts";
import { anchorOf } from "./reanchoring.ts";

/** The text in which an end moves. */
export interface SpanText {
  blocks: TextPlaces["blocks"];
  /** The range without white space at its ends; null when it holds no words, or too many. */
  drawnIn: (range: Range) => Range | null;
}

/** The text of a document version. */
export function spanText(doc: Node): SpanText {
  const places = textPlaces(doc);
  const { blocks, index } = places;
  return {
    blocks,
    drawnIn: (range) => {
      const wide = range.to > range.from ? spanOfRange(places, range) : null;
      const span = wide && trimSpan(index, wide);
      const flat = span && index.rangeOf(span);
      return span && flat && codePointLength(index.slice(flat)) <= QUOTE_LIMIT ? rangeOfSpan(places, span) : null;
    },
  };
}

export interface Spans {
  text: () => SpanText;
  /** Where a mark is; null when nothing of it is to be seen. */
  of: (id: string) => Range | null;
  /** How a range is described. */
  anchor: (range: Range, withRelative: boolean) => Anchor | null;
  /** Outlines what would be marked; null for nothing. */
  preview: (range: Range | null) => void;
}

/** The spans of an editor's marks. */
export function spansOf(view: EditorView): Spans {
  return {
    text: () => spanText(view.state.doc),
    of: (id) => {
      const place = highlightsOf(view.state).places.get(id);
      return isShown(place) ? { from: place.from, to: place.to } : null;
    },
    anchor: (range, withRelative) => anchorOf(view.state, range, withRelative),
    preview: (range) => {
      if (!view.isDestroyed && (range ?? highlightsOf(view.state).flash)) view.dispatch(tellHighlights(view.state, { type: "flash", range }));
    },
  };
}

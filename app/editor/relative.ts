/**
 * Yjs relative positions of a passage: they follow the words through edits of others, as long as the text node lives.
 *
 * Called by selection and re-anchoring (to make them, in open documents) and by the highlights (to read them). What must
 * stay true: the end has assoc -1, so that what is typed behind the passage stays outside; whatever is read from a
 * stored anchor is untrusted and gives null, not an error, when it makes no sense here.
 */
import * as buffer from "lib0/buffer";
import type { EditorState } from "prosemirror-state";
import type { Node } from "prosemirror-model";
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";
import type { Anchor, Span } from "~/core/anchor/anchor.ts";
import { FRAGMENT } from "~/core/live/protocol.ts";
import { spanOfRange, type Range, type TextPlaces } from "./positions.ts";

/** What y-prosemirror keeps of a bound document. */
export interface Binding {
  doc: Y.Doc;
  type: Y.XmlFragment;
  mapping: Map<Y.AbstractType<unknown>, Node | Node[]>;
}

/** The binding of an editor, or null while there is none. */
export function bindingOf(state: EditorState): Binding | null {
  const bound = ySyncPluginKey.getState(state) as { doc: Y.Doc; type: Y.XmlFragment; binding: { mapping: Binding["mapping"] } | null } | undefined;
  return bound?.binding ? { doc: bound.doc, type: bound.type, mapping: bound.binding.mapping } : null;
}

/** The relative positions of a range, as an anchor carries them. */
export function relativeOf(binding: Binding, { from, to }: Range): Anchor["relative"] {
  const start = relativeAt(binding, from, 0);
  const end = relativeAt(binding, to, -1);
  return start && end ? { start: encoded(start), end: encoded(end) } : undefined;
}

function relativeAt({ doc, type, mapping }: Binding, position: number, assoc: number): Y.RelativePosition | null {
  const found = absolutePositionToRelativePosition(position, type, mapping) as Y.RelativePosition;
  const place = Y.createAbsolutePositionFromRelativePosition(found, doc);
  return place && Y.createRelativePositionFromTypeIndex(place.type, place.index, assoc);
}

function encoded(position: Y.RelativePosition): string {
  return buffer.toBase64(Y.encodeRelativePosition(position));
}

/** Where an anchor's relative positions are now; null when it has none, or they lead nowhere in this text. The same in every window. */
export function spanOfRelative(binding: Binding, places: TextPlaces, { relative }: Anchor): Span | null {
  if (!relative) return null;
  const from = absoluteOf(binding, relative.start);
  const to = absoluteOf(binding, relative.end);
  return from === null || to === null || to <= from ? null : spanOfRange(places, { from, to });
}

function absoluteOf({ doc, type, mapping }: Binding, text: string): number | null {
  try {
    const position = Y.decodeRelativePosition(buffer.fromBase64(text));
    const place = isOurs(position) ? Y.createAbsolutePositionFromRelativePosition(position, doc, false) : null;
    if (!place || isGone(place.type)) return null;
    const lasting = Y.createRelativePositionFromTypeIndex(place.type, place.index, place.assoc);
    return relativePositionToAbsolutePosition(doc, type, lasting, mapping);
  } catch {
    // Not base64, not a position, or of another text: the other ways of the anchor decide.
    return null;
  }
}

/**
 * Is the text deleted in which a position lies? Windows in which that can be undone still have it, the others don't. For
 * the same reason what was undone is not followed above: only the window that has undone it knows.
 */
function isGone(type: Y.AbstractType<unknown>): boolean {
  for (let at: Y.AbstractType<unknown> | null = type; at !== null; at = at._item?.parent as Y.AbstractType<unknown> | null ?? null) {
    if (at._item?.deleted) return true;
  }
  return false;
}

/** Asking Yjs for another root would create it. */
export function isOurs(position: Y.RelativePosition): boolean {
  return position.tname === null || position.tname === FRAGMENT;
}

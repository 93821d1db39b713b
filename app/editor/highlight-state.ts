/**
 * The state of the highlights: which marks there are, where they are in the text in front of us, how they are painted.
 *
 * Kept by the plugin in highlights.ts; everybody else speaks to it by `tellHighlights`. Promises: places move with every change of the
 * text at once and are resolved again, soon after, only where something changed; a mark whose text is being edited here
 * stays where the edit itself puts it. What must stay true: the state is a value, and everything that takes time
 * (resolving) is done outside of it, by mark-resolver.ts.
 */
import { PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import type { Mapping } from "prosemirror-transform";
import { DecorationSet } from "prosemirror-view";
import { ySyncPluginKey } from "y-prosemirror";
import type { Anchor } from "~/core/anchor/anchor.ts";
import { changedRange, isInside, isOutside, mappingOver, replaces, touchedRange } from "./changed-range.ts";
import { isShown, samePlace, type EditorMark, type MarkPlace } from "./editor-mark.ts";
import { MarkPlaces } from "./mark-places.ts";
import { paintCodes, paintFlash, paintMarks, paintSelected, type Painting } from "./paint.ts";
import type { Range } from "./positions.ts";

export interface Highlights {
  readonly marks: ReadonlyMap<string, EditorMark>;
  readonly places: MarkPlaces;
  /** What is painted: the text in the window and somewhat around it (near-window.ts); null for all of it. */
  readonly near: Range | null;
  /** Marks whose place is to be resolved again. */
  readonly stale: ReadonlySet<string>;
  /** Marks in text that was edited here: they stay where the edit puts them until reanchoring.ts has looked. */
  readonly own: ReadonlySet<string>;
  readonly selected: string | null;
  readonly flash: Range | null;
  readonly printing: boolean;
  readonly painted: DecorationSet;
  /** What `painted` was made from; null when it was only moved since. */
  readonly painting: Painting | null;
  /** `painted` with selection, flash and codes. */
  readonly shown: DecorationSet;
}

export type HighlightNews =
  /** `places` of those that were resolved with it. */
  | { type: "marks"; marks: readonly EditorMark[]; places?: ReadonlyMap<string, MarkPlace> }
  | { type: "placed"; places: ReadonlyMap<string, MarkPlace> }
  | { type: "looked-after"; ids: readonly string[] }
  | { type: "selected"; id: string | null }
  | { type: "flash"; range: Range | null }
  | { type: "near"; range: Range | null }
  | { type: "printing"; on: boolean };

export const highlightsKey = new PluginKey<Highlights>("highlights");

export const NOTHING: Highlights = {
  marks: new Map(), places: MarkPlaces.NONE, near: null, stale: new Set(), own: new Set(), selected: null, flash: null, printing: false,
  painted: DecorationSet.empty, painting: null, shown: DecorationSet.empty,
};

/** The highlights of an editor state. */
export function highlightsOf(state: EditorState): Highlights {
  return highlightsKey.getState(state) ?? NOTHING;
}

/** A transaction with news for the highlights. */
export function tellHighlights(state: EditorState, news: HighlightNews): Transaction {
  return state.tr.setMeta(highlightsKey, news);
}

/** The highlights after a transaction: moved with the text, then with the news it carries. */
export function applied(transaction: Transaction, value: Highlights, old: EditorState, state: EditorState): Highlights {
  const moved = transaction.docChanged ? moveOver(transaction, value, old, state) : value;
  const news = transaction.getMeta(highlightsKey) as HighlightNews | undefined;
  const next = news ? heard(moved, news, state) : moved;
  if (next === value) return value;
  return { ...next, shown: withExtras(next, state) };
}

function withExtras(value: Highlights, { doc }: EditorState): DecorationSet {
  const { marks, places, selected, flash, printing, painted } = value;
  const extras = [
    ...(selected ? paintSelected(marks.get(selected), places.get(selected)) : []),
    ...paintFlash(flash),
    ...(printing ? paintCodes(marks, places) : []),
  ];
  return extras.length > 0 ? painted.add(doc, extras) : painted;
}

function heard(value: Highlights, news: HighlightNews, state: EditorState): Highlights {
  switch (news.type) {
    case "marks":
      return repainted(withPlaces(withMarks(value, news.marks), news.places ?? new Map()), state);
    case "placed": {
      const next = withPlaces(value, news.places);
      const changes = [...news.places].some(([id, place]) => !samePlace(place, value.places.get(id)));
      return changes ? repainted(next, state) : next;
    }
    case "looked-after":
      return { ...value, own: new Set([...value.own].filter((id) => !news.ids.includes(id))) };
    case "selected":
      return value.selected === news.id ? value : { ...value, selected: news.id };
    case "flash":
      return { ...value, flash: news.range };
    case "near":
      return repainted({ ...value, near: news.range }, state);
    case "printing":
      return repainted({ ...value, printing: news.on }, state);
  }
}

function repainted(value: Highlights, { doc }: EditorState): Highlights {
  const whole = { from: 0, to: doc.content.size };
  const painting = paintMarks(doc, value.marks, value.places.shownIn(value.printing ? whole : (value.near ?? whole)), value.painting);
  return { ...value, painting, painted: painting.decorations };
}

/** Places that were found for marks that are still there. */
function withPlaces(value: Highlights, found: ReadonlyMap<string, MarkPlace>): Highlights {
  if (found.size === 0) return value;
  const stale = new Set([...value.stale].filter((id) => !found.has(id)));
  return { ...value, stale, places: value.places.with(found) };
}

/** Other marks than before; those with a new anchor are to be resolved, the others stay where they are. */
function withMarks(value: Highlights, list: readonly EditorMark[]): Highlights {
  const marks = new Map(list.map((mark) => [mark.id, mark]));
  const stale = new Set<string>();
  const own = new Set<string>();
  const resolved = value.places.statuses();
  for (const [id, { anchor }] of marks) {
    const isKnown = sameAnchor(value.marks.get(id)?.anchor, anchor);
    if (!isKnown || !resolved.has(id) || value.stale.has(id)) stale.add(id);
    if (isKnown && value.own.has(id)) own.add(id);
  }
  return { ...value, marks, places: value.places.of([...marks.keys()]), stale, own };
}

/** Does a mark say the same of its words as before? */
export function sameAnchor(known: Anchor | undefined, anchor: Anchor): boolean {
  return known === anchor || (known !== undefined && JSON.stringify(known) === JSON.stringify(anchor));
}

/** Moves everything over a change of the text and notes which marks it concerns. */
function moveOver(transaction: Transaction, value: Highlights, old: EditorState, state: EditorState): Highlights {
  const change = changedRange(old.doc, state.doc);
  if (!change) return value;
  const sync = transaction.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean; isUndoRedoOperation?: boolean } | undefined;
  const fromYjs = sync?.isChangeOrigin === true;
  const byUs = !fromYjs || sync.isUndoRedoOperation === true;
  const mapping = fromYjs ? mappingOver(change) : transaction.mapping;
  const near = touchedRange(state.doc, change);
  const shift = state.doc.content.size - old.doc.content.size;
  const stale = new Set(value.stale);
  const own = new Set(value.own);
  const move = (place: MarkPlace): MarkPlace => {
    const direct = movedPlace(place, mapping);
    // A step may put in again what was there: where the text itself is the same, the words have not gone.
    return isShown(place) && !isShown(direct) && isOutside(place, change) ? movedPlace(place, mappingOver(change)) : direct;
  };
  const places = value.places.moved({ start: near.from, oldEnd: near.to - shift, shift, move }, near, (id, place, before, isNear) => {
    // A change that came as one stretch does not say what became of words it only holds in part.
    const isTorn = fromYjs && !isOutside(before, change) && !isInside(change, before);
    const stays = isShown(place) && place.status !== "check" && !isTorn;
    if (byUs && isNear) own.add(id);
    if (!stays || !own.has(id)) stale.add(id);
  });
  const movedRange = (range: Range | null): Range | null => range && { from: mapping.map(range.from), to: mapping.map(range.to) };
  return {
    ...value, places, stale, own, flash: movedRange(value.flash), near: movedRange(value.near), painting: null, painted: value.painted.map(mapping, state.doc),
  };
}

/** What is typed at the ends stays outside; of words that were all replaced nothing stays, whatever was written instead. */
function movedPlace(place: MarkPlace, mapping: Mapping): MarkPlace {
  if (place.status === "detached") return place;
  let { from, to } = place;
  for (const map of mapping.maps) {
    const isReplaced = isShown({ ...place, from, to }) && replaces(map, from, to);
    from = map.map(from, 1);
    to = isReplaced ? from : Math.max(from, map.map(to, -1));
  }
  return { status: place.status, from, to };
}

/**
 * A mark as the editor draws it, and where it was found.
 *
 * Made by the desk from annotations and tags; resolved and kept by the highlights. What must stay true: nothing in here
 * is stored or sent; where a mark is, is worked out from its anchor and the text in front of us.
 */
import type { EditorState } from "prosemirror-state";
import type { Anchor, Resolution } from "~/core/anchor/anchor.ts";
import { resolveAnchor } from "~/core/anchor/resolve.ts";
import type { State } from "~/core/annotation/annotation.ts";
import { rangeOfSpan, textPlaces } from "./positions.ts";
import { bindingOf, spanOfRelative } from "./relative.ts";

export interface EditorMark {
  id: string;
  anchor: Anchor;
  /** #rrggbb of its first tag. */
  colour: string;
  /** Two letters of its first tag. */
  code: string;
  state: State;
  /** For screen readers: tag, state, author. */
  label: string;
  /** A filter leaves it out: it is followed through the text like the others, and neither painted nor pointed at. */
  hidden?: boolean;
}

/** Where a mark is; from = to when it is detached, or its words were just deleted. */
export interface MarkPlace {
  status: Resolution["status"];
  from: number;
  to: number;
}

const DETACHED: MarkPlace = { status: "detached", from: 0, to: 0 };

/** Climbs the ladder for an anchor in the text of this state. */
export function placeOf(state: EditorState, anchor: Anchor): MarkPlace {
  const places = textPlaces(state.doc);
  const binding = anchor.relative ? bindingOf(state) : null;
  const relative = binding && spanOfRelative(binding, places, anchor);
  const resolution = resolveAnchor(places.index, anchor, relative);
  if (resolution.status === "detached") return DETACHED;
  const range = rangeOfSpan(places, resolution.span);
  return range ? { status: resolution.status, ...range } : DETACHED;
}

/** Is anything of it to be seen in the text? */
export function isShown(place: MarkPlace | undefined): place is MarkPlace {
  return place !== undefined && place.status !== "detached" && place.to > place.from;
}

export function samePlace(a: MarkPlace | undefined, b: MarkPlace | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.status === b.status && a.from === b.from && a.to === b.to);
}

/**
 * The way back after a mark was moved: the place it had before, though its words may be gone from the text.
 *
 * Called by the reanchor command where the text does not hold what is asked for. What must stay true: only the last step of
 * the mark's history is undone, by the person who made it; the record holds no text beyond the quote.
 */
import type { Anchor, LooseAnchor } from "../../app/core/anchor/anchor.ts";
import { historyOf } from "../../db/events.ts";
import type { AnnotationRow } from "../../db/annotations.ts";
import type { Place } from "./place.ts";
import type { Scope } from "./scope.ts";

/** What the record of a move says of where the mark was. */
export function givenUp({ quote, block, start, end, endBlock }: Anchor): Record<string, unknown> {
  return { quote, place: { block, start, end, ...(endBlock === undefined ? {} : { endBlock }) } };
}

/** The anchor as a place, when it is the one that this person has just moved the mark from; else null. */
export async function placeGivenUp({ tx, actor }: Scope, row: AnnotationRow, asked: LooseAnchor & Pick<Anchor, "relative">): Promise<Place | null> {
  const { quote, block, start, end, endBlock, prefix = "", suffix = "", relative } = asked;
  if (quote === undefined || block === undefined || start === undefined || end === undefined) return null;
  const last = (await historyOf(tx, row.id)).at(-1);
  if (last?.action !== "reanchored" || last.by.id !== actor.userId) return null;
  const anchor: Anchor = { block, start, end, ...(endBlock === undefined ? {} : { endBlock }), quote, prefix, suffix, ...(relative ? { relative } : {}) };
  const wanted = givenUp(anchor);
  const before = { quote: last.before?.quote, place: last.before?.place as Record<string, unknown> | undefined };
  const isSame = before.quote === wanted.quote && samePlace(before.place, wanted.place as Record<string, unknown>);
  return isSame ? { anchor, paragraph: row.paragraph } : null;
}

function samePlace(a: Record<string, unknown> | undefined, b: Record<string, unknown>): boolean {
  return a !== undefined && ["block", "start", "end", "endBlock"].every((name) => a[name] === b[name]);
}

/**
 * The links between two documents that are read side by side: which end is left, which is right, and how the editor
 * knows the words at each end. Pure.
 */
import type { Link, LinkEnd } from "~/core/annotation/annotation.ts";
import type { DocumentSummary } from "~/core/document/document.ts";
import { endCard, type LinkSide } from "~/components/desk/desk-cards.ts";

export interface PairEnd {
  side: LinkSide;
  end: LinkEnd;
  /** The id of its mark in the editor. */
  mark: string;
}

export interface LinkPair {
  link: Link;
  left: PairEnd;
  right: PairEnd;
}

function endOf(link: Link, side: LinkSide): PairEnd {
  const end = link[side];
  return { side, end, mark: endCard(link, side) };
}

/** The links with one end in each document; both texts may be the same one. */
export function linkPairs(links: readonly Link[], leftId: string, rightId: string): LinkPair[] {
  return links.flatMap((link): LinkPair[] => {
    const [from, to] = [endOf(link, "from"), endOf(link, "to")];
    if (from.end.documentId === leftId && to.end.documentId === rightId) return [{ link, left: from, right: to }];
    if (to.end.documentId === leftId && from.end.documentId === rightId) return [{ link, left: to, right: from }];
    return [];
  });
}

/** Links as both documents know them, each once: the newer of two versions. */
export function joinedLinks(left: readonly Link[], right: readonly Link[]): Link[] {
  const found = new Map(left.map((link) => [link.id, link]));
  for (const link of right) {
    const known = found.get(link.id);
    if (!known || known.version < link.version) found.set(link.id, link);
  }
  return [...found.values()];
}

/** The pair after or before the present one, around the ends of the list. */
export function neighbour(pairs: readonly LinkPair[], current: string | null, step: 1 | -1): LinkPair | undefined {
  const at = pairs.findIndex((pair) => pair.link.id === current);
  if (at < 0) return step === 1 ? pairs[0] : pairs.at(-1);
  return pairs[(at + step + pairs.length) % pairs.length];
}

/** Of two documents, the one that speaks about the other: the later one, else the right one. */
export function laterSide(left: Pick<DocumentSummary, "date">, right: Pick<DocumentSummary, "date">): "left" | "right" {
  return left.date !== null && right.date !== null && left.date > right.date ? "left" : "right";
}

/** A link from one of the two documents to a third. */
export interface FarLink {
  link: Link;
  /** The end that is here. */
  here: PairEnd;
  shownOn: "left" | "right";
}

/** The links of which only one end is in these documents, by the side on which it is. */
export function linksElsewhere(links: readonly Link[], leftId: string, rightId: string): FarLink[] {
  return links.flatMap((link): FarLink[] => {
    const ends = (["from", "to"] as const).filter((side) => [leftId, rightId].includes(link[side].documentId));
    const [only] = ends;
    if (only === undefined || ends.length > 1) return [];
    return [{ link, here: endOf(link, only), shownOn: link[only].documentId === leftId ? "left" : "right" }];
  });
}

/**
 * What a press on marks of a side selects: a link between the two texts, else a card's id; after `current`, the next of
 * those that lie there. A mark that is the end of links leads to them first, and then to its own card.
 */
export function pressedNext(pairs: readonly LinkPair[], side: "left" | "right", ids: readonly string[], current: string | null): LinkPair | string | null {
  const touched = pairs.filter((pair) => ids.includes(pair[side].mark));
  const bare = new Set(touched.map((pair) => pair[side].mark).filter((mark) => mark.includes(":")));
  const choices = [...touched, ...ids.filter((id) => !bare.has(id))];
  const idOf = (choice: LinkPair | string) => (typeof choice === "string" ? choice.split(":")[0] : choice.link.id);
  const at = choices.findIndex((choice) => idOf(choice) === current);
  return choices[(at + 1) % choices.length] ?? null;
}

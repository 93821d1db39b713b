/**
 * What of the desk is kept in the address: which marks are shown, and the selected card. Pure.
 *
 * `?annotation=ID` is what people cite (the contract); `?link=ID` leads to the end of a link in this document, `end`
 * says which when both are here. Of tags, states and authors there may be several: `?tag=a&tag=b`.
 */
import { STATES, type Link } from "~/core/annotation/annotation.ts";
import { ALL_CARDS, FILTERS, type CardChoice } from "./card-choice.ts";
import { endCard, linkCardId, type DeskCard, type LinkSide } from "./desk-cards.ts";

export interface DeskAddress extends CardChoice {
  annotation: string | null;
  link: string | null;
  end: LinkSide | null;
}

/** More of one group than this is nobody's wish. */
const MOST = 50;

/** Reads a search string such as "?filter=mine". Unknown filters and states count as none. */
export function readAddress(search: string): DeskAddress {
  const params = new URLSearchParams(search);
  const end = params.get("end");
  return {
    filter: FILTERS.find((filter) => filter === params.get("filter")) ?? "all",
    tags: severalOf(params, "tag"),
    states: STATES.filter((state) => params.getAll("state").includes(state)),
    authors: severalOf(params, "author"),
    annotation: params.get("annotation"),
    link: params.get("link"),
    end: end === "from" || end === "to" ? end : null,
  };
}

function severalOf(params: URLSearchParams, name: string): string[] {
  return [...new Set(params.getAll(name))].filter(Boolean).slice(0, MOST);
}

/** The address with what is equal to `before` taken over from it, so that nothing is worked out again. */
export function keeping(before: DeskAddress, next: DeskAddress): DeskAddress {
  const kept = <T>(was: readonly T[], is: readonly T[]) => (was.length === is.length && was.every((one, nth) => one === is[nth]) ? was : is);
  return { ...next, tags: kept(before.tags, next.tags), states: kept(before.states, next.states), authors: kept(before.authors, next.authors) };
}

/** The search string for an address; "" when everything is as usual. */
export function writeAddress({ filter, tags, states, authors, annotation, link, end }: DeskAddress): string {
  const params = new URLSearchParams();
  if (filter !== "all") params.set("filter", filter);
  for (const tag of tags) params.append("tag", tag);
  for (const state of states) params.append("state", state);
  for (const author of authors) params.append("author", author);
  if (annotation !== null) params.set("annotation", annotation);
  else if (link !== null) params.set("link", link);
  if (annotation === null && link !== null && end !== null) params.set("end", end);
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** The card an address selects. A link that ends at annotations only leads to the annotation in this document. */
export function selectedCard({ annotation, link, end }: DeskAddress, cards: readonly DeskCard[]): string | null {
  if (annotation !== null) return annotation;
  if (link === null) return null;
  const sides: LinkSide[] = end === null ? ["to", "from"] : [end];
  const ids = sides.map((side) => linkCardId(link, side));
  const own = cards.find((card) => ids.includes(card.id));
  const joined = cards.find((card) => card.kind === "annotation" && card.links.some((one) => one.id === link));
  return (own ?? joined)?.id ?? null;
}

/** The part of the address that selects a card. */
export function addressOf(card: string | null): Pick<DeskAddress, "annotation" | "link" | "end"> {
  const [id = null, side] = card?.split(":") ?? [];
  if (side === "from" || side === "to") return { annotation: null, link: id, end: side };
  return { annotation: id, link: null, end: null };
}

/** Where an end of a link is read. */
export function endHref(link: Link, side: LinkSide): string {
  const address = { ...ALL_CARDS, ...addressOf(endCard(link, side)) };
  return `/documents/${link[side].documentId}${writeAddress(address)}`;
}

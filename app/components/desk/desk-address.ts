/**
 * What of the desk is kept in the address: the filter, the tag filtered by, the selected card. Pure.
 *
 * `?annotation=ID` is what people cite (the contract); `?link=ID` leads to the end of a link in this document, `end`
 * says which when both are here.
 */
import type { Link } from "~/core/annotation/annotation.ts";
import { endCard, FILTERS, linkCardId, type CardFilter, type DeskCard, type LinkSide } from "./desk-cards.ts";

export interface DeskAddress {
  filter: CardFilter;
  tag: string | null;
  annotation: string | null;
  link: string | null;
  end: LinkSide | null;
}

/** Reads a search string such as "?filter=mine". Unknown filters count as none. */
export function readAddress(search: string): DeskAddress {
  const params = new URLSearchParams(search);
  const end = params.get("end");
  return {
    filter: FILTERS.find((filter) => filter === params.get("filter")) ?? "all",
    tag: params.get("tag"),
    annotation: params.get("annotation"),
    link: params.get("link"),
    end: end === "from" || end === "to" ? end : null,
  };
}

/** The search string for an address; "" when everything is as usual. */
export function writeAddress({ filter, tag, annotation, link, end }: DeskAddress): string {
  const params = new URLSearchParams();
  if (filter !== "all") params.set("filter", filter);
  if (tag !== null) params.set("tag", tag);
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
  const address = { filter: "all", tag: null, ...addressOf(endCard(link, side)) } as const;
  return `/documents/${link[side].documentId}${writeAddress(address)}`;
}

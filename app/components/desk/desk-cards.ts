/**
 * What stands in the margin of a document: a card for each annotation, and one for each end of a link that is a bare
 * passage of this document. Which of them a filter shows, and in which order. Pure.
 */
import { atLeast, can, type Actor } from "~/core/access/can.ts";
import type { Annotation, Link } from "~/core/annotation/annotation.ts";

export type LinkSide = "from" | "to";

export interface AnnotationCard {
  kind: "annotation";
  id: string;
  annotation: Annotation;
  /** The links that begin or end at it. */
  links: readonly Link[];
}

export interface LinkCard {
  kind: "link";
  id: string;
  link: Link;
  /** The end that lies in this document. */
  side: LinkSide;
}

export type DeskCard = AnnotationCard | LinkCard;

export const FILTERS = ["all", "mine", "review", "approved", "detached"] as const;
export type CardFilter = (typeof FILTERS)[number];

export type PlaceStatus = "exact" | "moved" | "check" | "detached";
export type Statuses = ReadonlyMap<string, PlaceStatus>;

/** The id under which the end of a link is known to the editor and the margin. */
export function linkCardId(linkId: string, side: LinkSide): string {
  return `${linkId}:${side}`;
}

const SIDES = ["from", "to"] as const;
const NO_LINKS: readonly Link[] = [];

/** All cards of a document. */
export function cardsOf(documentId: string, annotations: readonly Annotation[], links: readonly Link[]): DeskCard[] {
  const byAnnotation = new Map<string, Link[]>();
  const bare: LinkCard[] = [];
  for (const link of links) {
    for (const side of SIDES) {
      const { annotationId, documentId: document } = link[side];
      if (annotationId !== null) byAnnotation.set(annotationId, [...(byAnnotation.get(annotationId) ?? []), link]);
      else if (document === documentId) bare.push({ kind: "link", id: linkCardId(link.id, side), link, side });
    }
  }
  return [
    ...annotations.map((annotation): AnnotationCard => ({ kind: "annotation", id: annotation.id, annotation, links: byAnnotation.get(annotation.id) ?? NO_LINKS })),
    ...bare,
  ];
}

/** The mark a card is about. */
function markOf(card: DeskCard): Annotation | Link {
  return card.kind === "annotation" ? card.annotation : card.link;
}

/** The passage a card stands beside. */
export function anchorOf(card: DeskCard): Annotation["anchor"] {
  return card.kind === "annotation" ? card.annotation.anchor : card.link[card.side].anchor;
}

export function otherSide(side: LinkSide): LinkSide {
  return side === "from" ? "to" : "from";
}

/** The id under which the words at an end of a link have their card: the annotation it is, or the end itself. */
export function endCard(link: Link, side: LinkSide): string {
  return link[side].annotationId ?? linkCardId(link.id, side);
}

/** May this person give a verdict on the mark now? */
export function awaitsVerdict(mark: Annotation | Link, actor: Actor): boolean {
  const visibility = "visibility" in mark ? mark.visibility : "team";
  const thing = { authorId: mark.author.id, contributorIds: mark.contributorIds, visibility };
  return mark.state === "submitted" && can(actor, "mark.judge", thing);
}

/** For reviewers: for their verdict; for all others: for anybody's. */
function waits(mark: Annotation | Link, actor: Actor): boolean {
  return atLeast(actor.role, "reviewer") ? awaitsVerdict(mark, actor) : mark.state === "submitted";
}

function passes(card: DeskCard, filter: CardFilter, actor: Actor, statuses: Statuses): boolean {
  const mark = markOf(card);
  switch (filter) {
    case "all":
      return true;
    case "mine":
      return mark.author.id === actor.userId;
    case "review":
      return [mark, ...(card.kind === "annotation" ? card.links : [])].some((one) => waits(one, actor));
    case "approved":
      return mark.state === "approved";
    case "detached":
      return statuses.get(card.id) === "detached";
  }
}

export interface CardChoice {
  filter: CardFilter;
  /** A tag's slug; null for all. */
  tag: string | null;
}

/** The cards a filter shows; the selected one is always among them. */
export function chosenCards(cards: readonly DeskCard[], { filter, tag }: CardChoice, selected: string | null, actor: Actor, statuses: Statuses): DeskCard[] {
  const hasTag = (card: DeskCard) => tag === null || (card.kind === "annotation" && card.annotation.tags.includes(tag));
  return cards.filter((card) => card.id === selected || (hasTag(card) && passes(card, filter, actor, statuses)));
}

/** How many cards each filter would show. */
export function countByFilter(cards: readonly DeskCard[], actor: Actor, statuses: Statuses): Record<CardFilter, number> {
  const count = (filter: CardFilter) => cards.filter((card) => passes(card, filter, actor, statuses)).length;
  return { all: cards.length, mine: count("mine"), review: count("review"), approved: count("approved"), detached: count("detached") };
}

/** In the order of their passages; of those on one line, the one that begins first. */
export function inReadingOrder(cards: readonly DeskCard[], topOf: (card: DeskCard) => number): DeskCard[] {
  const placed = cards.map((card) => ({ card, top: topOf(card), start: anchorOf(card).start }));
  placed.sort((a, b) => a.top - b.top || a.start - b.start || (a.card.id < b.card.id ? -1 : 1));
  return placed.map(({ card }) => card);
}

/**
 * What stands in the margin of a document: a card for each annotation, and one for each end of a link that is a bare
 * passage of this document, and their order. Which of them a filter shows is in card-choice.ts. Pure.
 */
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
export function markOf(card: DeskCard): Annotation | Link {
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

/** In the order of their passages; of those on one line, the one that begins first. */
export function inReadingOrder(cards: readonly DeskCard[], topOf: (card: DeskCard) => number): DeskCard[] {
  const placed = cards.map((card) => ({ card, top: topOf(card), start: anchorOf(card).start }));
  placed.sort((a, b) => a.top - b.top || a.start - b.start || (a.card.id < b.card.id ? -1 : 1));
  return placed.map(({ card }) => card);
}

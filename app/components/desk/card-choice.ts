/**
 * Which cards the margin shows: one quick filter, and with it tags, states and authors, of each group any. Pure.
 *
 * A choice comes from the address, which anybody can write: a tag, state or person that isn't there matches nothing and
 * breaks nothing.
 */
import { atLeast, can, type Actor } from "~/core/access/can.ts";
import type { Annotation, Link, State } from "~/core/annotation/annotation.ts";
import { markOf, type DeskCard, type Statuses } from "./desk-cards.ts";

export const FILTERS = ["all", "mine", "review", "approved", "mentions", "check", "detached"] as const;
export type CardFilter = (typeof FILTERS)[number];

export interface CardChoice {
  filter: CardFilter;
  /** Slugs; none for all. */
  tags: readonly string[];
  states: readonly State[];
  /** Ids of people. */
  authors: readonly string[];
}

export const ALL_CARDS: CardChoice = { filter: "all", tags: [], states: [], authors: [] };

/** Does the choice ask for tags, states or authors? */
export function isNarrowed({ tags, states, authors }: CardChoice): boolean {
  return tags.length + states.length + authors.length > 0;
}

/** May this person give a verdict on the mark now? */
export function awaitsVerdict(mark: Annotation | Link, actor: Actor): boolean {
  const visibility = "visibility" in mark ? mark.visibility : "team";
  const thing = { authorId: mark.author.id, contributorIds: mark.contributorIds, visibility };
  return mark.state === "submitted" && can(actor, "mark.judge", thing);
}

/** For reviewers: for their verdict; for all others: for anybody's. */
function waits(mark: Annotation | Link, actor: Actor): boolean {
  return mark.state === "submitted" && (!atLeast(actor.role, "reviewer") || awaitsVerdict(mark, actor));
}

function passes(card: DeskCard, filter: CardFilter, actor: Actor, statuses: Statuses): boolean {
  const mark = markOf(card);
  switch (filter) {
    case "all":
      return true;
    case "mine":
      return mark.author.id === actor.userId;
    case "review":
      return waits(mark, actor) || (card.kind === "annotation" && card.links.some((link) => waits(link, actor)));
    case "approved":
      return mark.state === "approved";
    case "mentions":
      return card.kind === "annotation" && mentions(card.annotation, actor.userId);
    case "check":
    case "detached":
      return statuses.get(card.id) === filter;
  }
}

function mentions({ comments }: Annotation, userId: string): boolean {
  return comments.some((comment) => comment.mentions.some((person) => person.id === userId));
}

function hasTag(card: DeskCard, tags: readonly string[]): boolean {
  return card.kind === "annotation" && card.annotation.tags.some((slug) => tags.includes(slug));
}

/** The cards a choice shows; the same list when that is all of them. */
export function chosenCards(cards: readonly DeskCard[], choice: CardChoice, actor: Actor, statuses: Statuses): readonly DeskCard[] {
  const { filter, tags, states, authors } = choice;
  if (filter === "all" && !isNarrowed(choice)) return cards;
  return cards.filter((card) => {
    const { author, state } = markOf(card);
    return (
      passes(card, filter, actor, statuses) &&
      (tags.length === 0 || hasTag(card, tags)) &&
      (states.length === 0 || states.includes(state)) &&
      (authors.length === 0 || authors.includes(author.id))
    );
  });
}

/** What is selected is never hidden: the cards with it among them, in their order. */
export function withSelected(chosen: readonly DeskCard[], all: readonly DeskCard[], selected: string | null): readonly DeskCard[] {
  if (selected === null || chosen === all || chosen.some((card) => card.id === selected)) return chosen;
  const shown = new Set(chosen);
  return all.filter((card) => shown.has(card) || card.id === selected);
}

/** How many cards each quick filter would show by itself. Gone through once: there may be thousands. */
export function countByFilter(cards: readonly DeskCard[], actor: Actor, statuses: Statuses): Record<CardFilter, number> {
  const counts = Object.fromEntries(FILTERS.map((filter) => [filter, 0])) as Record<CardFilter, number>;
  for (const card of cards) for (const filter of FILTERS) if (passes(card, filter, actor, statuses)) counts[filter] += 1;
  return counts;
}

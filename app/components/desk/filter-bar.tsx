import { ListFilter, X } from "lucide-react";
import { Suspense } from "react";
import { ChipButton } from "~/components/ui/chip.tsx";
import { late } from "~/components/ui/late.ts";
import { Popover } from "~/components/ui/popover.tsx";
import { stateWords } from "~/components/ui/state-mark.tsx";
import { TagBadge } from "~/components/ui/tag-badge.tsx";
import { ALL_CARDS, isNarrowed, type CardChoice, type CardFilter } from "./card-choice.ts";
import { tagOf, useDesk } from "./desk-context.ts";
import type { DeskCards } from "./use-desk-cards.ts";
import { markOf } from "./desk-cards.ts";

const FilterPanel = late(async () => (await import("./filter-panel.tsx")).FilterPanel);

export interface FilterBarProps {
  choice: CardChoice;
  cards: DeskCards;
  /** The viewer gives verdicts. */
  reviews: boolean;
  onChoose: (choice: CardChoice) => void;
}

/** `rare`: offered only when there is something to find. */
const CHIPS: { filter: CardFilter; name: string; count: boolean; rare?: boolean }[] = [
  { filter: "all", name: "All", count: true },
  { filter: "mine", name: "Mine", count: false },
  { filter: "review", name: "To review", count: true },
  { filter: "approved", name: "Approved", count: false },
  { filter: "check", name: "Check position", count: true, rare: true },
  { filter: "detached", name: "Detached", count: true, rare: true },
];

/** Which marks the margin and the text show. */
export function FilterBar({ choice, cards, reviews, onChoose }: FilterBarProps) {
  const { counts } = cards;
  return (
    <div className="filters" role="group" aria-label="Which marks">
      {CHIPS.filter(({ filter, rare }) => !rare || counts[filter] > 0 || choice.filter === filter).map(({ filter, name, count }) => (
        <ChipButton key={filter} pressed={choice.filter === filter} onPress={() => onChoose({ ...choice, filter })}>
          {filter === "review" && !reviews ? "In review" : name}
          {count && ` ${counts[filter]}`}
        </ChipButton>
      ))}
      <Popover
        label="Filter by tag, state and author"
        className="filter-popover"
        trigger={
          <button type="button" className="chip">
            <ListFilter aria-hidden="true" /> Filter
          </button>
        }
      >
        {() => (
          <Suspense>
            <FilterPanel choice={choice} cards={cards.all} onChoose={onChoose} />
          </Suspense>
        )}
      </Popover>
      {isNarrowed(choice) && <ActiveFilters choice={choice} cards={cards} onChoose={onChoose} />}
    </div>
  );
}

/** What the marks are narrowed down to, each with the way out of it. */
function ActiveFilters({ choice, cards, onChoose }: Omit<FilterBarProps, "reviews">) {
  const { tags, viewer } = useDesk();
  const without = <T,>(list: readonly T[], one: T) => list.filter((other) => other !== one);
  return (
    <div className="filters__active">
      {choice.tags.map((slug) => (
        <RemovableChip key={slug} name={tagOf(tags, slug).name} onRemove={() => onChoose({ ...choice, tags: without(choice.tags, slug) })}>
          <TagBadge tag={tagOf(tags, slug)} />
        </RemovableChip>
      ))}
      {choice.states.map((state) => (
        <RemovableChip key={state} name={stateWords(state)} onRemove={() => onChoose({ ...choice, states: without(choice.states, state) })} />
      ))}
      {choice.authors.map((id) => {
        const name = id === viewer.id ? "You" : nameOf(cards, id);
        return <RemovableChip key={id} name={name} onRemove={() => onChoose({ ...choice, authors: without(choice.authors, id) })} />;
      })}
      <span className="soft small" role="status">
        {cards.chosen.length} of {cards.all.length}
      </span>
      <button type="button" className="filters__clear" onClick={() => onChoose(ALL_CARDS)}>
        Clear
      </button>
    </div>
  );
}

/** Somebody is known here by their marks. */
function nameOf({ all }: DeskCards, id: string): string {
  const theirs = all.find((card) => markOf(card).author.id === id);
  return theirs ? markOf(theirs).author.name : "Somebody without marks here";
}

interface RemovableChipProps {
  name: string;
  onRemove: () => void;
  /** In the place of the name. */
  children?: JSX.Element;
}

function RemovableChip({ name, onRemove, children }: RemovableChipProps) {
  return (
    <button type="button" className="chip chip--on" aria-label={`No longer only ${name}`} onClick={onRemove}>
      {children ?? <bdi>{name}</bdi>}
      <X aria-hidden="true" />
    </button>
  );
}

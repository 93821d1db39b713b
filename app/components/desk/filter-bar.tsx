import { Suspense } from "react";
import { ChipButton } from "~/components/ui/chip.tsx";
import { late } from "~/components/ui/late.ts";
import { Popover } from "~/components/ui/popover.tsx";
import { useHydrated } from "~/components/ui/use-hydrated.ts";
import { isNarrowed, type CardChoice, type CardFilter } from "./card-choice.ts";
import type { DeskCards } from "./use-desk-cards.ts";

const ActiveFilters = late(async () => (await import("./active-filters.tsx")).ActiveFilters);
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
  { filter: "mentions", name: "Mentions me", count: true, rare: true },
  { filter: "check", name: "Check position", count: true, rare: true },
  { filter: "detached", name: "Detached", count: true, rare: true },
];

/** Which marks the margin and the text show. */
export function FilterBar({ choice, cards, reviews, onChoose }: FilterBarProps) {
  const { counts } = cards;
  // Not in the first paint: what is loaded late must not be asked to change before it has come alive.
  const hydrated = useHydrated();
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
            Filter
          </button>
        }
      >
        {() => (
          <Suspense>
            <FilterPanel choice={choice} cards={cards.all} onChoose={onChoose} />
          </Suspense>
        )}
      </Popover>
      {hydrated && isNarrowed(choice) && (
        <Suspense>
          <ActiveFilters choice={choice} cards={cards} onChoose={onChoose} />
        </Suspense>
      )}
    </div>
  );
}

import { X } from "lucide-react";
import { stateWords } from "~/components/ui/state-mark.tsx";
import { TagBadge } from "~/components/ui/tag-badge.tsx";
import { ALL_CARDS, type CardChoice } from "./card-choice.ts";
import { markOf } from "./desk-cards.ts";
import { tagOf, useDesk } from "./desk-context.ts";
import type { DeskCards } from "./use-desk-cards.ts";

export interface ActiveFiltersProps {
  choice: CardChoice;
  cards: DeskCards;
  onChoose: (choice: CardChoice) => void;
}

/** What the marks are narrowed down to, each with the way out of it. */
export function ActiveFilters({ choice, cards, onChoose }: ActiveFiltersProps) {
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

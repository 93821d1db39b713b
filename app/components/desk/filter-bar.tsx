import { ChipButton } from "~/components/ui/chip.tsx";
import { Select } from "~/components/ui/fields.tsx";
import type { Tag } from "~/core/codebook/tags.ts";
import type { CardChoice, CardFilter } from "./desk-cards.ts";

export interface FilterBarProps {
  choice: CardChoice;
  counts: Record<CardFilter, number>;
  /** The viewer gives verdicts. */
  reviews: boolean;
  /** The tags that are used in this document. */
  tags: readonly Tag[];
  onChoose: (choice: CardChoice) => void;
}

/** Always offered, the last one only when there is something to find. */
const CHIPS: { filter: CardFilter; name: string; count: boolean }[] = [
  { filter: "all", name: "All", count: true },
  { filter: "mine", name: "Mine", count: false },
  { filter: "review", name: "To review", count: true },
  { filter: "approved", name: "Approved", count: false },
  { filter: "detached", name: "Detached", count: true },
];

/** Which marks the margin shows. */
export function FilterBar({ choice, counts, reviews, tags, onChoose }: FilterBarProps) {
  const options = [{ value: "", label: "All tags" }, ...tags.map((tag) => ({ value: tag.slug, label: `${tag.code} ${tag.name}` }))];
  return (
    <div className="filters" role="group" aria-label="Which marks">
      {CHIPS.filter(({ filter }) => filter !== "detached" || counts.detached > 0 || choice.filter === filter).map(({ filter, name, count }) => (
        <ChipButton key={filter} pressed={choice.filter === filter} onPress={() => onChoose({ ...choice, filter })}>
          {filter === "review" && !reviews ? "In review" : name}
          {count && ` ${counts[filter]}`}
        </ChipButton>
      ))}
      {tags.length > 0 && (
        <Select
          label="Tag"
          hideLabel
          className="filters__tag"
          options={options}
          value={choice.tag ?? ""}
          onChange={(event) => onChoose({ ...choice, tag: event.currentTarget.value || null })}
        />
      )}
    </div>
  );
}

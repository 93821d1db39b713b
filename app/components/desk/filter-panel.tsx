import { useState, type ReactNode } from "react";
import { stateWords } from "~/components/ui/state-mark.tsx";
import { TagBadge } from "~/components/ui/tag-badge.tsx";
import { STATES, type Person, type State } from "~/core/annotation/annotation.ts";
import type { CardChoice } from "./card-choice.ts";
import { markOf, type DeskCard } from "./desk-cards.ts";
import { tagOf, useDesk } from "./desk-context.ts";

export interface FilterPanelProps {
  choice: CardChoice;
  /** All of the document. */
  cards: readonly DeskCard[];
  onChoose: (choice: CardChoice) => void;
}

/** Tags, states and authors to narrow the marks down to; of each group any. */
export function FilterPanel({ choice, cards, onChoose }: FilterPanelProps) {
  const { tags, viewer } = useDesk();
  const found = foundIn(cards);
  const order = (slug: string) => tags.findIndex((tag) => tag.slug === slug);
  // What no mark has stays in reach while the panel is open.
  const [unused] = useState(choice.tags);
  const slugs = [...new Set([...found.tags.keys(), ...unused])].sort((a, b) => order(a) - order(b));
  const authors = [...found.authors.values()].sort((a, b) => Number(b.person.id === viewer.id) - Number(a.person.id === viewer.id) || a.person.name.localeCompare(b.person.name));
  const toggle = <T,>(list: readonly T[], one: T) => (list.includes(one) ? list.filter((other) => other !== one) : [...list, one]);
  return (
    <div className="filter-panel">
      <Group title="Tags">
        {slugs.map((slug) => (
          <Choice key={slug} on={choice.tags.includes(slug)} count={found.tags.get(slug) ?? 0} onToggle={() => onChoose({ ...choice, tags: toggle(choice.tags, slug) })}>
            <TagBadge tag={tagOf(tags, slug)} />
          </Choice>
        ))}
      </Group>
      <Group title="States">
        {STATES.map((state) => (
          <Choice key={state} on={choice.states.includes(state)} count={found.states.get(state) ?? 0} onToggle={() => onChoose({ ...choice, states: toggle(choice.states, state) })}>
            {stateWords(state)}
          </Choice>
        ))}
      </Group>
      <Group title="Authors">
        {authors.map(({ person, count }) => (
          <Choice key={person.id} on={choice.authors.includes(person.id)} count={count} onToggle={() => onChoose({ ...choice, authors: toggle(choice.authors, person.id) })}>
            <bdi>{person.id === viewer.id ? "You" : person.name}</bdi>
          </Choice>
        ))}
      </Group>
    </div>
  );
}

/** What there is to choose from, and how many cards have each. */
function foundIn(cards: readonly DeskCard[]) {
  const tags = new Map<string, number>();
  const states = new Map<State, number>();
  const authors = new Map<string, { person: Person; count: number }>();
  const more = <K,>(counts: Map<K, number>, key: K) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const card of cards) {
    const { author, state } = markOf(card);
    if (card.kind === "annotation") for (const slug of card.annotation.tags) more(tags, slug);
    more(states, state);
    authors.set(author.id, { person: author, count: (authors.get(author.id)?.count ?? 0) + 1 });
  }
  return { tags, states, authors };
}

function Group({ title, children }: { title: string; children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <fieldset>
      <legend className="desk-label">{title}</legend>
      {children}
    </fieldset>
  );
}

function Choice({ on, count, onToggle, children }: { on: boolean; count: number; onToggle: () => void; children: ReactNode }) {
  return (
    <label className="filter-panel__choice">
      <input type="checkbox" checked={on} onChange={onToggle} />
      <span>{children}</span>
      <span className="soft small">{count}</span>
    </label>
  );
}

import { useId, useState, type KeyboardEvent } from "react";
import { classNames } from "~/components/ui/class-names.ts";
import { TagBadge } from "~/components/ui/tag-badge.tsx";
import type { Tag } from "~/core/codebook/tags.ts";

export interface TagPickerProps {
  tags: readonly Tag[];
  onPick: (tag: Tag) => void;
  /** Slugs: several are chosen, and picking one puts it in or out. Left out where one is picked and that is all. */
  chosen?: readonly string[];
}

/** All tags with what they mean; typing filters, arrows move, Enter takes. */
export function TagPicker({ tags, onPick, chosen }: TagPickerProps) {
  const id = useId();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const found = tags.filter((tag) => matches(tag, query));
  const active = Math.min(at, found.length - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: found.length - 1 };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      const chosen = (next + found.length) % Math.max(1, found.length);
      setAt(chosen);
      document.getElementById(`${id}-${chosen}`)?.scrollIntoView({ block: "nearest" });
    }
    const tag = found[active];
    if (event.key === "Enter" && tag) {
      event.preventDefault();
      onPick(tag);
    }
  };
  return (
    <div className="tag-picker">
      <input
        className="input"
        role="combobox"
        aria-label="Find a tag"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder="Find a tag"
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={`${id}-list`} role="listbox" aria-multiselectable={chosen ? true : undefined} aria-label="Tags" className="tag-picker__list">
        {found.map((tag, nth) => (
          <button
            key={tag.id}
            type="button"
            id={`${id}-${nth}`}
            role="option"
            aria-selected={chosen ? chosen.includes(tag.slug) : nth === active}
            tabIndex={-1}
            className={classNames("tag-picker__option", nth === active && "tag-picker__option--active")}
            onPointerMove={() => setAt(nth)}
            onClick={() => onPick(tag)}
          >
            <span className="tag-picker__name">
              <TagBadge tag={tag} />
              {chosen?.includes(tag.slug) && <span aria-hidden="true">✓</span>}
            </span>
            <span className="tag-picker__meaning" dir="auto">
              {tag.meaning}
            </span>
          </button>
        ))}
      </div>
      {found.length === 0 && <p className="soft small tag-picker__none">No tag is called that.</p>}
    </div>
  );
}

function matches(tag: Tag, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${tag.code} ${tag.name} ${tag.meaning}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

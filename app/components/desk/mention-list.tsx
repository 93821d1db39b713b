import { useEffect, useRef } from "react";
import { Avatar } from "~/components/ui/avatar.tsx";
import { classNames } from "~/components/ui/class-names.ts";
import type { Person } from "~/core/annotation/annotation.ts";

export interface MentionListProps {
  id: string;
  people: readonly Person[];
  active: number;
  onTake: (person: Person) => void;
}

/** The id of an option, to be named by the field. */
export function mentionOptionId(list: string, nth: number): string {
  return `${list}-${nth}`;
}

/** Whom a name that is being typed may mean. The field keeps the focus. */
export function MentionList({ id, people, active, onTake }: MentionListProps) {
  const list = useRef<HTMLDivElement>(null);
  const isOpen = people.length > 0;
  useEffect(() => {
    if (isOpen) list.current?.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  return (
    <>
      <p className="visually-hidden" role="status">
        {people.length > 0 ? `${people.length} ${people.length === 1 ? "name" : "names"}; arrows choose, Enter takes` : ""}
      </p>
      {people.length > 0 && (
        <div ref={list} id={id} className="mention-list" role="listbox" aria-label="Names">
          {people.map((person, nth) => (
            <button
              key={person.id}
              type="button"
              id={mentionOptionId(id, nth)}
              role="option"
              aria-selected={nth === active}
              tabIndex={-1}
              className={classNames("mention-list__option", nth === active && "mention-list__option--active")}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onTake(person)}
            >
              <Avatar person={person} decorative />
              <bdi>{person.name}</bdi>
            </button>
          ))}
        </div>
      )}
    </>
  );
}

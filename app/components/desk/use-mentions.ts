import { useId, useRef, useState, type KeyboardEvent } from "react";
import type { Person } from "~/core/annotation/annotation.ts";
import { membersOf } from "~/live/members.ts";
import { completed, matching, mentionAt, type MentionQuery } from "./mention-query.ts";

export interface MentionsOptions {
  workspaceId: string;
  viewerId: string;
  /** Nobody can be mentioned. */
  off: boolean;
}

/** The names offered while one is typed behind an "@". The members are asked for when the first one is. */
export function useMentions({ workspaceId, viewerId, off }: MentionsOptions) {
  const listId = useId();
  const [members, setMembers] = useState<readonly Person[]>([]);
  const [query, setQuery] = useState<MentionQuery | null>(null);
  const [at, setAt] = useState(0);
  /** Of two with one name the one that was taken. */
  const taken = useRef<Person[]>([]);
  const found = query ? matching(members, query) : [];
  const active = Math.min(at, found.length - 1);

  const look = (text: string, caret: number) => {
    const next = off ? null : mentionAt(text, caret);
    if (next?.name !== query?.name) setAt(0);
    setQuery(next);
    if (!next || members.length > 0) return;
    // Without the names what is written is sent as it is.
    membersOf(workspaceId).then((all) => setMembers(all.filter(({ id }) => id !== viewerId)), () => undefined);
  };
  const close = () => setQuery(null);
  /** The person that the key takes, if it does. */
  const onKey = (event: KeyboardEvent): Person | null => {
    if (found.length === 0) return null;
    const { key } = event;
    if (!["ArrowDown", "ArrowUp", "Enter", "Tab", "Escape"].includes(key) || event.shiftKey) return null;
    event.preventDefault();
    event.stopPropagation();
    if (key === "Escape") close();
    if (key === "ArrowDown") setAt((active + 1) % found.length);
    if (key === "ArrowUp") setAt((active - 1 + found.length) % found.length);
    return key === "Enter" || key === "Tab" ? (found[active] ?? null) : null;
  };
  const take = (person: Person, text: string) => {
    taken.current = [person, ...taken.current];
    close();
    return query ? completed(text, query, person) : { text, caret: text.length };
  };
  return { listId, found, active, look, close, onKey, take, people: [...taken.current, ...members] };
}

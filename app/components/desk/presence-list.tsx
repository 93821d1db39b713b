import { Eye } from "lucide-react";
import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { Avatar } from "~/components/ui/avatar.tsx";
import { Button } from "~/components/ui/button.tsx";
import type { DeskEditor } from "~/editor/desk-editor.ts";
import type { Presence, Present } from "~/live/presence.ts";
import { paragraphsByBlock, readingWords } from "./presence-places.ts";

export interface PresenceListProps {
  people: readonly Present[];
  presence: Presence;
  editor: DeskEditor | null;
  /** Whose picture was pressed. */
  asked: string | null;
  followed: string | null;
  onFollow: (person: string | null) => void;
  /** Gone to where somebody reads. */
  onGo: () => void;
}

/** Everybody who is here, with what they read; leads there, and follows them. */
export function PresenceList({ people, presence, editor, asked, followed, onFollow, onGo }: PresenceListProps) {
  const list = useRef<HTMLUListElement>(null);
  const reading = useSyncExternalStore(presence.subscribe, presence.reading, presence.reading);
  const paragraphs = useMemo(() => (editor ? paragraphsByBlock(editor.view.dom) : new Map<string, number | null>()), [editor]);
  useEffect(() => {
    const row = asked === null ? null : list.current?.querySelector(`[data-person="${CSS.escape(asked)}"]`);
    const first = (row ?? list.current)?.querySelector<HTMLElement>("button");
    first?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  }, [asked]);

  return (
    <ul ref={list} className="presence-list__people" aria-label="People">
      {people.map((person) => {
        const block = reading.get(person.id);
        const isFollowed = person.id === followed;
        return (
          <li key={person.id} data-person={person.id} className="presence-list__person">
            <Avatar person={person} colour={person.colour} decorative />
            <button
              type="button"
              className="presence-list__go"
              disabled={block === undefined || !editor}
              onClick={() => {
                if (block !== undefined) editor?.scrollToBlock(block);
                onGo();
              }}
            >
              <bdi>{person.name}</bdi>
              <span className="visually-hidden">, </span>
              <span className="soft small" dir="auto">{readingWords(block, paragraphs, editor?.view.dom ?? null)}</span>
            </button>
            <Button size="small" disabled={block === undefined || !editor} aria-pressed={isFollowed} onClick={() => onFollow(isFollowed ? null : person.id)}>
              <Eye aria-hidden="true" /> {isFollowed ? "Stop" : "Follow"}
              <span className="visually-hidden"> {person.name}</span>
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

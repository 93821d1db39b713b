import { useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Avatar } from "~/components/ui/avatar.tsx";
import type { DeskEditor } from "~/editor/desk-editor.ts";
import type { DocumentConnection } from "~/live/connection.ts";
import { FollowBar } from "./presence-follow.tsx";
import { PresenceList } from "./presence-list.tsx";

const SHOWN = 4;

export interface PresenceRowProps {
  connection: DocumentConnection;
  /** Null until there is one. */
  editor: DeskEditor | null;
  viewerId: string;
  /** Of which text, where there are two. */
  about?: string;
}

/** The others who have this document open now; pressing one of them tells what they read, and offers to follow them. */
export function PresenceRow({ connection: { presence }, editor, viewerId, about }: PresenceRowProps) {
  const id = useId();
  const all = useSyncExternalStore(presence.subscribe, presence.people, presence.people);
  const people = useMemo(() => all.filter((person) => person.id !== viewerId), [all, viewerId]);
  const [followed, setFollowed] = useState<string | null>(null);
  const { popover, open } = usePopover();
  /** Whose button opened the list. */
  const [asked, setAsked] = useState<string | null>(null);
  const more = people.length - SHOWN;
  const button = (person: string | null) => ({
    type: "button" as const,
    className: "presence__button",
    popovertarget: id,
    "aria-haspopup": "dialog" as const,
    onClick: () => setAsked(person),
  });
  const follow = (person: string | null) => {
    setFollowed(person);
    popover.current?.hidePopover();
  };
  return (
    <>
      {people.length > 0 && (
        <ul className="presence" aria-label={about === undefined ? "Also here" : `Also in ${about}`}>
          {people.slice(0, SHOWN).map((person) => (
            <li key={person.id}>
              <button {...button(person.id)} aria-pressed={person.id === followed ? true : undefined}>
                <Avatar person={person} colour={person.colour} />
              </button>
            </li>
          ))}
          {more > 0 && (
            <li>
              <button {...button(null)}>
                <span className="presence__more">
                  +{more}
                  <span className="visually-hidden"> more</span>
                </span>
              </button>
            </li>
          )}
        </ul>
      )}
      {/* React 18 does not know the attribute by type; it passes it on. */}
      <div ref={popover} id={id} className="float float--padded presence-list" role="dialog" aria-label="Who is here" {...{ popover: "auto" }}>
        {open && <PresenceList people={people} presence={presence} editor={editor} asked={asked} followed={followed} onFollow={follow} onGo={() => popover.current?.hidePopover()} />}
      </div>
      <FollowBar person={people.find((one) => one.id === followed) ?? null} presence={presence} editor={editor} onStop={() => setFollowed(null)} />
    </>
  );
}

/** The browser's own popover: closes by Escape and by a press elsewhere. */
function usePopover() {
  const popover = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const element = popover.current;
    if (!element) return;
    const toggled = () => setOpen(element.matches(":popover-open"));
    element.addEventListener("toggle", toggled);
    return () => element.removeEventListener("toggle", toggled);
  }, []);
  return { popover, open };
}

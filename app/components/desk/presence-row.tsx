import { useMemo, useSyncExternalStore } from "react";
import { Avatar } from "~/components/ui/avatar.tsx";
import type { DocumentConnection } from "~/live/connection.ts";
import { Presence, type Present } from "~/live/presence.ts";

const SHOWN = 5;

/** The others who have this document open now. */
export function PresenceRow({ connection, viewerId }: { connection: DocumentConnection; viewerId: string }) {
  const presence = useMemo(() => new Presence(connection.awareness), [connection]);
  const people = useSyncExternalStore(presence.subscribe, presence.snapshot, () => NOBODY).filter((person) => person.id !== viewerId);
  if (people.length === 0) return null;
  const more = people.length - SHOWN;
  return (
    <ul className="presence" aria-label="Also here">
      {people.slice(0, SHOWN).map((person) => (
        <li key={person.id}>
          <Avatar person={person} colour={person.colour} />
        </li>
      ))}
      {more > 0 && (
        <li className="presence__more">
          +{more}
          <span className="visually-hidden"> more</span>
        </li>
      )}
    </ul>
  );
}

const NOBODY: readonly Present[] = [];

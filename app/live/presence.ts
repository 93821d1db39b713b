/**
 * Who is in the document now, from awareness: for the row of people and for "is reading here".
 *
 * Called by components through useSyncExternalStore. Promises: one entry a person, however many windows they have;
 * anything malformed is left out. What must stay true: identities come from the server, which overwrites `user`; even
 * so names are shown as text only and colours are checked here.
 */
import type { Awareness } from "y-protocols/awareness";

export interface Present {
  id: string;
  name: string;
  /** #rrggbb */
  colour: string;
  /** Block at the top of their window. */
  reading: string | null;
}

const COLOUR = /^#[0-9a-f]{6}$/i;
const NO_COLOUR = "#5c6068";
const LONGEST_NAME = 80;

/** The person of a presence state, checked; null when there is none. */
export function personOf(state: unknown): Present | null {
  if (typeof state !== "object" || state === null) return null;
  const { user, reading } = state as { user?: unknown; reading?: unknown };
  if (typeof user !== "object" || user === null) return null;
  const { id, name, colour } = user as Record<string, unknown>;
  if (typeof id !== "string" || typeof name !== "string") return null;
  return {
    id,
    name: name.slice(0, LONGEST_NAME),
    colour: typeof colour === "string" && COLOUR.test(colour) ? colour : NO_COLOUR,
    reading: typeof reading === "string" ? reading : null,
  };
}

export class Presence {
  readonly #awareness: Awareness;
  #snapshot: readonly Present[] | null = null;

  constructor(awareness: Awareness) {
    this.#awareness = awareness;
  }

  /** For useSyncExternalStore. */
  readonly subscribe = (listener: () => void): (() => void) => {
    const onChange = (): void => {
      this.#snapshot = null;
      listener();
    };
    this.#snapshot = null;
    this.#awareness.on("change", onChange);
    return () => this.#awareness.off("change", onChange);
  };

  /** Everybody else's windows, one entry a person, by name. */
  readonly snapshot = (): readonly Present[] => {
    this.#snapshot ??= this.#read();
    return this.#snapshot;
  };

  #read(): readonly Present[] {
    const people = new Map<string, Present>();
    for (const [clientId, state] of this.#awareness.getStates()) {
      const person = clientId === this.#awareness.clientID ? null : personOf(state);
      if (person && (!people.has(person.id) || person.reading)) people.set(person.id, person);
    }
    return [...people.values()].sort((a, b) => a.name.localeCompare(b.name));
  }
}

/**
 * Who is in the document now and where they read, from awareness: for the row of people, the strip, and following.
 *
 * Kept by the document connection, read by components through useSyncExternalStore. Promises: one entry a person, however
 * many windows they have, with what they read in the one that moved last; a snapshot stays the same object until what it
 * shows has changed, carets that move change none, and listeners are told at most five times a second; anything
 * malformed is left out. What must stay true: identities come from the server, which overwrites `user`; even so names are
 * shown as text only and colours are checked here.
 */
import type { Awareness } from "y-protocols/awareness";

export interface Present {
  id: string;
  name: string;
  /** #rrggbb */
  colour: string;
}

interface Reader extends Present {
  /** Block at the top of their window. */
  reading: string | null;
}

const COLOUR = /^#[0-9a-f]{6}$/i;
const NO_COLOUR = "#5c6068";
const LONGEST_NAME = 80;
/** Milliseconds between two tellings. */
const INTERVAL = 200;

/** The person of a presence state, checked; null when there is none. */
export function personOf(state: unknown): Reader | null {
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

interface AwarenessChange {
  added: readonly number[];
  updated: readonly number[];
  removed: readonly number[];
}

export class Presence {
  readonly #awareness: Awareness;
  readonly #listeners = new Set<() => void>();
  /** Everybody else's windows, the one that moved last at the end. */
  readonly #windows = new Map<number, Reader>();
  #people: readonly Present[] = [];
  #reading: ReadonlyMap<string, string> = new Map();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #toldAt = -Infinity;

  constructor(awareness: Awareness) {
    this.#awareness = awareness;
    this.#take([...awareness.getStates().keys()]);
    this.#read();
    awareness.on("change", ({ added, updated, removed }: AwarenessChange) => {
      if (this.#take([...added, ...updated, ...removed])) this.#timer ??= setTimeout(() => this.#tell(), Math.max(0, this.#toldAt + INTERVAL - Date.now()));
    });
  }

  /** For useSyncExternalStore; answers how to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Everybody who has another window open, by name. */
  readonly people = (): readonly Present[] => this.#people;

  /** The block each of them reads, by their id; those who have not said it are left out. */
  readonly reading = (): ReadonlyMap<string, string> => this.#reading;

  /** Tells nobody any more. */
  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  /** Looks at these windows again. Answers whether anything of them is shown otherwise now. */
  #take(clientIds: readonly number[]): boolean {
    let changed = false;
    for (const clientId of clientIds) {
      const before = this.#windows.get(clientId);
      const now = clientId === this.#awareness.clientID ? null : personOf(this.#awareness.getStates().get(clientId));
      if (now ? before && samePerson(before, now) && before.reading === now.reading : !before) continue;
      changed = true;
      this.#windows.delete(clientId);
      if (now) this.#windows.set(clientId, now);
    }
    return changed;
  }

  #tell(): void {
    this.#timer = null;
    this.#toldAt = Date.now();
    if (this.#read()) for (const listener of [...this.#listeners]) listener();
  }

  /** Makes the snapshots anew that are not true any more. Answers whether there was one. */
  #read(): boolean {
    const people = new Map<string, Present>();
    const reading = new Map<string, string>();
    for (const { id, name, colour, reading: block } of this.#windows.values()) {
      people.set(id, { id, name, colour });
      if (block !== null) reading.set(id, block);
    }
    const sorted = [...people.values()].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
    const [before, blocks] = [this.#people, this.#reading];
    if (sorted.length !== before.length || sorted.some((person, nth) => !samePerson(person, before[nth]))) this.#people = sorted;
    if (reading.size !== blocks.size || [...reading].some(([id, block]) => blocks.get(id) !== block)) this.#reading = reading;
    return this.#people !== before || this.#reading !== blocks;
  }
}

function samePerson(a: Present, b: Present | undefined): boolean {
  return a.id === b?.id && a.name === b.name && a.colour === b.colour;
}

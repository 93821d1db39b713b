/**
 * Where all marks of a document are, as one value that costs next to nothing to move over a change of the text.
 *
 * Kept by highlight-state.ts, read by whoever paints, measures or points. Promises: a value, never changed; the same
 * statuses object while no status has changed. What must stay true: numbers in columns, not an object for each mark: with ten thousand
 * marks each letter that is typed moves thousands of them, and going once over a column of integers takes a hundredth of a millisecond,
 * less than any tree of intervals would.
 */
import type { MarkPlace } from "./editor-mark.ts";
import type { Range } from "./positions.ts";

type Status = MarkPlace["status"];

const STATUSES = ["exact", "moved", "check", "detached"] as const satisfies readonly Status[];
/** In the column of statuses: not resolved yet. */
const UNKNOWN = STATUSES.length;
const [EXACT, DETACHED] = [STATUSES.indexOf("exact"), STATUSES.indexOf("detached")];

/** What stays the same while marks only move. */
interface Table {
  ids: readonly string[];
  order: ReadonlyMap<string, number>;
  statuses: Uint8Array;
  /** `statuses` of the resolved ones, by id; made when first asked for. */
  byId: ReadonlyMap<string, Status> | null;
}

/** A change of the text: what reaches into `start` to `oldEnd` is moved by `move`, what stands behind by `shift`. */
export interface Movement {
  start: number;
  oldEnd: number;
  shift: number;
  move(place: MarkPlace): MarkPlace;
}

/** Told of a mark that has to be looked at: where it is now, and where it was. */
export type Concern = (id: string, place: MarkPlace, before: MarkPlace, isNear: boolean) => void;

export class MarkPlaces implements Iterable<[string, MarkPlace]> {
  static readonly NONE = new MarkPlaces({ ids: [], order: new Map(), statuses: new Uint8Array(), byId: null }, new Int32Array(), new Int32Array());

  readonly #table: Table;
  readonly #from: Int32Array;
  readonly #to: Int32Array;

  private constructor(table: Table, from: Int32Array, to: Int32Array) {
    this.#table = table;
    this.#from = from;
    this.#to = to;
  }

  /** Undefined while it is not resolved. */
  get(id: string): MarkPlace | undefined {
    const nth = this.#table.order.get(id);
    return nth === undefined ? undefined : this.#at(nth);
  }

  /** Those that are resolved. */
  *[Symbol.iterator](): Iterator<[string, MarkPlace]> {
    const { ids } = this.#table;
    for (let nth = 0; nth < ids.length; nth += 1) {
      const place = this.#at(nth);
      if (place) yield [ids[nth] ?? "", place];
    }
  }

  /** Those of which words are to be seen between two positions, ends included. */
  shownIn({ from, to }: Range): [string, MarkPlace][] {
    const found: [string, MarkPlace][] = [];
    const { ids, statuses } = this.#table;
    const [starts, ends] = [this.#from, this.#to];
    for (let nth = 0; nth < ids.length; nth += 1) {
      const start = starts[nth] ?? 0;
      const end = ends[nth] ?? 0;
      if (start > to || end < from || end <= start || (statuses[nth] ?? UNKNOWN) >= DETACHED) continue;
      found.push([ids[nth] ?? "", { status: STATUSES[statuses[nth] ?? 0] ?? "exact", from: start, to: end }]);
    }
    return found;
  }

  /** How each that is resolved was found: the same map as before while that is the same. */
  statuses(): ReadonlyMap<string, Status> {
    const table = this.#table;
    if (table.byId) return table.byId;
    const byId = new Map<string, Status>();
    for (let nth = 0; nth < table.ids.length; nth += 1) {
      const status = STATUSES[table.statuses[nth] ?? UNKNOWN];
      if (status) byId.set(table.ids[nth] ?? "", status);
    }
    table.byId = byId;
    return byId;
  }

  /** The places of these marks: others are left out, new ones are not resolved. */
  of(ids: readonly string[]): MarkPlaces {
    if (ids.length === this.#table.ids.length && ids.every((id, nth) => id === this.#table.ids[nth])) return this;
    const [from, to, statuses] = [new Int32Array(ids.length), new Int32Array(ids.length), new Uint8Array(ids.length).fill(UNKNOWN)];
    const [table, starts, ends] = [this.#table, this.#from, this.#to];
    const order = new Map<string, number>();
    for (let nth = 0; nth < ids.length; nth += 1) {
      const id = ids[nth] ?? "";
      order.set(id, nth);
      const known = table.order.get(id);
      if (known === undefined) continue;
      from[nth] = starts[known] ?? 0;
      to[nth] = ends[known] ?? 0;
      statuses[nth] = table.statuses[known] ?? UNKNOWN;
    }
    return new MarkPlaces({ ids, order, statuses, byId: null }, from, to);
  }

  /** With the places that were found for some of them; those of other marks are left out. */
  with(found: ReadonlyMap<string, MarkPlace>): MarkPlaces {
    const [from, to, statuses] = [this.#from.slice(), this.#to.slice(), this.#table.statuses.slice()];
    let isOther = false;
    for (const [id, place] of found) {
      const nth = this.#table.order.get(id);
      if (nth === undefined) continue;
      const status = STATUSES.indexOf(place.status);
      isOther ||= statuses[nth] !== status;
      [from[nth], to[nth], statuses[nth]] = [place.from, place.to, status];
    }
    return new MarkPlaces(isOther ? { ...this.#table, statuses, byId: null } : this.#table, from, to);
  }

  /**
   * Moved over a change. `concerns` is told of each mark that has to be looked at: those not found exactly, and those that
   * touch `near` (positions after the change).
   */
  moved({ start, oldEnd, shift, move }: Movement, near: Range, concerns: Concern): MarkPlaces {
    const { ids, statuses } = this.#table;
    const [from, to] = [this.#from.slice(), this.#to.slice()];
    for (let nth = 0; nth < ids.length; nth += 1) {
      const status = statuses[nth] ?? UNKNOWN;
      if (status === UNKNOWN) continue;
      const isPlaced = status !== DETACHED;
      const begin = from[nth] ?? 0;
      const end = to[nth] ?? 0;
      if (isPlaced && begin > oldEnd) {
        from[nth] = begin + shift;
        to[nth] = end + shift;
      } else if (isPlaced && end >= start) {
        const moved = move(this.#place(nth, this.#from, this.#to));
        from[nth] = moved.from;
        to[nth] = moved.to;
      }
      const isNear = isPlaced && (from[nth] ?? 0) <= near.to && (to[nth] ?? 0) >= near.from;
      if (isNear || status !== EXACT) concerns(ids[nth] ?? "", this.#place(nth, from, to), this.#place(nth, this.#from, this.#to), isNear);
    }
    return new MarkPlaces(this.#table, from, to);
  }

  /** Are these the same marks, found in the same way? */
  hasMarksOf(other: MarkPlaces): boolean {
    return this.#table === other.#table;
  }

  #at(nth: number): MarkPlace | undefined {
    return this.#table.statuses[nth] === UNKNOWN ? undefined : this.#place(nth, this.#from, this.#to);
  }

  #place(nth: number, from: Int32Array, to: Int32Array): MarkPlace {
    return { status: STATUSES[this.#table.statuses[nth] ?? 0] ?? "exact", from: from[nth] ?? 0, to: to[nth] ?? 0 };
  }
}

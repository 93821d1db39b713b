/**
 * Gives memory back when everybody has left.
 *
 * Told by the rooms. V8 collects when something new is made: a program that nobody uses would keep the garbage of its
 * busiest hour for as long as it is not used. What must stay true: it collects only while nobody is here, because the
 * program stands still meanwhile.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Timers, type Clock } from "./surroundings.ts";

/** A page that is loaded again leaves for a moment too, ms. */
const QUIET = 20_000;

export class Tidying {
  private readonly timers: Timers;

  constructor(clock: Clock, private readonly collect = collectGarbage) {
    this.timers = new Timers(clock);
  }

  /** The last room has closed. */
  onEmptied(): void {
    this.timers.start("collect", QUIET, this.collect);
  }

  /** Somebody is here. */
  onOpened(): void {
    this.timers.stop("collect");
  }

  end(): void {
    this.timers.clear();
  }
}

/** Two full collections: what the first one finds empty only the second one hands back. Some hundred ms for a large heap. */
export function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  // Only a context that is made after the flag was set has it.
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect();
}

/**
 * What a case is, and what it is handed.
 *
 * Cases are in cases/, main.ts runs them one after the other. What must stay true: every choice of a case comes from
 * `rig.chance`, so that its seed plays it again; counts and lengths go through `rig.scaled`, bars of time on the wall
 * through `rig.wall`.
 */
import { Chance } from "../../server/sync/testing/simulated-world.ts";
import { Figures, percentile } from "./figures.ts";
import { House, type HouseOptions } from "./house.ts";
import { Ledger } from "./ledger.ts";
import { Typist } from "./typist.ts";
import { until } from "./waiting.ts";

export interface Case {
  /** As in the plan of tests: a letter and a number, with a small letter for a part of one. */
  id: string;
  title: string;
  /** 0: also in `npm test`, at a small scale. */
  tier: 0 | 1;
  /** Why it is known to miss for now; such a case stays out of `npm test`. */
  open?: string;
  run(rig: Rig): Promise<void>;
}

export class Rig {
  readonly figures = new Figures();
  readonly chance: Chance;
  readonly #closing: (() => Promise<void> | void)[] = [];

  constructor(
    readonly seed: number,
    readonly scale: number,
  ) {
    this.chance = new Chance(seed);
  }

  /** A count or a length of time at the scale of this run, at least `least`. */
  scaled(full: number, least = 1): number {
    return Math.max(least, Math.round(full * this.scale));
  }

  /** A bar of time on the wall: generous in small runs, which share their machine with a build or a browser. */
  wall(ms: number): number {
    return this.scale < 0.5 ? ms * 4 : ms;
  }

  /** A bar of processor time or memory: small runs share caches and collectors with others, and measure only once. */
  shared(bar: number): number {
    return this.scale < 0.5 ? bar * 2 : bar;
  }

  async house(options: HouseOptions): Promise<House> {
    const house = await House.open(options);
    this.atEnd(() => house.close());
    return house;
  }

  /** Runs when the case is over; last said, first done. */
  atEnd(close: () => Promise<void> | void): void {
    this.#closing.push(close);
  }

  typist(house: House, documentId: string, more: Partial<ConstructorParameters<typeof Typist>[0]> = {}): Typist {
    const options = { origin: house.program.origin, documentId, who: house.people.annotator, ledger: new Ledger(), chance: this.chance, name: "typist", ...more };
    const typist = new Typist(options);
    this.atEnd(() => typist.leave());
    return typist;
  }

  /** Ten people who type on in a document of their own while something else is attacked. */
  async bystanders(house: House, count = 10): Promise<Bystanders> {
    const documentId = await house.document();
    const ledger = new Ledger();
    const typists = Array.from({ length: count }, (_, nth) => this.typist(house, documentId, { ledger, name: `bystander ${nth}` }));
    await until("the bystanders are in", () => typists.every((typist) => typist.isUp));
    for (const typist of typists) typist.keepTyping(2);
    return { house, documentId, ledger, typists };
  }

  /** Stops the bystanders and puts down how they fared. */
  async askBystanders({ house, documentId, ledger, typists }: Bystanders): Promise<void> {
    for (const typist of typists) typist.rest();
    await until("the bystanders' words are saved", () => typists.every((typist) => typist.isSaved)).catch(() => undefined);
    const { lost, doubled } = ledger.check((await house.stored(documentId)).text);
    this.figures.none("bystanders' words lost", lost);
    this.figures.none("doubled", doubled);
    this.figures.exactly("bystanders dropped", typists.filter((typist) => typist.downs.length > 0).length, 0);
    this.figures.exactly("their words not saved", ledger.unacked.length, 0);
    this.figures.atMost("saved p99", percentile(ledger.delays(), 0.99), this.wall(250), " ms");
  }

  async close(): Promise<void> {
    for (const close of this.#closing.splice(0).reverse()) await Promise.resolve(close()).catch(() => undefined);
  }
}

interface Bystanders {
  house: House;
  documentId: string;
  ledger: Ledger;
  typists: Typist[];
}

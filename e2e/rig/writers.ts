/**
 * Several people who write into one document, and the judgement over what became of their words.
 *
 * Made by the cases of group A. What must stay true: the end is judged from every side: each live copy, somebody who
 * comes fresh, the log alone, the export, and all of it again after a restart.
 */
import type { Rig } from "./case.ts";
import type { House, Person } from "./house.ts";
import { Ledger } from "./ledger.ts";
import type { Typist } from "./typist.ts";
import { hashOf } from "./views.ts";
import { comesTrue, until } from "./waiting.ts";

export class Writers {
  readonly ledger = new Ledger();
  typists: Typist[] = [];
  #made = 0;

  constructor(
    private readonly rig: Rig,
    readonly house: House,
    readonly documentId: string,
  ) {}

  static async in(rig: Rig, house: House, paragraphs = ["The Committee notes.", "It regrets.", "It recommends."]): Promise<Writers> {
    return new Writers(rig, house, await house.document(paragraphs));
  }

  /** Lets that many in, through the given addresses in turn, and waits until they have the text. */
  async enter(count: number, origins: readonly string[] = [this.house.program.origin], who: Person = this.house.people.annotator): Promise<void> {
    for (let nth = 0; nth < count; nth += 1) {
      this.#made += 1;
      const origin = origins[nth % origins.length] as string;
      this.typists.push(this.rig.typist(this.house, this.documentId, { who, ledger: this.ledger, name: `writer ${this.#made}`, origin }));
    }
    await until("the writers are in", () => this.typists.every((typist) => typist.isUp), 30_000);
  }

  write(perSecond: number): void {
    for (const typist of this.typists) typist.keepTyping(perSecond);
  }

  rest(): void {
    for (const typist of this.typists) typist.rest();
  }

  get areSaved(): boolean {
    return this.typists.every((typist) => typist.isUp && typist.isSaved);
  }

  /** Everybody is cut off at once, and their copies are gone with them. */
  vanish(): void {
    for (const typist of this.typists.splice(0)) typist.leave();
  }

  /** Puts down how the words fared; with `restart` the program is started again for it. */
  async judge(restart: boolean): Promise<void> {
    this.rest();
    const { figures } = this.rig;
    const settled = await comesTrue(() => this.areSaved, 20_000);
    figures.exactly("not saved in the end", settled ? 0 : this.ledger.unacked.length, 0);
    const { house, documentId } = this;
    if (restart) {
      await house.program.kill("SIGKILL");
      await house.program.start();
      await until("the writers are back", () => this.areSaved, 30_000).catch(() => undefined);
    }
    const stored = await house.stored(documentId, house.isOwn ? await house.reconnected() : house.connection);
    const { lost, doubled } = this.ledger.check(stored.text);
    figures.none(`of ${this.ledger.entries.length} operations lost after saved`, lost);
    figures.none("doubled", doubled);
    const fresh = this.rig.typist(house, documentId, { who: house.people.reader });
    await fresh.connection.ready;
    await comesTrue(() => this.typists.every((typist) => hashOf(typist.doc) === stored.hash), 10_000);
    const copies = [...this.typists, fresh].map((typist) => hashOf(typist.doc));
    figures.exactly(`views that differ, of ${copies.length + 1}`, copies.filter((hash) => hash !== stored.hash).length + ((await house.exported(documentId)).trim() === stored.text.trim() ? 0 : 1), 0);
    fresh.leave();
  }
}

/**
 * Keeps what a person did to marks until the server has it: over a reload, a closed browser, a day without network.
 *
 * Loaded late by the desk for each open document. Promises: what is kept is sent once, in order, by one of this person's pages;
 * what was refused is shown again until it is let go of; another person's is wiped, never read. Where the browser keeps
 * nothing, or has no locks (plain http), all works as before and closing the page asks. What must stay true: kept is only
 * what this person wrote and the server does not have; it goes the moment it has arrived.
 */
import { uuidv7 } from "uuidv7";
import { KeptOrders, type Place } from "./kept-orders.ts";
import { amongPages, stayAlive, whenGone } from "./living-pages.ts";
import type { Keeper, Unsent } from "./mark-outbox.ts";
import type { MarkStore } from "./mark-store.ts";
import { wishedWords } from "./wished-words.ts";

/** What nobody has come back to for so long goes, in ms: its document may be gone. */
const LONGEST = 30 * 24 * 3600 * 1000;

/** Keeps until the answered function is called: what is not sent by then is left to the next page. */
export function keepUnsent(store: MarkStore, place: Place): () => void {
  const keeping = new Keeping(store, place);
  void keeping.begin();
  return () => keeping.end();
}

class Keeping implements Keeper {
  readonly #store: MarkStore;
  readonly #place: Place;
  readonly #page = uuidv7();
  readonly #kept = new Set<string>();
  /** By key: what is being written of it. */
  readonly #writing = new Map<string, Promise<void>>();
  #orders: KeptOrders | null = null;
  /** What ends this page's hold, in the order in which it is to be called. */
  readonly #leave: (() => void)[] = [];
  readonly #awaited = new Set<string>();
  readonly #stopping = new AbortController();
  #ended = false;

  constructor(store: MarkStore, place: Place) {
    this.#store = store;
    this.#place = place;
  }

  async begin(): Promise<void> {
    try {
      this.#leave.unshift(await stayAlive(this.#page));
      const orders = await KeptOrders.open();
      this.#leave.unshift(() => orders.close());
      const { userId } = this.#place;
      const tooOld = new Date(Date.now() - LONGEST).toISOString();
      await orders.wipe((place, at) => place.userId !== userId || at < tooOld);
      if (this.#ended) return this.stop();
      this.#orders = orders;
      this.#leave.unshift(this.#store.keepWith(this));
      document.addEventListener("visibilitychange", this.#onShown);
      await this.#takeOver();
    } catch {
      // Nothing is kept here: closing the page asks instead.
      this.stop();
    }
  }

  /** The document is left; the page may stay, and goes on sending. */
  end(): void {
    this.#ended = true;
    document.removeEventListener("visibilitychange", this.#onShown);
    const isIdle = (): boolean => this.#store.snapshot().unsent.waiting === 0 && this.#writing.size === 0;
    if (isIdle()) return this.stop();
    const unsubscribe = this.#store.subscribe(() => {
      // What has arrived is released a moment after it is told.
      setTimeout(() => {
        void Promise.all(this.#writing.values()).then(() => {
          if (!isIdle()) return;
          unsubscribe();
          this.stop();
        });
      });
    });
  }

  keep(unsent: Unsent): void {
    void this.#write(unsent.key, async (orders) => {
      await orders.put(this.#place, this.#page, unsent);
      this.#kept.add(unsent.key);
    });
  }

  has(key: string): boolean {
    return this.#kept.has(key);
  }

  release(key: string): Promise<void> {
    this.#kept.delete(key);
    return this.#write(key, (orders) => orders.delete(key));
  }

  /** One after the other for each command. What can't be written is not kept, and that is all. */
  #write(key: string, work: (orders: KeptOrders) => Promise<void>): Promise<void> {
    const orders = this.#orders;
    if (!orders) return Promise.resolve();
    const before = this.#writing.get(key) ?? Promise.resolve();
    const written = before.then(() => work(orders)).catch(() => {
      this.#kept.delete(key);
    });
    this.#writing.set(key, written);
    void written.then(() => this.#writing.get(key) === written && this.#writing.delete(key));
    return written;
  }

  /** What pages before this one have left. */
  async #takeOver(): Promise<void> {
    const orders = this.#orders;
    if (!orders) return;
    const { taken, living } = await amongPages((isAlive) => orders.takeOver(this.#place, this.#page, isAlive));
    for (const { key } of taken) this.#kept.add(key);
    this.#store.resume(taken);
    for (const page of living) this.#await(page);
  }

  /** What another page has in hand is left to it for as long as it lives. */
  #await(page: string): void {
    if (this.#awaited.has(page)) return;
    this.#awaited.add(page);
    whenGone(page, this.#stopping.signal).then(() => this.#takeOver()).catch(() => undefined);
  }

  /** Another page of this person may have been closed since. */
  readonly #onShown = (): void => {
    if (document.visibilityState === "visible") this.#takeOver().catch(() => undefined);
  };

  stop(): void {
    this.#orders = null;
    this.#stopping.abort();
    for (const leave of this.#leave.splice(0)) leave();
  }
}

/**
 * The right to read has ended: wipes what is kept of a workspace, or, without one, everything. Answers the words of it that
 * belong to other documents than `but`, one line each; "" where nothing is kept.
 */
export async function wipeUnsent(workspaceId: string | null, but: string): Promise<string> {
  try {
    const orders = await KeptOrders.open();
    const other: string[] = [];
    const wiped = await orders.wipe((place) => {
      const goes = workspaceId === null || place.workspaceId === workspaceId;
      if (goes) other.push(place.documentId);
      return goes;
    });
    orders.close();
    return wiped.map(({ errand }, nth) => (other[nth] === but ? "" : wishedWords(errand))).filter((words) => words !== "").join("\n");
  } catch {
    return "";
  }
}

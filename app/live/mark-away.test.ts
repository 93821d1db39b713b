/** Outages, reloads, undo: the real mark store against a server that keeps the rules, by seed. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_TAGS } from "~/core/codebook/tags.ts";
import { ANCHOR, annotation, ME } from "./far-end.ts";
import type { Keeper, Unsent } from "./mark-outbox.ts";
import { stepsFor } from "./mark-steps.ts";
import { MarkStore } from "./mark-store.ts";
import { PretendServer, type Line } from "./testing/pretend-server.ts";

const TAGS = DEFAULT_TAGS.map((tag, position) => ({ ...tag, id: tag.slug, position }));

/** What a browser keeps, as it would be read again: by value. */
class Shelf implements Keeper {
  readonly kept = new Map<string, Unsent>();
  keep({ key, errand, problem }: Unsent): void {
    this.kept.set(key, { key, errand: structuredClone(errand), problem });
  }
  has(key: string): boolean {
    return this.kept.has(key);
  }
  release(key: string): Promise<void> {
    this.kept.delete(key);
    return Promise.resolve();
  }
  stop(): void {
    this.kept.clear();
  }
}

let made = 0;

/** A page of the document, opened now: with what the server has, and what was kept. */
class Page {
  readonly store: MarkStore;
  #isClosed = false;

  constructor(server: PretendServer, shelf: Shelf, viewer = ME) {
    this.store = new MarkStore("d", { clock: 1, whole: true, annotations: server.shown(), links: [] }, viewer, TAGS, {
      // A page that is closed hears nothing more, and says nothing.
      fetch: (...call) => (this.#isClosed ? new Promise<never>(() => undefined) : server.fetch(...call)),
      pause: () => (this.#isClosed ? new Promise<never>(() => undefined) : new Promise((resolve) => setTimeout(resolve))),
      newId: () => `new-${String((made += 1)).padStart(6, "0")}`,
    });
    const found = [...shelf.kept.values()];
    this.store.keepWith(shelf);
    this.store.resume(found);
  }

  close(): void {
    this.#isClosed = true;
  }

  async settled(): Promise<void> {
    await expect.poll(() => this.store.snapshot().unsent.waiting, { interval: 1 }).toBe(0);
  }
}

type Act = "annotate" | "note" | "tags" | "comment" | "delete" | "submit" | "withdraw";
const acts = fc.array(fc.tuple(fc.constantFrom<Act>("annotate", "note", "tags", "comment", "delete", "submit", "withdraw"), fc.nat(3)), { minLength: 1, maxLength: 12 });
const lines = fc.array(fc.constantFrom<Line>("up", "lost on the way there", "lost on the way back"), { maxLength: 20 });

/** Does it to one of the marks that are shown, by number; answers the kind of thing done, null where it can't be. */
function act(store: MarkStore, [what, nth]: readonly [Act, number], word: string): string | null {
  const { annotations } = store.snapshot();
  const mark = annotations[nth % Math.max(1, annotations.length)];
  if (what === "annotate") return `annotate ${store.annotate({ anchor: ANCHOR, tags: ["evasive"], note: word }).id}`;
  if (!mark) return null;
  const { id, state } = mark;
  if (what === "submit" && state !== "draft") return null;
  if (what === "withdraw" && state !== "submitted") return null;
  if (what === "comment") {
    void store.comment(id, word);
    return "comment";
  }
  const done = { note: () => store.edit(id, { note: word }), tags: () => store.edit(id, { tags: [mark.tags[0] === "evasive" ? "deadline" : "evasive"] }), delete: () => store.remove(id), submit: () => store.submit(id), withdraw: () => store.withdraw(id) };
  void done[what]();
  return `${what === "note" || what === "tags" ? "edit" : what} ${id}`;
}

const look = (store: MarkStore) => new Map(store.snapshot().annotations.map(({ id, note, tags, state, comments }) => [id, { note, tags, state, comments: comments.map(({ text }) => text) }]));
const same = (a: string | null) => a?.startsWith("comment") ?? false;

describe("away from the network", () => {
  test("whatever is lost on the line, and whenever the page is closed, everything arrives once and in order", async () => {
    await fc.assert(
      fc.asyncProperty(acts, lines, fc.array(fc.nat(12), { maxLength: 3 }), async (done, faults, closings) => {
        const server = new PretendServer();
        server.marks.set("old", { ...annotation("old"), deleted: false });
        server.line = [...faults];
        const shelf = new Shelf();
        let page = new Page(server, shelf);
        const wished: (string | null)[] = [];
        for (const [nth, one] of done.entries()) {
          wished.push(act(page.store, one, `word ${nth}`));
          if (!closings.includes(nth)) continue;
          for (let turn = 0; turn < nth; turn += 1) await Promise.resolve();
          page.close();
          page = new Page(server, shelf);
        }
        const seen = look(page.store);
        await page.settled();
        expect([...page.store.snapshot().failed.values()]).toEqual([]);
        expect(look(page.store)).toEqual(seen);
        expect(new Map(server.shown().map(({ id, note, tags, state, comments }) => [id, { note, tags, state, comments: comments.map(({ text }) => text) }]))).toEqual(seen);
        const arrived = server.log.map((line) => (same(line) ? "comment" : line));
        expect(arrived.toSorted()).toEqual(wished.filter((one) => one !== null).toSorted());
        for (const id of server.marks.keys()) {
          const of = (log: (string | null)[]) => log.filter((line) => line?.endsWith(` ${id}`));
          expect(of(arrived)).toEqual(of(wished));
        }
        expect(shelf.kept.size).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  test("what was refused is kept with its words, shown to the next page, and goes when it is let go of", async () => {
    const server = new PretendServer();
    server.marks.set("old", { ...annotation("old", { note: "as it was" }), deleted: false });
    server.isDown = true;
    const shelf = new Shelf();
    const train = new Page(server, shelf);
    void train.store.edit("old", { note: "from the train" });
    void train.store.comment("old", "and a word");
    expect(train.store.wouldLose()).toBe(false);
    train.close();
    server.marks.set("old", { ...annotation("old", { note: "from the desk", version: 2 }), deleted: false });
    server.isDown = false;
    for (const page of [new Page(server, shelf), new Page(server, shelf)]) {
      await page.settled();
      expect(page.store.snapshot().failed.get("old")).toMatchObject({ type: "conflict", more: { wished: { patch: { note: "from the train" } } } });
      expect(page.store.snapshot().annotations).toMatchObject([{ note: "from the desk", comments: [{ text: "and a word" }] }]);
    }
    expect(JSON.stringify([...shelf.kept.values()].map(({ errand }) => errand))).not.toContain("as it was");
    const last = new Page(server, shelf);
    last.store.dismiss("old");
    expect(shelf.kept.size).toBe(0);
    expect(new Page(server, shelf).store.snapshot().failed.size).toBe(0);
  });

  test("two refusals on one mark are both told, one after the other", async () => {
    const server = new PretendServer();
    server.isDown = true;
    const shelf = new Shelf();
    const page = new Page(server, shelf, { ...ME, role: "annotator" });
    const { id } = page.store.annotate({ anchor: ANCHOR, tags: [], note: "first" });
    void page.store.comment(id, "second");
    page.close();
    server.marks.set(id, { ...annotation(id), deleted: true });
    server.isDown = false;
    const next = new Page(server, shelf);
    await next.settled();
    expect(next.store.snapshot()).toMatchObject({ unsent: { refused: 2 } });
    expect(next.store.snapshot().failed.get(id)).toMatchObject({ more: { wished: { note: "first" } } });
    next.store.dismiss(id);
    expect(next.store.snapshot().failed.get(id)).toMatchObject({ more: { wished: { text: "second" } } });
    expect(next.store.drop()).toBe("second");
    expect(shelf.kept.size).toBe(0);
  });

  test("without a keeper closing the page would lose what is on its way", async () => {
    const server = new PretendServer();
    server.isDown = true;
    const store = new MarkStore("d", { clock: 1, whole: true, annotations: [], links: [] }, ME, TAGS, { fetch: server.fetch, pause: () => new Promise((resolve) => setTimeout(resolve)), newId: () => `own-${(made += 1)}` });
    const { done } = store.annotate({ anchor: ANCHOR, tags: [] });
    expect(store.wouldLose()).toBe(true);
    server.isDown = false;
    await done;
    expect(store.wouldLose()).toBe(false);
  });
});

describe("undo", () => {
  test("of any sequence gives what was before, doing again what was after, on a bad line too", async () => {
    await fc.assert(
      fc.asyncProperty(acts, lines, fc.boolean(), async (done, faults, together) => {
        const server = new PretendServer();
        server.marks.set("old", { ...annotation("old"), deleted: false });
        server.line = [...faults];
        const page = new Page(server, new Shelf(), { ...ME, id: "me" });
        const steps = stepsFor(page.store);
        steps.begin();
        const uncommented = done.filter(([what]) => what !== "comment");
        const looks = [look(page.store)];
        const doOne = (one: readonly [Act, number], nth: number): void => {
          if (act(page.store, one, `word ${nth}`) !== null && !together) looks.push(look(page.store));
        };
        const doAll = (): void => uncommented.forEach(doOne);
        if (together) {
          page.store.asOneStep(doAll);
          if (steps.ahead().undo !== null) looks.push(look(page.store));
        } else {
          doAll();
        }
        for (const wanted of looks.slice(0, -1).toReversed()) {
          steps.undo();
          expect(look(page.store)).toEqual(wanted);
        }
        expect(steps.ahead().undo).toBeNull();
        for (const wanted of looks.slice(1)) {
          steps.redo();
          expect(look(page.store)).toEqual(wanted);
        }
        expect(steps.ahead().redo).toBeNull();
        await page.settled();
        expect([...page.store.snapshot().failed.values()]).toEqual([]);
        expect(look(page.store)).toEqual(looks.at(-1));
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ["somebody approved it", { state: "approved" as const, version: 9 }, "It has been approved since."],
    ["somebody changed the note", { note: "theirs", version: 9 }, "Somebody has changed it since."],
  ])("is not forced where %s", async (_, theirs, why) => {
    const server = new PretendServer();
    server.marks.set("old", { ...annotation("old", { note: "before" }), deleted: false });
    const page = new Page(server, new Shelf());
    const steps = stepsFor(page.store);
    steps.begin();
    await page.store.edit("old", { note: "mine" });
    page.store.apply({ t: "changes", from: 1, clock: 2, puts: { annotations: [annotation("old", { note: "mine", ...theirs })], links: [] }, removes: { annotations: [], links: [] } });
    const calls = server.log.length;
    expect(steps.undo()).toEqual({ said: `Not undone: note changed. ${why}`, done: null });
    expect(server.log).toHaveLength(calls);
    expect(steps.ahead()).toEqual({ undo: null, redo: null });
  });

  test("a refused command is no step", async () => {
    const server = new PretendServer();
    const page = new Page(server, new Shelf(), { ...ME, role: "reader" });
    const steps = stepsFor(page.store);
    steps.begin();
    await expect(page.store.annotate({ anchor: ANCHOR, tags: [] }).done).rejects.toMatchObject({ status: 403 });
    expect(steps.ahead().undo).toBeNull();
  });
});

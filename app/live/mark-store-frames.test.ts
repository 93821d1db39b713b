import { beforeEach, describe, expect, test } from "vitest";
import { ANCHOR, annotation, FarEnd, frame, json, ME, shown, storeOf } from "./far-end.ts";

let far: FarEnd;

beforeEach(() => {
  far = new FarEnd();
});

describe("frames", () => {
  test("in order are taken, old ones are not", () => {
    const store = storeOf(far, [annotation("a", { version: 3 })]);
    store.apply(frame(8, 10, [annotation("a", { version: 2 })]));
    expect(shown(store, "a")?.version).toBe(3);
    store.apply(frame(10, 12, [annotation("b")], ["a"]));
    expect(store.clock).toBe(12);
    expect(store.snapshot()).toMatchObject({ annotations: [{ id: "b" }] });
  });

  test("after a gap make the store ask from its own clock", async () => {
    const store = storeOf(far);
    far.answers.push(() => "network is down", () => json(200, frame(10, 15, [annotation("a"), annotation("b")])));
    store.apply(frame(14, 15, [annotation("b")]));
    await store.catchUp();
    expect(far.calls.map((call) => call.path)).toEqual(["/documents/d/changes?since=10", "/documents/d/changes?since=10"]);
    expect(store.clock).toBe(15);
    expect(store.snapshot()).toMatchObject({ annotations: [{ id: "a" }, { id: "b" }] });
  });

  test("a comment of the same version replaces, an answer from before it does not", () => {
    const store = storeOf(far, [annotation("a")]);
    const comment = { id: "c", author: ME, text: "hm", at: "", mentions: [] };
    store.apply(frame(10, 11, [annotation("a", { comments: [comment] })]));
    store.apply(frame(11, 12, [annotation("a")]));
    expect(shown(store, "a")?.comments).toHaveLength(1);
  });
});

describe("the snapshot", () => {
  test("is the same object until something changes, and unchanged marks stay the same objects", async () => {
    const store = storeOf(far, [annotation("a"), annotation("b")]);
    let told = 0;
    store.subscribe(() => (told += 1));
    const before = store.snapshot();
    expect(store.snapshot()).toBe(before);
    store.apply(frame(10, 11, []));
    expect(store.snapshot()).not.toBe(before);
    expect(store.snapshot().annotations).toBe(before.annotations);
    far.answers.push(() => json(200, annotation("a", { version: 2, note: "x" })));
    const done = store.edit("a", { note: "x" });
    const during = store.snapshot();
    expect(shown(store, "b")).toBe(before.annotations[1]);
    store.apply(frame(11, 12, []));
    expect(store.snapshot().annotations).toBe(during.annotations);
    await done;
    expect(told).toBeGreaterThan(2);
  });
});

describe("linking", () => {
  const end = { documentId: "other", documentLabel: "CAT/C/VLD/CO/2", annotationId: null, anchor: ANCHOR, paragraph: 7 };

  test("waits for the mark it starts from, and is shown at once", async () => {
    const store = storeOf(far);
    far.answers.push(
      (call) => json(201, annotation(call.body.id as string)),
      (call) => json(201, { ...annotation("x"), id: call.body.id, workspaceId: "w", type: "replies-to", from: end, to: end }),
    );
    const { id } = store.annotate({ anchor: ANCHOR, tags: [] });
    const link = store.link({ from: { annotationId: id }, to: { documentId: "other", paragraph: 7, shown: end }, type: "replies-to" });
    expect(store.snapshot().links).toMatchObject([{ id: link.id, from: { documentLabel: "CAT/C/VLD/3" }, to: { paragraph: 7 } }]);
    await link.done;
    expect(far.calls[1]).toMatchObject({ path: "/links", body: { from: { annotationId: id }, to: { documentId: "other", paragraph: 7 } } });
    expect(far.calls[1]?.body.to).not.toHaveProperty("shown");
  });
});

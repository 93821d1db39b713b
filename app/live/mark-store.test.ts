import { beforeEach, describe, expect, test } from "vitest";
import { ApiProblem } from "./api.ts";
import { ANCHOR, annotation, FarEnd, frame, json, ME, problem, shown, storeOf } from "./far-end.ts";

let far: FarEnd;

beforeEach(() => {
  far = new FarEnd();
});

describe("annotating", () => {
  test("is seen at once and becomes what the server answers", async () => {
    const store = storeOf(far);
    far.answers.push((call) => json(201, annotation(call.body.id as string, { version: 1, paragraph: 7 })));
    const { id, done } = store.annotate({ anchor: ANCHOR, tags: ["statistic", "unaddressed"] });
    expect(shown(store, id)).toMatchObject({ state: "draft", tags: ["unaddressed", "statistic"], version: 0 });
    expect(store.snapshot().pending).toEqual(new Set([id]));
    await done;
    expect(shown(store, id)).toMatchObject({ version: 1, paragraph: 7 });
    expect(store.snapshot().pending.size).toBe(0);
  });

  test("is on its way before anything is drawn for it", async () => {
    const store = storeOf(far);
    far.answers.push((call) => json(201, annotation(call.body.id as string)));
    const sentWhenTold: number[] = [];
    store.subscribe(() => sentWhenTold.push(far.calls.length));
    await store.annotate({ anchor: ANCHOR, tags: [] }).done;
    expect(sentWhenTold).toEqual([1, 1]);
  });

  test("is sent again under the same id while the network is down", async () => {
    const store = storeOf(far);
    far.answers.push(() => "network is down", () => problem(503, "overloaded"), (call) => json(201, annotation(call.body.id as string)));
    const { id, done } = store.annotate({ anchor: ANCHOR, tags: [] });
    await done;
    expect(far.calls.map((call) => call.body.id)).toEqual([id, id, id]);
    expect(far.pauses).toEqual([0, 1]);
  });

  test("is taken back when refused, with what was wished, and can be tried again", async () => {
    const store = storeOf(far);
    far.answers.push(() => problem(422, "quote-not-found"));
    const { id, done } = store.annotate({ anchor: ANCHOR, tags: [], note: "look" });
    await expect(done).rejects.toBeInstanceOf(ApiProblem);
    expect(shown(store, id)).toBeUndefined();
    expect(store.snapshot().failed.get(id)).toMatchObject({ type: "quote-not-found", more: { wished: { verb: "annotate", note: "look" } } });
    far.answers.push((call) => json(201, annotation(call.body.id as string)));
    store.retry(id);
    await expect.poll(() => shown(store, id)?.version).toBe(1);
    expect(store.snapshot().failed.size).toBe(0);
  });

  test("a frame with the mark, before the answer, shows it once", async () => {
    const store = storeOf(far);
    let answer: (response: Response) => void = () => undefined;
    far.answers.push(() => new Promise<Response>((resolve) => { answer = resolve; }));
    const { id, done } = store.annotate({ anchor: ANCHOR, tags: [] });
    await expect.poll(() => far.calls.length).toBe(1);
    store.apply(frame(10, 11, [annotation(id, { paragraph: 3 })]));
    expect(store.snapshot().annotations).toHaveLength(1);
    expect(shown(store, id)).toMatchObject({ paragraph: 3 });
    answer(json(201, annotation(id, { paragraph: 3 })));
    await done;
    expect(store.snapshot().annotations).toHaveLength(1);
  });

  test("what is done to a mark that is still on its way follows it, with its version", async () => {
    const store = storeOf(far);
    far.answers.push(
      (call) => json(201, annotation(call.body.id as string, { version: 4 })),
      (call) => json(200, annotation("new-1", { version: 5, note: call.body.note as string })),
    );
    const { id } = store.annotate({ anchor: ANCHOR, tags: [] });
    await store.edit(id, { note: "later" });
    expect(far.calls[1]).toMatchObject({ method: "PATCH", path: `/annotations/${id}`, ifMatch: '"4"' });
    expect(shown(store, id)).toMatchObject({ version: 5, note: "later" });
  });

  test("what follows a refused mark is not sent, and the first refusal is the one that is told", async () => {
    const store = storeOf(far);
    far.answers.push(() => problem(422, "ambiguous-quote"));
    const { id } = store.annotate({ anchor: ANCHOR, tags: [] });
    await expect(store.comment(id, "hm")).rejects.toMatchObject({ type: "not-sent" });
    expect(store.snapshot().failed.get(id)?.type).toBe("ambiguous-quote");
    expect(far.calls).toHaveLength(1);
  });

  test("readers are refused without asking", async () => {
    const store = storeOf(far, [], { ...ME, role: "reader" });
    const { id, done } = store.annotate({ anchor: ANCHOR, tags: [] });
    await expect(done).rejects.toMatchObject({ status: 403 });
    expect(store.snapshot().failed.has(id)).toBe(true);
    expect(far.calls).toHaveLength(0);
  });
});

describe("editing", () => {
  test("withdraws an approval in the same moment", async () => {
    const verdict = { id: "v", reviewer: { id: "r", name: "R" }, verdict: "approve" as const, reason: null, at: "", withdrawn: false };
    const store = storeOf(far, [annotation("a", { state: "approved", verdicts: [verdict] })]);
    far.answers.push(() => json(200, annotation("a", { version: 2, state: "submitted", note: "x" })));
    const done = store.edit("a", { note: "x" });
    expect(shown(store, "a")).toMatchObject({ state: "submitted", note: "x", verdicts: [{ withdrawn: true }] });
    await done;
  });

  test("of something stale is made again when nobody else touched the same", async () => {
    const store = storeOf(far, [annotation("a", { version: 1 })]);
    const theirs = annotation("a", { version: 2, tags: ["evasive"] });
    far.answers.push(
      () => problem(412, "stale"),
      () => json(200, theirs),
      () => json(200, { ...theirs, version: 3, note: "mine" }),
    );
    await store.edit("a", { note: "mine" });
    expect(far.calls.map((call) => [call.method, call.ifMatch])).toEqual([["PATCH", '"1"'], ["GET", null], ["PATCH", '"2"']]);
    expect(shown(store, "a")).toMatchObject({ version: 3, note: "mine", tags: ["evasive"] });
  });

  test("of what somebody else changed too is a conflict that keeps both", async () => {
    const store = storeOf(far, [annotation("a", { version: 1, note: "old" })]);
    far.answers.push(() => problem(412, "stale"), () => json(200, annotation("a", { version: 2, note: "theirs" })));
    await expect(store.edit("a", { note: "mine" })).rejects.toMatchObject({ type: "conflict" });
    expect(shown(store, "a")?.note).toBe("theirs");
    const { more } = store.snapshot().failed.get("a") ?? { more: {} };
    expect(more).toMatchObject({ fields: ["note"], theirs: { note: "theirs" }, wished: { verb: "edit", patch: { note: "mine" } } });
    far.answers.push(() => json(200, annotation("a", { version: 3, note: "mine" })));
    store.retry("a");
    await expect.poll(() => shown(store, "a")?.version).toBe(3);
    expect(far.calls.at(-1)).toMatchObject({ method: "PATCH", ifMatch: '"2"' });
  });

  test("whose answer was lost is not made twice", async () => {
    const store = storeOf(far, [annotation("a", { version: 1 })]);
    far.answers.push(
      () => "network is down",
      () => problem(412, "stale"),
      () => json(200, annotation("a", { version: 2, note: "mine" })),
    );
    await expect(store.edit("a", { note: " mine " })).resolves.toMatchObject({ version: 2 });
    expect(far.calls.map((call) => call.method)).toEqual(["PATCH", "PATCH", "GET"]);
  });

  test("of somebody else's mark is refused without asking", async () => {
    const store = storeOf(far, [annotation("a", { author: { id: "you", name: "You" }, contributorIds: ["you"] })]);
    await expect(store.edit("a", { note: "x" })).rejects.toMatchObject({ status: 403 });
    expect(shown(store, "a")?.note).toBeNull();
  });
});

describe("deleting", () => {
  test("hides at once; a late frame does not bring it back; restoring does", async () => {
    const store = storeOf(far, [annotation("a")]);
    far.answers.push(() => new Response(null, { status: 204 }));
    const done = store.remove("a");
    expect(shown(store, "a")).toBeUndefined();
    await done;
    store.apply(frame(10, 11, [annotation("a", { version: 1 })]));
    expect(shown(store, "a")).toBeUndefined();
    far.answers.push(() => json(200, annotation("a", { version: 3 })));
    const restored = store.restore("a");
    expect(shown(store, "a")).toMatchObject({ version: 1 });
    await restored;
    expect(shown(store, "a")).toMatchObject({ version: 3 });
  });

  test("whose answer was lost has been done", async () => {
    const store = storeOf(far, [annotation("a")]);
    far.answers.push(() => "network is down", () => problem(404, "not-found"), () => problem(404, "not-found"));
    await store.remove("a");
    expect(store.snapshot().failed.size).toBe(0);
  });
});

describe("reviewing", () => {
  const submitted = annotation("a", { state: "submitted", author: { id: "you", name: "You" }, contributorIds: ["you"] });
  const reviewer = { ...ME, role: "reviewer" as const };

  test("shows the verdict at once", async () => {
    const store = storeOf(far, [submitted], reviewer);
    far.answers.push(() => json(201, { ...submitted, version: 2, state: "approved" }));
    const done = store.judge("annotation", "a", { verdict: "approve" });
    expect(shown(store, "a")).toMatchObject({ state: "approved", verdicts: [{ reviewer: { id: "me" }, verdict: "approve" }] });
    await done;
    expect(far.calls[0]).toMatchObject({ path: "/annotations/a/verdicts", ifMatch: '"1"' });
  });

  test("of own work, and a rejection without a reason, are refused without asking", async () => {
    const store = storeOf(far, [submitted, annotation("own", { state: "submitted" })], reviewer);
    await expect(store.judge("annotation", "own", { verdict: "approve" })).rejects.toMatchObject({ type: "own-work" });
    await expect(store.judge("annotation", "a", { verdict: "reject" })).rejects.toMatchObject({ status: 422 });
    expect(far.calls).toHaveLength(0);
  });

  test("of words that changed since they were read asks the reviewer to look again", async () => {
    const store = storeOf(far, [submitted], reviewer);
    far.answers.push(() => problem(412, "stale"), () => json(200, { ...submitted, version: 2, note: "another claim" }));
    await expect(store.judge("annotation", "a", { verdict: "approve" })).rejects.toMatchObject({ type: "conflict" });
    expect(shown(store, "a")).toMatchObject({ state: "submitted", note: "another claim" });
  });
});

describe("when the right to read ends", () => {
  test("no mark is kept, nothing more is sent, and words written in vain are handed back", async () => {
    const store = storeOf(far, [annotation("a", { note: "read by all" }), annotation("b"), annotation("c")]);
    far.answers.push(() => problem(422, "not-allowed"));
    await expect(store.edit("b", { note: "refused before" })).rejects.toBeInstanceOf(ApiProblem);
    let answer: (given: "network is down") => void = () => undefined;
    far.answers.push(() => new Promise((resolve) => { answer = resolve; }));
    const comment = store.comment("a", "on its way");
    await expect.poll(() => far.calls.length).toBe(2);
    expect(store.drop()).toBe("refused before\non its way");
    answer("network is down");
    await expect(comment).rejects.toMatchObject({ type: "aborted" });

    store.apply(frame(10, 11, [annotation("late")]));
    await store.catchUp();
    await expect(store.edit("c", { note: "later" })).rejects.toBeInstanceOf(ApiProblem);
    expect(store.snapshot()).toMatchObject({ annotations: [], links: [] });
    expect(store.snapshot().pending.size).toBe(0);
    expect(far.calls).toHaveLength(2);
  });
});

import { describe, expect, it } from "vitest";
import type { Annotation } from "~/core/annotation/annotation.ts";
import { ApiProblem } from "~/live/api.ts";
import { outcomeWords } from "./bulk-words.ts";
import { planBulk, runBulk, type BulkAction } from "./bulk-work.ts";

const anchor = { block: "b", start: 0, end: 3, quote: "abc", prefix: "", suffix: "" };
const mark = (id: string, more: Partial<Annotation> = {}): Annotation => ({
  id, author: { id: "ann", name: "Ann" }, contributorIds: ["ann"], state: "draft", note: null, verdicts: [], version: 1, createdAt: "", updatedAt: "",
  documentId: "d", visibility: "team", tags: [], anchor, paragraph: null, comments: [], ...more,
});
const ann = { userId: "ann", role: "annotator" } as const;
const MARKS = [
  mark("draft", { tags: ["evasive"] }),
  mark("asked", { state: "changes_requested" }),
  mark("sent", { state: "submitted" }),
  mark("done", { state: "approved" }),
  mark("mine alone", { visibility: "private" }),
  mark("other", { author: { id: "bob", name: "Bob" }, contributorIds: ["bob"] }),
];

describe("planBulk", () => {
  it.each<[BulkAction, string[], [string, number][], number, string[]]>([
    [{ verb: "submit" }, ["draft", "asked"], [["only drafts are submitted", 2], ["private marks are not submitted", 1], ["only its author may submit it", 1]], 0, []],
    [{ verb: "withdraw" }, ["sent"], [["only what is submitted is taken back", 4], ["only its author may take it back from review", 1]], 0, []],
    [{ verb: "delete" }, ["draft", "asked", "sent", "done", "mine alone"], [["only its author or a lead may delete or restore it", 1]], 0, []],
    [{ verb: "tag", slug: "evasive" }, ["asked", "sent", "done", "mine alone"], [["only its author may change it", 1]], 1, ["done"]],
    [{ verb: "untag", slug: "evasive" }, ["draft"], [["only its author may change it", 1]], 4, []],
  ])("%j", (action, changed, refused, same, decided) => {
    const plan = planBulk(MARKS, action, ann);
    expect(plan.marks.map(({ id }) => id)).toEqual(changed);
    expect([...plan.refused]).toEqual(refused);
    expect(plan.same).toBe(same);
    expect(plan.decided.map(({ id }) => id)).toEqual(decided);
  });
});

describe("runBulk", () => {
  const many = Array.from({ length: 40 }, (_, nth) => mark(`m${nth}`));

  it("has a few on their way at once, and says what was refused", async () => {
    let [now, most] = [0, 0];
    const seen: number[] = [];
    const { done, refused } = await runBulk(many, async ({ id }) => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      if (id === "m7") throw new ApiProblem(403, "forbidden", "Not allowed");
    }, { signal: new AbortController().signal, onProgress: (answered) => seen.push(answered) });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(6);
    expect(done).toHaveLength(39);
    expect([...refused.values()]).toEqual([1]);
    expect(seen).toEqual(many.map((_, nth) => nth + 1));
  });

  it("stops where it is told to, and answers all that was done by then", async () => {
    const stopping = new AbortController();
    const sent: string[] = [];
    const { done } = await runBulk(many, async ({ id }) => {
      sent.push(id);
      await Promise.resolve();
      if (sent.length === 12) stopping.abort();
    }, { signal: stopping.signal, onProgress: () => undefined });
    expect(sent.length).toBeLessThan(20);
    expect(done.map(({ id }) => id)).toEqual(sent);
  });
});

describe("outcomeWords", () => {
  const outcome = { verb: "submit", all: 12, done: 12, same: 0, refused: new Map<string, number>(), stopped: false } as const;
  it.each([
    [outcome, "12 marks submitted."],
    [{ ...outcome, all: 1, done: 1 }, "1 mark submitted."],
    [{ ...outcome, done: 9, refused: new Map([["only its author may submit it", 3]]) }, "9 of 12 marks submitted. 3 were not changed: only its author may submit it."],
    [{ ...outcome, done: 9, refused: new Map([["only its author may submit it", 2], ["private marks are not submitted", 1]]) }, "9 of 12 marks submitted. 3 were not changed: only its author may submit it (2); private marks are not submitted (1)."],
    [{ ...outcome, all: 2, done: 0, refused: new Map([["only drafts are submitted", 2]]) }, "Nothing was changed. The reason: only drafts are submitted."],
    [{ ...outcome, verb: "tag", done: 4, same: 1, all: 5 } as const, "4 of 5 marks tagged. 1 was so already."],
    [{ ...outcome, done: 8, stopped: true }, "Stopped: 8 of 12 marks submitted."],
  ])("%#", (given, words) => expect(outcomeWords(given)).toBe(words));
});

/** The life of a mark: every command in every state, and what can never happen on any path. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor } from "../access/can.ts";
import { Problem } from "../problem.ts";
import { STATES, VERDICTS, type State } from "./annotation.ts";
import { decide, type Decidable, type MarkCommand } from "./decide.ts";

const author: Actor = { userId: "author", role: "lead" };
const reviewer: Actor = { userId: "reviewer", role: "reviewer" };
const mark = (state: State, over: Partial<Decidable> = {}): Decidable => ({
  authorId: "author", contributorIds: ["author"], visibility: "team", state, ...over,
});

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Problem) return `${error.status} ${error.type}`;
    throw error;
  }
  return "allowed";
}

describe("commands in each state", () => {
  it.each<[MarkCommand, Actor, Partial<Record<State, string>>, string]>([
    [{ type: "submit" }, author, { draft: "submitted", changes_requested: "submitted" }, "409 wrong-state"],
    [{ type: "withdraw" }, author, { submitted: "draft" }, "409 wrong-state"],
    [{ type: "judge", verdict: "approve" }, reviewer, { submitted: "approved" }, "409 wrong-state"],
    [{ type: "judge", verdict: "request-changes" }, reviewer, { submitted: "changes_requested" }, "409 wrong-state"],
    [{ type: "judge", verdict: "reject", reason: "no" }, reviewer, { submitted: "rejected" }, "409 wrong-state"],
    [
      { type: "edit" }, author,
      { draft: "draft", submitted: "submitted", approved: "submitted", changes_requested: "changes_requested", rejected: "draft" }, "",
    ],
  ])("%j", (command, actor, after, otherwise) => {
    for (const state of STATES) {
      const wanted = after[state];
      if (wanted) expect(decide(mark(state), command, actor).state).toBe(wanted);
      else expect(refusal(() => decide(mark(state), command, actor))).toBe(otherwise);
    }
  });

  it("refuses a rejection without a reason, and one's own work by name", () => {
    expect(refusal(() => decide(mark("submitted"), { type: "judge", verdict: "reject", reason: "  " }, reviewer))).toBe("422 invalid");
    expect(refusal(() => decide(mark("submitted"), { type: "judge", verdict: "approve" }, author))).toBe("403 own-work");
    const edited = mark("submitted", { contributorIds: ["author", "reviewer"] });
    expect(refusal(() => decide(edited, { type: "judge", verdict: "approve" }, reviewer))).toBe("403 own-work");
  });

  it("never submits a private mark, and hides it from others", () => {
    const hidden = mark("draft", { visibility: "private" });
    expect(refusal(() => decide(hidden, { type: "submit" }, author))).toBe("409 private");
    expect(refusal(() => decide(hidden, { type: "comment" }, reviewer))).toBe("404 not-found");
  });

  it("withdraws the approval when words change under it, and keeps it when they only move", () => {
    expect(decide(mark("approved"), { type: "reanchor", wordsChanged: true }, reviewer)).toMatchObject({
      state: "submitted", withdrawVerdicts: true, contributes: true,
    });
    expect(decide(mark("approved"), { type: "reanchor", wordsChanged: false }, reviewer)).toMatchObject({ state: "approved", withdrawVerdicts: false });
  });

  it("makes what was asked for past when it is submitted again", () => {
    expect(decide(mark("changes_requested"), { type: "submit" }, author)).toMatchObject({ state: "submitted", withdrawVerdicts: true });
    expect(decide(mark("draft"), { type: "submit" }, author)).toMatchObject({ state: "submitted", withdrawVerdicts: false });
  });
});

const anyCommand: fc.Arbitrary<MarkCommand> = fc.oneof(
  fc.constantFrom<MarkCommand>({ type: "edit" }, { type: "submit" }, { type: "withdraw" }, { type: "comment" }, { type: "reanchor", wordsChanged: true }),
  fc.constantFrom(...VERDICTS).map((verdict) => ({ type: "judge" as const, verdict, reason: "because" })),
);
const anyActor: fc.Arbitrary<Actor> = fc.record({
  userId: fc.constantFrom("author", "reviewer", "third"),
  role: fc.constantFrom("reader" as const, "annotator" as const, "reviewer" as const, "lead" as const),
});

describe("on any path", () => {
  it("what is approved was approved, as it stands, by somebody who never wrote or changed it", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyCommand, anyActor), { maxLength: 30 }), (steps) => {
        let current = mark("draft");
        let approver: string | null = null;
        for (const [command, actor] of steps) {
          const attempt = { ...current };
          if (refusal(() => decide(attempt, command, actor)) !== "allowed") continue;
          const decision = decide(attempt, command, actor);
          const contributorIds = decision.contributes ? [...new Set([...current.contributorIds, actor.userId])] : current.contributorIds;
          if (command.type === "judge" && decision.state === "approved") approver = actor.userId;
          if (decision.withdrawVerdicts) approver = null;
          current = { ...current, state: decision.state, contributorIds };
          if (current.state === "approved") expect(approver !== null && !current.contributorIds.includes(approver)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Who may do what, as one table; and properties no table can hold. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { can, ROLES, type Action, type Actor, type MarkThing } from "./can.ts";

const someone = (role: Actor["role"], userId = "me"): Actor => ({ userId, role });
const mark = (over: Partial<MarkThing> = {}): MarkThing => ({ authorId: "author", contributorIds: ["author"], visibility: "team", ...over });

describe("what a role alone allows", () => {
  it.each<[Action, string]>([
    ["workspace.read", "reader annotator reviewer lead"],
    ["document.read", "reader annotator reviewer lead"],
    ["export.read", "reader annotator reviewer lead"],
    ["document.create", "annotator reviewer lead"],
    ["annotation.create", "annotator reviewer lead"],
    ["link.create", "annotator reviewer lead"],
    ["review.read", "reviewer lead"],
    ["document.delete", "lead"],
    ["members.manage", "lead"],
    ["workspace.manage", "lead"],
  ])("%s: %s", (action, allowed) => {
    expect(ROLES.filter((role) => can(someone(role), action)).join(" ")).toBe(allowed);
    expect(can(someone(null), action)).toBe(false);
  });
});

describe("typing", () => {
  it("is for annotators and above, and never in a source document", () => {
    expect(ROLES.filter((role) => can(someone(role), "document.type", { kind: "working" }))).toEqual(["annotator", "reviewer", "lead"]);
    expect(ROLES.filter((role) => can(someone(role), "document.type", { kind: "source" }))).toEqual([]);
  });
});

const ACTIONS = ["mark.read", "mark.edit", "mark.delete", "mark.submit", "mark.judge", "mark.comment", "mark.history"] as const;
const anyRole = fc.constantFrom(...ROLES, null);
const anyMark = fc.record({
  authorId: fc.constantFrom("me", "author"),
  contributorIds: fc.subarray(["me", "author", "third"]),
  visibility: fc.constantFrom("team" as const, "private" as const),
});

describe("marks", () => {
  it("nobody judges what they wrote or changed, whatever their role", () => {
    fc.assert(
      fc.property(anyRole, anyMark, (role, thing) => {
        const mine = thing.authorId === "me" || thing.contributorIds.includes("me");
        return !(mine && can(someone(role), "mark.judge", thing));
      }),
    );
  });

  it("a private mark of somebody else allows nothing to anybody", () => {
    fc.assert(fc.property(anyRole, fc.constantFrom(...ACTIONS), (role, action) => !can(someone(role), action, mark({ visibility: "private" }))));
  });

  it("an outsider may do nothing", () => {
    fc.assert(fc.property(anyMark, fc.constantFrom(...ACTIONS), (thing, action) => !can(someone(null), action, thing)));
  });

  it("only the author edits and submits; leads may delete; reviewers and leads judge", () => {
    expect(ROLES.filter((role) => can(someone(role), "mark.edit", mark()))).toEqual([]);
    expect(ROLES.filter((role) => can(someone(role, "author"), "mark.edit", mark()))).toEqual(["annotator", "reviewer", "lead"]);
    expect(ROLES.filter((role) => can(someone(role), "mark.delete", mark()))).toEqual(["lead"]);
    expect(ROLES.filter((role) => can(someone(role), "mark.judge", mark()))).toEqual(["reviewer", "lead"]);
    expect(ROLES.filter((role) => can(someone(role), "mark.comment", mark()))).toEqual(["annotator", "reviewer", "lead"]);
  });
});

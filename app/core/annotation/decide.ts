/**
 * What a command does to a mark (annotation or link): one pure function for browser and server.
 *
 * The browser shows its answer at once; the server's answer counts. What must stay true: nobody who wrote or
 * changed a mark judges it; changing what was approved withdraws the approval; a private mark is never submitted.
 */
import { can, type Actor, type MarkThing } from "../access/can.ts";
import { Problem, forbidden, invalid, notFound } from "../problem.ts";
import type { State, VerdictKind, Visibility } from "./annotation.ts";

/** The part of a mark that decisions rest on. */
export interface Decidable extends MarkThing {
  state: State;
}

export type MarkCommand =
  | { type: "edit"; visibility?: Visibility }
  | { type: "reanchor"; wordsChanged: boolean }
  | { type: "delete" }
  | { type: "restore" }
  | { type: "submit" }
  | { type: "withdraw" }
  | { type: "judge"; verdict: VerdictKind; reason?: string }
  | { type: "comment" };

/** What is to be written. `withdrawVerdicts`: earlier verdicts no longer count. `contributes`: the actor joins the contributors. */
export interface Decision {
  action: string;
  state: State;
  withdrawVerdicts: boolean;
  contributes: boolean;
}

const AFTER_VERDICT: Record<VerdictKind, State> = {
  approve: "approved",
  "request-changes": "changes_requested",
  reject: "rejected",
};

/** Decides, or throws the Problem that says why not. */
export function decide(mark: Decidable, command: MarkCommand, actor: Actor): Decision {
  if (!can(actor, "mark.read", mark)) throw notFound();
  switch (command.type) {
    case "edit":
      return decideEdit(mark, command, actor);
    case "reanchor":
      return decideReanchor(mark, command, actor);
    case "delete":
    case "restore":
      if (!can(actor, "mark.delete", mark)) throw forbidden("Only its author or a lead may delete or restore it.");
      return keep(mark, command.type === "delete" ? "deleted" : "restored");
    case "submit":
      return decideSubmit(mark, actor);
    case "withdraw":
      if (!can(actor, "mark.submit", mark)) throw forbidden("Only its author may take it back from review.");
      requireState(mark, ["submitted"], "taken back from review");
      return { ...keep(mark, "withdrawn"), state: "draft" };
    case "judge":
      return decideVerdict(mark, command, actor);
    case "comment":
      if (!can(actor, "mark.comment", mark)) throw forbidden("Readers cannot comment.");
      return keep(mark, "commented");
  }
}

function keep(mark: Decidable, action: string): Decision {
  return { action, state: mark.state, withdrawVerdicts: false, contributes: false };
}

function changed(mark: Decidable, action: string): Decision {
  const approved = mark.state === "approved";
  const state: State = approved ? "submitted" : mark.state === "rejected" ? "draft" : mark.state;
  return { action, state, withdrawVerdicts: approved || mark.state === "rejected", contributes: true };
}

function decideEdit(mark: Decidable, command: { visibility?: Visibility }, actor: Actor): Decision {
  if (!can(actor, "mark.edit", mark)) throw forbidden("Only its author may change it.");
  if (command.visibility === "private" && mark.visibility === "team" && mark.state !== "draft") {
    throw new Problem(409, "wrong-state", "It is in review", "Only a draft can be made private. Take it back from review first.");
  }
  return changed(mark, "edited");
}

function decideReanchor(mark: Decidable, command: { wordsChanged: boolean }, actor: Actor): Decision {
  if (!can(actor, "mark.comment", mark)) throw forbidden("Readers cannot move marks.");
  return command.wordsChanged ? changed(mark, "reanchored") : keep(mark, "reanchored");
}

function decideSubmit(mark: Decidable, actor: Actor): Decision {
  if (!can(actor, "mark.submit", mark)) throw forbidden("Only its author may submit it.");
  if (mark.visibility === "private") {
    throw new Problem(409, "private", "It is private", "Show it to the team first, then submit it.");
  }
  requireState(mark, ["draft", "changes_requested"], "submitted");
  // What was asked for is told as past from here on; the next verdict is about the mark as it is now.
  return { ...keep(mark, "submitted"), state: "submitted", withdrawVerdicts: mark.state === "changes_requested" };
}

function decideVerdict(mark: Decidable, command: { verdict: VerdictKind; reason?: string }, actor: Actor): Decision {
  if (!can(actor, "mark.judge", mark)) {
    const own = mark.authorId === actor.userId || mark.contributorIds.includes(actor.userId);
    throw own
      ? new Problem(403, "own-work", "It is your own work", "Somebody who did not write or change it has to review it.")
      : forbidden("Only reviewers and leads may review.");
  }
  if (command.verdict === "reject" && !command.reason?.trim()) {
    throw invalid([{ path: "reason", message: "Say why it is rejected." }], "A rejection needs a reason");
  }
  requireState(mark, ["submitted"], "reviewed");
  const actions: Record<VerdictKind, string> = { approve: "approved", "request-changes": "changes-requested", reject: "rejected" };
  return { ...keep(mark, actions[command.verdict]), state: AFTER_VERDICT[command.verdict] };
}

function requireState(mark: Decidable, states: State[], participle: string): void {
  if (states.includes(mark.state)) return;
  throw new Problem(409, "wrong-state", `It cannot be ${participle} now`, `Its state is ${mark.state}; it has to be ${states.join(" or ")}.`);
}

/**
 * One's own steps on marks that can be undone and done again: a stack of opposite changes, as data.
 *
 * Called by the browser's undo (live/mark-steps), which performs what is answered here. Promises: where nobody else has touched
 * a mark, undoing gives what was before and doing again gives what was after; where somebody has, `hindrance` says so in a
 * sentence, and nothing is forced. What must stay true: of how a mark looked only fingerprints are remembered, besides what
 * has to be written back.
 */
import { can, type Actor } from "../access/can.ts";
import type { Anchor } from "../anchor/anchor.ts";
import { Problem } from "../problem.ts";
import type { Annotation, Link } from "./annotation.ts";
import { decide, type MarkCommand } from "./decide.ts";
import { fingerprint } from "./fingerprint.ts";

export type Change =
  | { verb: "remove" | "restore" | "submit" | "withdraw" }
  | { verb: "edit"; patch: Record<string, unknown> }
  | { verb: "reanchor"; anchor: Anchor };

type AnyMark = Annotation | Link;

/** One mark's part of a step. `back` is performed next; `forth` undoes that. */
export interface Part {
  kind: "annotation" | "link";
  /** Of the mark. */
  id: string;
  back: Change;
  forth: Change;
  /** How the mark has to look for `back`, by field; null: it has to be away. */
  expected: Record<string, string> | null;
}

export interface Step {
  id: number;
  /** What was done, in words: "tag Unaddressed removed". */
  label: string;
  parts: Part[];
}

/** What can be undone and done again, the latest last. */
export interface Steps {
  done: Step[];
  undone: Step[];
}

export const NO_STEPS: Steps = { done: [], undone: [] };

/** So many steps are remembered. */
const MOST = 100;

/** The change and its opposite; null for what has none. `before` is undefined for a mark that was made by it. */
export function opposites(task: { verb: string; patch?: object; anchor?: Anchor }, before: AnyMark | undefined): Pick<Part, "back" | "forth"> | null {
  if (task.verb === "annotate" || task.verb === "link") return { back: { verb: "remove" }, forth: { verb: "restore" } };
  if (!before) return null;
  const fields = before as unknown as Record<string, unknown>;
  switch (task.verb) {
    case "remove":
      return { back: { verb: "restore" }, forth: { verb: "remove" } };
    case "submit":
      return { back: { verb: "withdraw" }, forth: { verb: "submit" } };
    case "withdraw":
      return { back: { verb: "submit" }, forth: { verb: "withdraw" } };
    case "edit": {
      const patch = { ...task.patch } as Record<string, unknown>;
      const was = Object.fromEntries(Object.keys(patch).map((name) => [name, fields[name]]));
      return { back: { verb: "edit", patch: was }, forth: { verb: "edit", patch } };
    }
    case "reanchor":
      if (!task.anchor || !("anchor" in before)) return null;
      return { back: { verb: "reanchor", anchor: before.anchor }, forth: { verb: "reanchor", anchor: task.anchor } };
    default:
      return null;
  }
}

/** How a mark looks, as far as a change of it rests on that. */
export function looks(change: Change, mark: AnyMark | undefined, viewerId: string): Part["expected"] {
  if (!mark) return null;
  const fields = mark as unknown as Record<string, unknown>;
  const names = change.verb === "edit" ? Object.keys(change.patch) : change.verb === "remove" ? ["tags", "note", "visibility", "type"] : [];
  const seen = Object.fromEntries(names.map((name) => [name, fingerprint(fields[name])]));
  if (change.verb === "reanchor" && "anchor" in mark) seen.anchor = fingerprint(mark.anchor.quote);
  if (change.verb === "remove" && "comments" in mark) seen.comments = fingerprint(mark.comments.filter(({ author }) => author.id !== viewerId).map(({ id }) => id));
  return { ...seen, state: mark.state };
}

/** Why a part can't be undone any more, as a sentence; null when it can. */
export function hindrance({ back, expected }: Pick<Part, "back" | "expected">, mark: AnyMark | undefined, actor: Actor): string | null {
  if (back.verb === "restore") return mark ? "It is there again." : null;
  if (!mark) return "It has been deleted.";
  const now = looks(back, mark, actor.userId);
  if (now?.state !== expected?.state) {
    if (mark.state === "approved") return "It has been approved since.";
    return mark.state === "rejected" || mark.state === "changes_requested" ? "It has been reviewed since." : "Its state has changed since.";
  }
  if (now?.comments !== expected?.comments) return "Somebody has commented on it.";
  if (JSON.stringify(now) !== JSON.stringify(expected)) return "Somebody has changed it since.";
  return refusal(back, mark, actor);
}

function refusal(change: Change, mark: AnyMark, actor: Actor): string | null {
  const visibility = "visibility" in mark ? mark.visibility : "team";
  try {
    decide({ authorId: mark.author.id, contributorIds: mark.contributorIds, visibility, state: mark.state }, commandOf(change), actor);
    return can(actor, "annotation.create") ? null : "You may not mark passages any more.";
  } catch (cause) {
    if (cause instanceof Problem) return cause.detail ?? `${cause.title}.`;
    throw cause;
  }
}

function commandOf(change: Change): MarkCommand {
  switch (change.verb) {
    case "remove":
      return { type: "delete" };
    case "edit":
      return { type: "edit", visibility: change.patch.visibility as "team" | "private" | undefined };
    case "reanchor":
      return { type: "reanchor", wordsChanged: true };
    default:
      return { type: change.verb };
  }
}

/** A new step; what was undone before can't be done again from here. Parts of one id belong together. */
export function withStep({ done }: Steps, { id, label, parts }: Step): Steps {
  const last = done.at(-1);
  if (last?.id !== id) return { done: [...done, { id, label, parts }].slice(-MOST), undone: [] };
  const all = [...last.parts, ...parts];
  return { done: [...done.slice(0, -1), { id, label: last.label === label || last.label.endsWith(`: ${label}`) ? `${all.length} marks: ${label}` : `${all.length} changes`, parts: all }], undone: [] };
}

/** Without a part that was refused, and without steps that have none left. */
export function withoutPart({ done, undone }: Steps, stepId: number, markId: string): Steps {
  const left = (steps: Step[]): Step[] =>
    steps
      .map((step) => (step.id === stepId ? { ...step, parts: step.parts.filter((part) => part.id !== markId) } : step))
      .filter((step) => step.parts.length > 0);
  return { done: left(done), undone: left(undone) };
}

/** A part that was performed just now, turned round. `mark` is how it looks since. */
export function turned(part: Part, mark: AnyMark | undefined, viewerId: string): Part {
  return { ...part, back: part.forth, forth: part.back, expected: looks(part.forth, mark, viewerId) };
}

/**
 * Who may do what: the one place where it is decided.
 *
 * Called by every loader, action, API call, command and socket message, on the server; browsers ask it only to
 * hide what would be refused. It reads no data: the caller brings the actor's role in the workspace of the thing.
 * What must stay true: no role at all means no right at all; own work is never judged by its author.
 */

export const ROLES = ["reader", "annotator", "reviewer", "lead"] as const;
/** Roles of a workspace, each including the rights of those before it. */
export type Role = (typeof ROLES)[number];

/** Somebody, seen from one workspace. `role: null` is an outsider. */
export interface Actor {
  userId: string;
  role: Role | null;
}

/** The facts about a mark (annotation or link) that rights depend on. */
export interface MarkThing {
  authorId: string;
  /** Everybody who has changed its words, tags, note or place; the author is one of them. */
  contributorIds: readonly string[];
  visibility: "team" | "private";
}

/** Wishes that depend on the role alone. */
export type Action =
  | "workspace.read"
  | "workspace.manage"
  | "members.read"
  | "members.manage"
  | "document.read"
  | "document.create"
  | "document.delete"
  | "annotation.create"
  | "link.create"
  | "review.read"
  | "export.read";
type OnText = "document.type";
type OnMark = "mark.read" | "mark.edit" | "mark.delete" | "mark.submit" | "mark.judge" | "mark.comment" | "mark.history";

const LEAST: Record<Action, Role> = {
  "workspace.read": "reader",
  "workspace.manage": "lead",
  "members.read": "reader",
  "members.manage": "lead",
  "document.read": "reader",
  "document.create": "annotator",
  "document.delete": "lead",
  "annotation.create": "annotator",
  "link.create": "annotator",
  "review.read": "reviewer",
  "export.read": "reader",
};

/** May a role do what `least` may? */
export function atLeast(role: Role | null, least: Role): boolean {
  return role !== null && ROLES.indexOf(role) >= ROLES.indexOf(least);
}

export function can(actor: Actor, action: Action): boolean;
export function can(actor: Actor, action: OnText, thing: { kind: "source" | "working" }): boolean;
export function can(actor: Actor, action: OnMark, thing: MarkThing): boolean;
/** The verdict on one wish. Not seeing a thing and not being allowed to change it are asked separately. */
export function can(
  actor: Actor,
  action: Action | OnText | OnMark,
  thing?: MarkThing | { kind: "source" | "working" },
): boolean {
  if (actor.role === null) return false;
  if (action === "document.type") {
    return atLeast(actor.role, "annotator") && (thing as { kind: string }).kind === "working";
  }
  if (action.startsWith("mark.")) return canOnMark(actor, action as OnMark, thing as MarkThing);
  return atLeast(actor.role, LEAST[action as Action]);
}

function canOnMark(actor: Actor, action: OnMark, mark: MarkThing): boolean {
  const own = mark.authorId === actor.userId;
  if (mark.visibility === "private" && !own) return false;
  switch (action) {
    case "mark.read":
    case "mark.history":
      return true;
    case "mark.comment":
      return atLeast(actor.role, "annotator");
    case "mark.edit":
    case "mark.submit":
      return own && atLeast(actor.role, "annotator");
    case "mark.delete":
      return (own && atLeast(actor.role, "annotator")) || atLeast(actor.role, "lead");
    case "mark.judge":
      return atLeast(actor.role, "reviewer") && !own && !mark.contributorIds.includes(actor.userId);
  }
}

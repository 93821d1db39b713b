/**
 * The commands on marks that exist, as plans: how each looks at once, how it is sent, how to see that it has arrived.
 *
 * Called by the kinds of marks. The look comes from the same `decide` the server uses, so that no state is invented
 * here. What must stay true: a plan is made from an errand alone, on whatever page; `show` is pure and bears being
 * applied to a mark that already has the change (a frame may arrive before the answer).
 */
import { can, type Actor, type Role } from "~/core/access/can.ts";
import type { Annotation, Person, Verdict } from "~/core/annotation/annotation.ts";
import { decide, type Decidable, type MarkCommand } from "~/core/annotation/decide.ts";
import { fingerprint, same } from "~/core/annotation/fingerprint.ts";
import { forbidden, Problem } from "~/core/problem.ts";
import { restsOn, type Errand, type ErrandTo } from "./errand.ts";
import type { Mark } from "./mark-shelf.ts";
import type { Plan } from "./mark-delivery.ts";

export interface StoreViewer extends Person {
  role: Role;
}

type Body<T extends Mark> = Omit<Plan<T>, "id" | "wished">;

/** What the rules ask of a mark. */
export function decidable(mark: Mark): Decidable {
  const visibility = "visibility" in mark ? mark.visibility : "team";
  return { authorId: mark.author.id, contributorIds: mark.contributorIds, visibility, state: mark.state };
}

const actorOf = ({ id, role }: StoreViewer): Actor => ({ userId: id, role });

/** The mark after the command, by the core's rules. Throws the Problem that says why not. */
function decided<T extends Mark>(mark: T, command: MarkCommand, viewer: StoreViewer, at: string): T {
  const decision = decide(decidable(mark), command, actorOf(viewer));
  const joins = decision.contributes && !mark.contributorIds.includes(viewer.id);
  return {
    ...mark,
    state: decision.state,
    verdicts: decision.withdrawVerdicts ? mark.verdicts.map((verdict) => ({ ...verdict, withdrawn: true })) : mark.verdicts,
    contributorIds: joins ? [...mark.contributorIds, viewer.id] : mark.contributorIds,
    updatedAt: at,
  };
}

/** Shows the change where it can be made; a mark that has moved on meanwhile is shown as it is. */
function showing<T extends Mark>(change: (mark: T) => T): (current: T | undefined) => T | undefined {
  return (current) => {
    if (!current) return undefined;
    try {
      return change(current);
    } catch (cause) {
      if (cause instanceof Problem) return current;
      throw cause;
    }
  };
}

const noConflicts = (): string[] => [];

export const PATHS = { annotation: "/annotations", link: "/links" } as const;
const pathOf = ({ kind, id }: Errand): string => `${PATHS[kind]}/${id}`;

/** Throws what the server would refuse, from what is known here. `seen` is the mark as the person sees it. */
export function foresee(errand: Errand, seen: Mark | undefined, viewer: StoreViewer): void {
  const { verb } = errand;
  if (verb === "restore") return;
  if (verb === "annotate" || verb === "link") {
    if (!can(actorOf(viewer), verb === "link" ? "link.create" : "annotation.create")) throw forbidden("Readers cannot mark or link passages.");
    return;
  }
  if (!seen) throw new Problem(404, "not-found", "It is not here any more", "Somebody has deleted it.");
  decided(seen, commandOf(errand), viewer, errand.at);
}

function commandOf(errand: Errand): MarkCommand {
  switch (errand.verb) {
    case "edit":
      return { type: "edit", visibility: "visibility" in errand.patch ? errand.patch.visibility : undefined };
    case "remove":
      return { type: "delete" };
    case "submit":
    case "withdraw":
    case "comment":
      return { type: errand.verb };
    case "judge":
      return { type: "judge", verdict: errand.verdict, reason: errand.reason };
    default:
      return { type: "reanchor", wordsChanged: false };
  }
}

/** The plan of a command on a mark that exists. `last`: the words of a mark that was deleted here. */
export function planOn<T extends Mark>(errand: Errand, viewer: StoreViewer, last: () => T | undefined): Plan<T> {
  return { id: errand.id, wished: errand, ...bodyOf(errand, viewer, last) };
}

function bodyOf<T extends Mark>(errand: Errand, viewer: StoreViewer, last: () => T | undefined): Body<T> {
  switch (errand.verb) {
    case "edit":
      return edit(errand, viewer);
    case "restore":
      return restore(errand, last);
    case "submit":
    case "withdraw":
      return turn(errand as ErrandTo<"submit" | "withdraw">, viewer);
    case "judge":
      return judge(errand, viewer);
    case "comment":
      return comment(errand, viewer) as unknown as Body<T>;
    case "reanchor":
      return reanchor(errand, viewer) as unknown as Body<T>;
    default:
      return remove(errand);
  }
}

/** What somebody else has changed since it was wished, and not to what is wished. */
function changedSince(errand: Errand, current: Mark, wished: Record<string, unknown> = {}): string[] {
  const now = restsOn(errand, current);
  return Object.keys(errand.seen).filter((name) => fingerprint(now[name]) !== errand.seen[name] && !(name in wished && same(now[name], wished[name])));
}

/** Changes fields of a mark. */
function edit<T extends Mark>(errand: ErrandTo<"edit">, viewer: StoreViewer): Body<T> {
  const patch = errand.patch as Partial<T>;
  const fields = Object.keys(patch) as (keyof T & string)[];
  return {
    show: showing((mark) => ({ ...decided(mark, commandOf(errand), viewer, errand.at), ...patch })),
    send: (api, current) => api<T>("PATCH", pathOf(errand), patch, { ifMatch: (current ?? errand).version }),
    hasArrived: (current) => current !== undefined && fields.every((field) => same(current[field], patch[field])),
    conflicts: (current) => changedSince(errand, current, patch),
  };
}

/** Deletes; can be taken back by `restore`. */
function remove<T extends Mark>(errand: Errand): Body<T> {
  return {
    show: () => undefined,
    send: async (api) => {
      await api("DELETE", pathOf(errand));
      return undefined;
    },
    hasArrived: (current) => current === undefined,
    conflicts: noConflicts,
  };
}

/** Undoes a deletion, also one that is not sent yet. */
function restore<T extends Mark>(errand: Errand, last: () => T | undefined): Body<T> {
  const before = last();
  return {
    show: (current) => current ?? before,
    send: (api) => api<T>("POST", `${pathOf(errand)}/restore`),
    hasArrived: (current) => current !== undefined,
    conflicts: noConflicts,
  };
}

/** Submits for review, or takes back from it. */
function turn<T extends Mark>(errand: ErrandTo<"submit" | "withdraw">, viewer: StoreViewer): Body<T> {
  const wanted = errand.verb === "submit" ? "submitted" : "draft";
  return {
    show: showing((mark) => (mark.state === wanted ? mark : decided(mark, commandOf(errand), viewer, errand.at))),
    send: (api) => api<T>("POST", `${pathOf(errand)}/${errand.verb}`),
    hasArrived: (current) => current?.state === wanted,
    conflicts: noConflicts,
  };
}

/** A reviewer's verdict, on the version that was read: if what it rests on has changed, the reviewer has to look again. */
function judge<T extends Mark>(errand: ErrandTo<"judge">, viewer: StoreViewer): Body<T> {
  const { verdict, reason, verdictId, at } = errand;
  const mine: Verdict = { id: verdictId, reviewer: { id: viewer.id, name: viewer.name }, verdict, reason: reason?.trim() || null, at, withdrawn: false };
  const counts = (given: Verdict): boolean => !given.withdrawn && given.reviewer.id === viewer.id && given.verdict === verdict && given.reason === mine.reason;
  return {
    show: showing((mark) => {
      const judged = decided(mark, commandOf(errand), viewer, at);
      return { ...judged, verdicts: [...judged.verdicts, mine] };
    }),
    send: (api, current) => api<T>("POST", `${pathOf(errand)}/verdicts`, { verdict, reason }, { ifMatch: (current ?? errand).version }),
    hasArrived: (current) => current?.verdicts.some(counts) ?? false,
    conflicts: (current) => changedSince(errand, current),
  };
}

/** Adds a comment; its id makes a second sending harmless. */
function comment(errand: ErrandTo<"comment">, viewer: StoreViewer): Body<Annotation> {
  const { commentId: id, text, mentions, at } = errand;
  const added = { id, author: { id: viewer.id, name: viewer.name }, text, at, mentions };
  const has = (mark: Annotation): boolean => mark.comments.some((known) => known.id === id);
  return {
    show: (current) => current && (has(current) ? current : { ...current, comments: [...current.comments, added] }),
    send: (api) => api<Annotation>("POST", `${pathOf(errand)}/comments`, { id, text, mentions: mentions.map((person) => person.id) }),
    hasArrived: (current) => current !== undefined && has(current),
    conflicts: noConflicts,
  };
}

/** Says again where a mark stands. */
function reanchor(errand: ErrandTo<"reanchor">, viewer: StoreViewer): Body<Annotation> {
  const { anchor } = errand;
  const words = (text: string): string => text.replace(/\s+/g, " ").trim();
  return {
    show: showing((mark) => {
      const wordsChanged = words(mark.anchor.quote) !== words(anchor.quote);
      return { ...decided(mark, { type: "reanchor", wordsChanged }, viewer, errand.at), anchor };
    }),
    send: (api, current) => api<Annotation>("POST", `${pathOf(errand)}/reanchor`, { anchor, version: (current ?? errand).version }),
    hasArrived: (current) => same(current?.anchor, anchor),
    conflicts: (current) => changedSince(errand, current, { passage: anchor }),
  };
}

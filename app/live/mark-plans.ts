/**
 * The commands on marks that exist, as plans: how each looks at once, how it is sent, how to see that it has arrived.
 *
 * Called by the mark store. The look comes from the same `decide` the server uses, so a refusal that can be foreseen is
 * thrown at once and no state is invented here. What must stay true: `show` is pure and bears being applied to a mark
 * that already has the change (a frame may arrive before the answer).
 */
import type { Actor, Role } from "~/core/access/can.ts";
import type { Anchor } from "~/core/anchor/anchor.ts";
import type { Annotation, Comment, LinkType, Person, Verdict, VerdictKind, Visibility } from "~/core/annotation/annotation.ts";
import { decide, type Decidable, type MarkCommand } from "~/core/annotation/decide.ts";
import { Problem } from "~/core/problem.ts";
import type { Mark } from "./mark-shelf.ts";
import type { Plan } from "./mark-delivery.ts";

export interface StoreViewer extends Person {
  role: Role;
}

/** Who wishes, and when. */
export interface Wisher {
  viewer: StoreViewer;
  at: string;
}

export interface AnnotationPatch {
  tags?: string[];
  note?: string | null;
  anchor?: Anchor;
  visibility?: Visibility;
}

export interface LinkPatch {
  type?: LinkType;
  note?: string | null;
}

export interface Judgement {
  verdict: VerdictKind;
  reason?: string;
}

/** What the rules ask of a mark. */
export function decidable(mark: Mark): Decidable {
  const visibility = "visibility" in mark ? mark.visibility : "team";
  return { authorId: mark.author.id, contributorIds: mark.contributorIds, visibility, state: mark.state };
}

/** The mark after the command, by the core's rules. Throws the Problem that says why not. */
function decided<T extends Mark>(mark: T, command: MarkCommand, { viewer, at }: Wisher): T {
  const actor: Actor = { userId: viewer.id, role: viewer.role };
  const decision = decide(decidable(mark), command, actor);
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

/** Throws what the server would refuse, from what is known here. */
function foresee(mark: Mark, command: MarkCommand, wisher: Wisher): void {
  decided(mark, command, wisher);
}

/** Changes fields of a mark. `seen` is the mark as the person saw it when they began to change it. */
export function editPlan<T extends Mark>(path: string, seen: T, patch: Partial<T>, wisher: Wisher): Plan<T> {
  const fields = Object.keys(patch) as (keyof T & string)[];
  const command: MarkCommand = { type: "edit", visibility: (patch as { visibility?: Visibility }).visibility };
  foresee(seen, command, wisher);
  return {
    id: seen.id,
    wished: { verb: "edit", patch },
    show: showing((mark) => ({ ...decided(mark, command, wisher), ...patch })),
    send: (api, current) => api<T>("PATCH", `${path}/${seen.id}`, patch, { ifMatch: (current ?? seen).version }),
    hasArrived: (current) => current !== undefined && fields.every((field) => same(current[field], patch[field])),
    conflicts: (current) =>
      fields.filter((field) => !same(current[field], seen[field]) && !same(current[field], patch[field])),
  };
}

/** Equal as the server keeps it: order of tags, white space around notes and "" for none do not count. */
function same(a: unknown, b: unknown): boolean {
  return normal(a) === normal(b);
}

function normal(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify([...(value as string[])].sort());
  if (typeof value === "string") return value.trim();
  if (value === null || value === undefined) return "";
  const { block, start, endBlock = block, end, quote } = value as Partial<Anchor>;
  return JSON.stringify([block, start, endBlock, end, quote]);
}

/** Deletes; can be taken back by `restorePlan`. */
export function removePlan<T extends Mark>(path: string, seen: T, wisher: Wisher): Plan<T> {
  foresee(seen, { type: "delete" }, wisher);
  return {
    id: seen.id,
    wished: { verb: "remove" },
    show: () => undefined,
    send: async (api) => {
      await api("DELETE", `${path}/${seen.id}`);
      return undefined;
    },
    hasArrived: (current) => current === undefined,
    conflicts: noConflicts,
  };
}

/** Undoes a deletion. `before` is the mark's last words, to show it at once. */
export function restorePlan<T extends Mark>(path: string, id: string, before: T | undefined): Plan<T> {
  return {
    id,
    wished: { verb: "restore" },
    show: (current) => current ?? before,
    send: (api) => api<T>("POST", `${path}/${id}/restore`),
    hasArrived: (current) => current !== undefined,
    conflicts: noConflicts,
  };
}

/** Submits for review, or takes back from it. */
export function statePlan<T extends Mark>(path: string, seen: T, verb: "submit" | "withdraw", wisher: Wisher): Plan<T> {
  const { id } = seen;
  foresee(seen, { type: verb }, wisher);
  const wanted = verb === "submit" ? "submitted" : "draft";
  return {
    id,
    wished: { verb },
    show: showing((mark) => (mark.state === wanted ? mark : decided(mark, { type: verb }, wisher))),
    send: (api) => api<T>("POST", `${path}/${id}/${verb}`),
    hasArrived: (current) => current?.state === wanted,
    conflicts: noConflicts,
  };
}

/** A reviewer's verdict, on the version that was read. */
export function judgePlan<T extends Mark>(path: string, seen: T, judgement: Judgement, wisher: Wisher, id: string): Plan<T> {
  const { viewer, at } = wisher;
  const command: MarkCommand = { type: "judge", ...judgement };
  foresee(seen, command, wisher);
  const mine: Verdict = { id, reviewer: { id: viewer.id, name: viewer.name }, verdict: judgement.verdict, reason: judgement.reason?.trim() || null, at, withdrawn: false };
  const counts = (verdict: Verdict): boolean =>
    !verdict.withdrawn && verdict.reviewer.id === viewer.id && verdict.verdict === judgement.verdict && verdict.reason === mine.reason;
  return {
    id: seen.id,
    wished: { verb: "judge", ...judgement },
    show: showing((mark) => {
      const judged = decided(mark, command, wisher);
      return { ...judged, verdicts: [...judged.verdicts, mine] };
    }),
    send: (api, current) => api<T>("POST", `${path}/${seen.id}/verdicts`, judgement, { ifMatch: (current ?? seen).version }),
    hasArrived: (current) => current?.verdicts.some(counts) ?? false,
    conflicts: (current) => judgedFields(seen, current),
  };
}

/** What a verdict rests on: if it changed since it was read, the reviewer has to look again. */
function judgedFields(seen: Mark, current: Mark): string[] {
  const of = (mark: Mark): Record<string, unknown> =>
    "anchor" in mark ? { tags: mark.tags, note: mark.note, passage: mark.anchor.quote } : { type: mark.type, note: mark.note };
  const now = of(current);
  return Object.entries(of(seen)).filter(([name, value]) => !same(value, now[name])).map(([name]) => name);
}

/** Adds a comment; its id makes a second sending harmless. */
export function commentPlan(seen: Annotation, comment: Comment, wisher: Wisher): Plan<Annotation> {
  const { id } = seen;
  foresee(seen, { type: "comment" }, wisher);
  const has = (mark: Annotation): boolean => mark.comments.some((known) => known.id === comment.id);
  return {
    id,
    wished: { verb: "comment", text: comment.text },
    show: (current) => current && (has(current) ? current : { ...current, comments: [...current.comments, comment] }),
    send: (api) => api<Annotation>("POST", `/annotations/${id}/comments`, { id: comment.id, text: comment.text, mentions: comment.mentions.map((person) => person.id) }),
    hasArrived: (current) => current !== undefined && has(current),
    conflicts: noConflicts,
  };
}

/** Says again where a mark stands. */
export function reanchorPlan(seen: Annotation, anchor: Anchor, wisher: Wisher): Plan<Annotation> {
  const words = (text: string): string => text.replace(/\s+/g, " ").trim();
  foresee(seen, { type: "reanchor", wordsChanged: false }, wisher);
  return {
    id: seen.id,
    wished: { verb: "reanchor", anchor },
    show: showing((mark) => {
      const wordsChanged = words(mark.anchor.quote) !== words(anchor.quote);
      return { ...decided(mark, { type: "reanchor", wordsChanged }, wisher), anchor };
    }),
    send: (api, current) =>
      api<Annotation>("POST", `/annotations/${seen.id}/reanchor`, { anchor, version: (current ?? seen).version }),
    hasArrived: (current) => same(current?.anchor, anchor),
    conflicts: (current) => (same(current.anchor, seen.anchor) || same(current.anchor, anchor) ? [] : ["passage"]),
  };
}

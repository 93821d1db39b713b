/**
 * A command on a mark as data: what is to be done, to which mark, when it was wished, and what it was wished from.
 *
 * Made by the mark store, sent as a plan (mark-plans), kept in the browser while it is not sent (mark-keeping). What must
 * stay true: it says all that is needed to send it from another page, tomorrow; of what others wrote it holds
 * fingerprints alone, to know whether somebody changed the same meanwhile.
 */
import type { Anchor } from "~/core/anchor/anchor.ts";
import { fingerprint } from "~/core/annotation/fingerprint.ts";
import type { LinkEnd, LinkType, Person, VerdictKind, Visibility } from "~/core/annotation/annotation.ts";
import type { Mark } from "./mark-shelf.ts";

export type Kind = "annotation" | "link";

export interface AnnotationWish {
  anchor: Anchor;
  /** Slugs. */
  tags: string[];
  note?: string | null;
  visibility?: Visibility;
  /** The numbered paragraph of the passage, when the caller knows it. */
  paragraph?: number | null;
}

/** One end of a link as the API takes it. `shown` is how it looks until the server has answered; it is not sent. */
export type LinkEndWish = (
  | { annotationId: string }
  | { documentId: string; anchor: Anchor }
  | { documentId: string; paragraph: number }
) & { shown?: LinkEnd };

export interface LinkWish {
  from: LinkEndWish;
  to: LinkEndWish;
  type: LinkType;
  note?: string | null;
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

/** What is to be done. Ids that make a second sending harmless are part of it. */
export type Task =
  | ({ verb: "annotate" } & AnnotationWish)
  | ({ verb: "link" } & LinkWish)
  | { verb: "edit"; patch: AnnotationPatch | LinkPatch }
  | { verb: "remove" | "restore" | "submit" | "withdraw" }
  | ({ verb: "judge"; verdictId: string } & Judgement)
  | { verb: "comment"; commentId: string; text: string; mentions: Person[] }
  | { verb: "reanchor"; anchor: Anchor };

export type Errand<Some extends Task = Task> = Some & {
  kind: Kind;
  /** Of the mark. */
  id: string;
  /** When it was wished, RFC 3339. */
  at: string;
  /** The mark's version when it was wished; 0 for one that the server did not know. */
  version: number;
  /** Fingerprints, by name, of what the wish rests on. */
  seen: Record<string, string>;
};

/** The errand of one verb. */
export type ErrandTo<Verb extends Task["verb"]> = Errand<Task & { verb: Verb }>;

/** A task on the mark as the person sees it now; undefined for one that is still to be made. */
export function errandOf(kind: Kind, id: string, task: Task, at: string, mark: Mark | undefined): Errand {
  const seen = mark ? Object.fromEntries(Object.entries(restsOn(task, mark)).map(([name, value]) => [name, fingerprint(value)])) : {};
  return { ...task, kind, id, at, version: mark?.version ?? 0, seen };
}

/** What must not have changed under a wish, by the names people are told. */
export function restsOn(task: Task, mark: Mark): Record<string, unknown> {
  const fields = mark as unknown as Record<string, unknown>;
  switch (task.verb) {
    case "edit":
      return Object.fromEntries(Object.keys(task.patch).map((name) => [name, fields[name]]));
    case "judge":
      return "anchor" in mark ? { tags: mark.tags, note: mark.note, passage: mark.anchor.quote } : { type: mark.type, note: mark.note };
    case "reanchor":
      return { passage: fields.anchor };
    default:
      return {};
  }
}

/** Marks that have to be on the server before this one. */
export function waitsFor(task: Task): string[] {
  if (task.verb !== "link") return [];
  return [task.from, task.to].flatMap((end) => ("annotationId" in end ? [end.annotationId] : []));
}

/**
 * New annotations and links, as plans: shown at once under an id made here, sent under the same id until answered.
 *
 * Called by the mark store. What must stay true: the id is made once for each wish, so that a second sending of the
 * same wish is the same mark on the server; what is shown is only what is known here (the server fills in the rest).
 */
import { can } from "~/core/access/can.ts";
import type { Anchor } from "~/core/anchor/anchor.ts";
import type { Annotation, Link, LinkEnd, LinkType, Visibility } from "~/core/annotation/annotation.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import { forbidden } from "~/core/problem.ts";
import type { Plan } from "./mark-delivery.ts";
import type { Mark } from "./mark-shelf.ts";
import type { Wisher } from "./mark-plans.ts";

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

/** Slugs in the order of the codebook, each once; unknown ones last. */
export function inCodebookOrder(slugs: readonly string[], tags: readonly Tag[]): string[] {
  const positions = new Map(tags.map((tag) => [tag.slug, tag.position]));
  const position = (slug: string): number => positions.get(slug) ?? Number.MAX_SAFE_INTEGER;
  return [...new Set(slugs)].sort((a, b) => position(a) - position(b));
}

function newMark(id: string, note: string | null | undefined, { viewer, at }: Wisher) {
  return {
    id,
    author: { id: viewer.id, name: viewer.name },
    contributorIds: [viewer.id],
    state: "draft" as const,
    note: note?.trim() || null,
    verdicts: [],
    version: 0,
    createdAt: at,
    updatedAt: at,
  };
}

function foresee(action: "annotation.create" | "link.create", { viewer }: Wisher): void {
  if (!can({ userId: viewer.id, role: viewer.role }, action)) throw forbidden("Readers cannot mark or link passages.");
}

const never = (): string[] => [];
const exists = (current: Mark | undefined): boolean => current !== undefined;

/** Marks a passage. */
export function annotatePlan(id: string, documentId: string, wish: AnnotationWish, wisher: Wisher): Plan<Annotation> {
  foresee("annotation.create", wisher);
  const { anchor, tags, note = null, visibility = "team", paragraph = null } = wish;
  const shown: Annotation = { ...newMark(id, note, wisher), documentId, visibility, tags, anchor, paragraph, comments: [] };
  return {
    id,
    wished: { verb: "annotate", anchor, tags, note, visibility },
    show: (current) => current ?? shown,
    send: (api) => api<Annotation>("POST", `/documents/${documentId}/annotations`, { id, anchor, tags, note, visibility }),
    hasArrived: exists,
    conflicts: never,
  };
}

/** Links two passages. `ends` is how both look now; a link of which one end is unknown is shown when it is answered. */
export function linkPlan(id: string, workspaceId: string, wish: LinkWish, ends: { from?: LinkEnd; to?: LinkEnd }, wisher: Wisher): Plan<Link> {
  foresee("link.create", wisher);
  const { type, note = null } = wish;
  const { from, to } = ends;
  const shown: Link | undefined = from && to && { ...newMark(id, note, wisher), workspaceId, type, from, to };
  return {
    id,
    wished: { verb: "link", from: wish.from, to: wish.to, type, note },
    show: (current) => current ?? shown,
    send: (api) => api<Link>("POST", "/links", { id, from: sent(wish.from), to: sent(wish.to), type, note }),
    hasArrived: exists,
    conflicts: never,
  };
}

function sent({ shown: _, ...end }: LinkEndWish): object {
  return end;
}

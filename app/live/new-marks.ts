/**
 * New annotations and links, as plans: shown at once under an id made here, sent under the same id until answered.
 *
 * Called by the kinds of marks. What must stay true: the id is made once for each wish, so that a second sending of the
 * same wish is the same mark on the server; what is shown is only what is known here (the server fills in the rest).
 */
import type { Annotation, Link, LinkEnd } from "~/core/annotation/annotation.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import type { ErrandTo, LinkEndWish } from "./errand.ts";
import type { Plan } from "./mark-delivery.ts";
import type { StoreViewer } from "./mark-plans.ts";
import type { Mark } from "./mark-shelf.ts";

export type { LinkEndWish } from "./errand.ts";

/** Slugs in the order of the codebook, each once; unknown ones last. */
export function inCodebookOrder(slugs: readonly string[], tags: readonly Tag[]): string[] {
  const positions = new Map(tags.map((tag) => [tag.slug, tag.position]));
  const position = (slug: string): number => positions.get(slug) ?? Number.MAX_SAFE_INTEGER;
  return [...new Set(slugs)].sort((a, b) => position(a) - position(b));
}

function newMark(id: string, note: string | null, viewer: StoreViewer, at: string) {
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

const never = (): string[] => [];
const exists = (current: Mark | undefined): boolean => current !== undefined;

/** Marks a passage. */
export function annotatePlan(errand: ErrandTo<"annotate">, documentId: string, viewer: StoreViewer): Plan<Annotation> {
  const { id, anchor, tags, note = null, visibility = "team", paragraph = null } = errand;
  const shown: Annotation = { ...newMark(id, note, viewer, errand.at), documentId, visibility, tags, anchor, paragraph, comments: [] };
  return {
    id,
    wished: errand,
    show: (current) => current ?? shown,
    send: (api) => api<Annotation>("POST", `/documents/${documentId}/annotations`, { id, anchor, tags, note, visibility }),
    hasArrived: exists,
    conflicts: never,
  };
}

/** Links two passages. `ends` is how both look now; a link of which one end is unknown is shown when it is answered. */
export function linkPlan(errand: ErrandTo<"link">, workspaceId: string, ends: { from?: LinkEnd; to?: LinkEnd }, viewer: StoreViewer): Plan<Link> {
  const { id, type, note = null } = errand;
  const { from, to } = ends;
  const shown: Link | undefined = from && to && { ...newMark(id, note, viewer, errand.at), workspaceId, type, from, to };
  return {
    id,
    wished: errand,
    show: (current) => current ?? shown,
    send: (api) => api<Link>("POST", "/links", { id, from: sent(errand.from), to: sent(errand.to), type, note }),
    hasArrived: exists,
    conflicts: never,
  };
}

function sent({ shown: _, ...end }: LinkEndWish): object {
  return end;
}

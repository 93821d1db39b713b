/**
 * From what the queries answer to what the review page shows. Pure; called by the loader.
 * What must stay true: own work never becomes an entry.
 */
import type { OpenDocument, ReviewItem } from "~/context.ts";
import type { Annotation, Link, LinkEnd } from "~/core/annotation/annotation.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import { documentLabel } from "~/core/document/document.ts";
import { linkWords } from "./link-words.ts";
import { PassageReader, unplaced } from "./passage-reader.ts";
import type { ReviewBadge, ReviewEntry, ReviewPassage } from "./review-entry.ts";

export interface ReviewMaterial {
  items: readonly ReviewItem[];
  tags: readonly Tag[];
  /** The documents that could be opened. */
  documents: readonly Pick<OpenDocument, "document" | "blocks">[];
  /** All links of the documents in which annotations wait. */
  links: readonly Link[];
}

type Readers = ReadonlyMap<string, PassageReader>;

const LINK_COLOUR = "#1f5fa8";

export function reviewEntries({ items, tags, documents, links }: ReviewMaterial): ReviewEntry[] {
  const readers: Readers = new Map(
    documents.map(({ document, blocks }) => [document.id, new PassageReader(documentLabel(document), blocks)]),
  );
  return items.flatMap((item) => {
    if (item.own) return [];
    if (item.annotation) return [annotationEntry(item.annotation, item.documentLabel, tags, links, readers)];
    return item.link ? [linkEntry(item.link, readers)] : [];
  });
}

/** The ids of all documents that have to be opened to show these items. */
export function documentsToOpen(items: readonly ReviewItem[], links: readonly Link[]): string[] {
  const annotations = new Set(items.flatMap((item) => (item.own || !item.annotation ? [] : [item.annotation.id])));
  const shown = links.filter((link) => [link.from, link.to].some((end) => end.annotationId && annotations.has(end.annotationId)));
  const judged = items.flatMap((item) => (item.own || !item.link ? [] : [item.link]));
  const ends = [...shown, ...judged].flatMap((link) => [link.from.documentId, link.to.documentId]);
  return [...new Set([...items.filter((item) => !item.own).map((item) => item.documentId), ...ends])];
}

function annotationEntry(mark: Annotation, label: string, tags: readonly Tag[], links: readonly Link[], readers: Readers): ReviewEntry {
  const reader = readers.get(mark.documentId);
  const own: ReviewPassage = {
    ...(reader ? reader.show(mark.anchor) : unplaced(label, mark.anchor)),
    href: `/documents/${mark.documentId}?annotation=${mark.id}`,
    relation: null,
    relationNote: null,
  };
  const linked = links.flatMap((link) => {
    if (link.from.annotationId === mark.id) return [endPassage(link.to, readers, linkWords(link.type, true), link.note)];
    if (link.to.annotationId === mark.id) return [endPassage(link.from, readers, linkWords(link.type, false), link.note)];
    return [];
  });
  const badges = mark.tags.flatMap((slug) => tags.find((tag) => tag.slug === slug) ?? []);
  return {
    ...shared(mark),
    kind: "annotation",
    badges: badges.length > 0 ? badges.map(badgeOf) : [{ slug: "", code: "–", name: "No tag", colour: "#5c6068", meaning: "" }],
    passages: [own, ...linked],
    comments: mark.comments,
  };
}

function linkEntry(link: Link, readers: Readers): ReviewEntry {
  const name = `Link: ${linkWords(link.type)}`;
  return {
    ...shared(link),
    kind: "link",
    badges: [{ slug: "link", code: "LI", name, colour: LINK_COLOUR, meaning: "" }],
    passages: [endPassage(link.from, readers, null, null), endPassage(link.to, readers, linkWords(link.type), null)],
    comments: [],
  };
}

function shared(mark: Annotation | Link) {
  return { id: mark.id, version: mark.version, author: mark.author, note: mark.note, since: mark.updatedAt };
}

function badgeOf({ slug, code, name, colour, meaning }: Tag): ReviewBadge {
  return { slug, code, name, colour, meaning };
}

function endPassage(end: LinkEnd, readers: Readers, relation: string | null, relationNote: string | null): ReviewPassage {
  const reader = readers.get(end.documentId);
  const target = end.annotationId ? `?annotation=${end.annotationId}` : end.paragraph === null ? "" : `#p${end.paragraph}`;
  return {
    ...(reader ? reader.show(end.anchor) : unplaced(end.documentLabel, end.anchor)),
    href: `/documents/${end.documentId}${target}`,
    relation,
    relationNote,
  };
}

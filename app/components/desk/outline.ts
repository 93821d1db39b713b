/**
 * The outline of a document: its headings as nested sections with the paragraphs they hold, and which section a block
 * stands in. Pure; the loader makes it from blocks, the page makes it again from the text it shows when people type.
 */

import type { Annotation } from "~/core/annotation/annotation.ts";
import type { Block } from "~/core/document/block.ts";

/** What the outline needs of a block. `level` and `title` are of headings only. */
export interface OutlineBlock {
  id: string;
  level?: number;
  title?: string;
  number?: number;
}

export interface OutlineSection {
  /** The block of its heading. */
  id: string;
  title: string;
  /** 0 for the outermost sections. */
  depth: number;
  /** The section around it, as an index; null for the outermost. */
  parent: number | null;
  /** Numbered paragraphs in it, sections inside it included. */
  first: number | null;
  last: number | null;
}

/** The sections in reading order. */
export function outlineOf(blocks: readonly OutlineBlock[]): OutlineSection[] {
  const sections: OutlineSection[] = [];
  let open: { at: number; level: number }[] = [];
  for (const { id, level, title = "", number } of blocks) {
    if (level !== undefined) {
      open = open.filter((outer) => outer.level < level);
      sections.push({ id, title: title.trim(), depth: open.length, parent: open.at(-1)?.at ?? null, first: null, last: null });
      open.push({ at: sections.length - 1, level });
    } else if (number !== undefined) {
      for (const { at } of open) extend(sections[at], number);
    }
  }
  return sections;
}

function extend(section: OutlineSection | undefined, number: number): void {
  if (!section) return;
  section.first = Math.min(section.first ?? number, number);
  section.last = Math.max(section.last ?? number, number);
}

/** For each block, the index of the innermost section it stands in; blocks before the first heading have none. */
export function sectionsByBlock(blocks: readonly OutlineBlock[]): Map<string, number> {
  const found = new Map<string, number>();
  let current = -1;
  for (const block of blocks) {
    if (block.level !== undefined) current += 1;
    if (current >= 0) found.set(block.id, current);
  }
  return found;
}

export interface SectionMarks {
  total: number;
  /** Tag slugs with their number, the most frequent first. */
  tags: { slug: string; count: number }[];
}

/** The marks of each section, those of the sections inside it included. */
export function marksBySection(
  sections: readonly OutlineSection[],
  placed: ReadonlyMap<string, number>,
  marks: readonly { block: string; tags: readonly string[] }[],
): SectionMarks[] {
  const counts = sections.map(() => ({ total: 0, tags: new Map<string, number>() }));
  for (const mark of marks) {
    for (let at = placed.get(mark.block) ?? null; at !== null; at = sections[at]?.parent ?? null) {
      const section = counts[at];
      if (!section) break;
      section.total += 1;
      for (const slug of mark.tags.slice(0, 1)) section.tags.set(slug, (section.tags.get(slug) ?? 0) + 1);
    }
  }
  return counts.map(({ total, tags }) => ({
    total,
    tags: [...tags].map(([slug, count]) => ({ slug, count })).sort((a, b) => b.count - a.count),
  }));
}

/** "7", "7–12", or nothing. */
export function paragraphRange({ first, last }: OutlineSection): string {
  if (first === null) return "";
  return last === null || last === first ? String(first) : `${first}–${last}`;
}

/** What the outline needs of the blocks of a document. */
export function outlineBlocks(blocks: readonly Block[]): OutlineBlock[] {
  return blocks.map(({ id, kind, level = 1, text, number }) => (kind === "heading" ? { id, level, title: text } : { id, number }));
}

/** Annotations in the order of the blocks they begin in; those of blocks that are gone come last. */
export function inTextOrder(annotations: readonly Annotation[], blocks: readonly Block[]): Annotation[] {
  const order = new Map(blocks.map((block, nth) => [block.id, nth]));
  const place = ({ anchor }: Annotation): number => order.get(anchor.block) ?? blocks.length;
  return [...annotations].sort((a, b) => place(a) - place(b) || a.anchor.start - b.anchor.start);
}

/** As many blocks as the first window and the next ones show. */
const FIRST_BLOCKS = 60;

/** Ids of the blocks a page opens with. */
export function firstBlocks(blocks: readonly Block[]): string[] {
  return blocks.slice(0, FIRST_BLOCKS).map(({ id }) => id);
}

/** The same blocks as they stand in a text shown by the schema. */
export function blocksShownIn(text: ParentNode): OutlineBlock[] {
  return [...text.querySelectorAll<HTMLElement>("[data-block]")].map((element) => {
    const id = element.dataset.block ?? "";
    const heading = /^H([1-6])$/.exec(element.tagName);
    if (heading) return { id, level: Number(heading[1]) - 1, title: element.textContent };
    return element.dataset.number === undefined ? { id } : { id, number: Number(element.dataset.number) };
  });
}

/**
 * A text with marks in all the places where marks stand, in which every syllable occurs once, so that whatever becomes of
 * the text one can say which words were a mark's.
 *
 * Called by the anchor matrix. Promises: `marked` words are three to six words in a paragraph (start, middle, end), over two
 * paragraphs, in a heading, in an item of a list, in the cell of a table. With decoys, the same words stand once more at
 * the end of the document, each in a paragraph of its own that begins with "decoy"; half of their surroundings are alike.
 */
import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import { schema } from "~/core/document/schema.ts";

export const TARGETS = ["start", "middle", "end", "across", "heading", "item", "cell"] as const;
export type Target = (typeof TARGETS)[number];

const CONSONANTS = [..."bdfgklmnprstvz"];
const SYLLABLES = CONSONANTS.flatMap((first) => [..."aeiou"].flatMap((vowel) => CONSONANTS.map((last) => first + vowel + last)));

/** Words of two syllables, none of which comes twice. */
function words(from: number, count: number): string[] {
  // A stride, so that neighbours do not look alike.
  const syllable = (nth: number): string => SYLLABLES[(nth * 389) % SYLLABLES.length] ?? "";
  return Array.from({ length: count }, (_, nth) => syllable(2 * (from + nth)) + syllable(2 * (from + nth) + 1));
}

/** Every syllable of a text that is one of ours; what was typed in the tests is written in capitals. */
export function syllables(text: string): string[] {
  return [...text.matchAll(/[a-z]+/g)].flatMap(([run]) => run.match(/.{3}/g) ?? []);
}

const HEADING = words(0, 6);
const FIRST = words(10, 16);
const SECOND = words(30, 12);
const THIRD = words(45, 12);
const ITEMS = [words(60, 7), words(70, 7), words(80, 7)];
const CELLS = [words(90, 6), words(100, 6), words(110, 6), words(120, 6)];
/** Stays as it is; what is moved goes behind it. */
export const LAST = words(130, 10);

/** The words of each mark. */
export const MARKED: Record<Target, string[]> = {
  start: FIRST.slice(0, 3),
  middle: FIRST.slice(6, 10),
  end: FIRST.slice(13),
  across: [...SECOND.slice(9), ...THIRD.slice(0, 3)],
  heading: HEADING.slice(1, 4),
  item: (ITEMS[1] as string[]).slice(2, 5),
  cell: (CELLS[1] as string[]).slice(1, 4),
};

/** Where the mark's own block stands: the first word of it. */
export const FIRST_WORD: Record<Target, string> = {
  start: FIRST[0] as string, middle: FIRST[0] as string, end: FIRST[0] as string, across: THIRD[0] as string,
  heading: HEADING[0] as string, item: ITEMS[1]?.[0] as string, cell: CELLS[1]?.[0] as string,
};

const AROUND: Record<Target, [string[], string[]]> = {
  start: [HEADING.slice(-3), FIRST.slice(3, 8)],
  middle: [FIRST.slice(1, 6), FIRST.slice(10)],
  end: [FIRST.slice(9, 13), SECOND.slice(0, 4)],
  across: [SECOND.slice(4, 9), THIRD.slice(3, 8)],
  heading: [HEADING.slice(0, 1), HEADING.slice(4)],
  item: [ITEMS[1]?.slice(0, 2) ?? [], ITEMS[1]?.slice(5) ?? []],
  cell: [CELLS[1]?.slice(0, 1) ?? [], CELLS[1]?.slice(4) ?? []],
};

const text = (list: readonly string[]): Node[] => [schema.text(list.join(" "))];
const paragraph = (id: string, list: readonly string[]): Node => schema.node("paragraph", { id }, text(list));

/** The document; `decoys` says which side of their surroundings the decoys share with the marks. */
export function markedText(decoys: "before" | "after" | null): Node {
  const cell = (nth: number): Node => schema.node("table_cell", null, [paragraph(`cell${nth}`, CELLS[nth] ?? [])]);
  const row = (nth: number): Node => schema.node("table_row", null, [cell(nth), cell(nth + 1)]);
  const item = (list: string[], nth: number): Node => schema.node("list_item", null, [paragraph(`item${nth}`, list)]);
  return schema.node("doc", null, [
    schema.node("heading", { id: "h", level: 2 }, text(HEADING)),
    paragraph("p1", FIRST),
    paragraph("p2", SECOND),
    paragraph("p3", THIRD),
    schema.node("bullet_list", null, ITEMS.map(item)),
    paragraph("p4", words(150, 8)),
    schema.node("table", null, [row(0), row(2)]),
    paragraph("p5", LAST),
    ...(decoys ? TARGETS.map((target) => decoy(target, decoys)) : []),
  ]);
}

function decoy(target: Target, side: "before" | "after"): Node {
  const [before, after] = AROUND[target];
  const shared = side === "before" ? [...before, ...MARKED[target], "DECOY"] : ["DECOY", ...MARKED[target], ...after];
  return paragraph(`decoy-${target}`, ["DECOY", ...shared]);
}

/** Is this stretch of a document one of the decoys? */
export function isDecoy({ doc }: EditorState, from: number): boolean {
  return doc.resolve(from).parent.textContent.startsWith("DECOY");
}

/** The position before a word of ours, or behind it; -1 when it is gone. Decoys come last, so the first is meant. */
export function at({ doc }: EditorState, word: string | undefined, side: "before" | "behind" = "before"): number {
  let found = -1;
  doc.descendants((node, position) => {
    const inside = node.isText && word !== undefined ? (node.text ?? "").indexOf(word) : -1;
    if (found < 0 && inside >= 0) found = position + inside + (side === "behind" ? (word as string).length : 0);
  });
  return found;
}

/** Where the words of a mark stand, as long as nobody has touched them. */
export function rangeOf(state: EditorState, target: Target): { from: number; to: number } {
  return { from: at(state, MARKED[target][0]), to: at(state, MARKED[target].at(-1), "behind") };
}

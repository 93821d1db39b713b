/**
 * From a ProseMirror document to its blocks, and from draft blocks to a document.
 *
 * Called by: the server (API, exports, resolving anchors), the editor (positions), import. What must stay true: the
 * text of a block has one UTF-16 unit for each ProseMirror position in its textblock, so that offsets map one to one.
 */
import type { Node } from "prosemirror-model";
import type { Block, DraftBlock, Inline } from "./block.ts";
import { schema, TEXTBLOCKS } from "./schema.ts";

/** What stands in the text for an inline leaf: a break is a line feed, anything else the object replacement character. */
function leafText(node: Node): string {
  return node.type.name === "hard_break" ? "\n" : "\uFFFC";
}

/** The text of a textblock, one UTF-16 unit for each position inside it. */
function textblockText(node: Node): string {
  return node.textBetween(0, node.content.size, "", leafText);
}

/** A textblock in its place. `position` is the ProseMirror position before the node; its text starts at +1. */
export interface PlacedBlock extends Block {
  position: number;
}

/**
 * All blocks in reading order. Textblocks without an id (never made by us), or with one that stands further up already (two
 * people moved a block at once), get a positional one, `@N`.
 */
export function placedBlocks(doc: Node): PlacedBlock[] {
  const blocks: PlacedBlock[] = [];
  const taken = new Set<unknown>();
  doc.descendants((node, position, parent) => {
    if (!TEXTBLOCKS.has(node.type.name)) return true;
    const id = typeof node.attrs.id === "string" && !taken.has(node.attrs.id) ? node.attrs.id : `@${position}`;
    taken.add(id);
    blocks.push({ ...describe(node, parent), id, text: textblockText(node), position, ...cellOf(doc, position) });
    return false;
  });
  return blocks;
}

/** All blocks in reading order, as the API and exports know them. */
export function blocksOf(doc: Node): Block[] {
  return placedBlocks(doc).map(({ position: _, ...block }) => block);
}

function describe(node: Node, parent: Node | null): Omit<Block, "id" | "text"> {
  const { number, part, speaker, label, level } = node.attrs as Record<string, unknown>;
  const facts: Omit<Block, "id" | "text"> = { kind: node.type.name as Block["kind"] };
  if (typeof number === "number") facts.number = number;
  if (part === "concern" || part === "recommendation") facts.part = part;
  if (typeof speaker === "string") facts.speaker = speaker;
  if (typeof label === "string") facts.label = label;
  if (typeof level === "number" && (facts.kind === "heading" || facts.kind === "item")) facts.level = level;
  if (facts.kind === "paragraph" && parent?.type.name === "list_item") facts.kind = "item";
  return facts;
}

function cellOf(doc: Node, position: number): Pick<Block, "cell" | "kind"> | Record<string, never> {
  const place = doc.resolve(position);
  for (let depth = place.depth; depth > 0; depth -= 1) {
    const role = place.node(depth).type.spec.tableRole as string | undefined;
    if (role !== "cell" && role !== "header_cell") continue;
    const table = `table@${place.index(0)}`;
    return { kind: "table", cell: { table, row: place.index(depth - 2), column: place.index(depth - 1) } };
  }
  return {};
}

function inlineNodes(runs: readonly Inline[]): Node[] {
  return runs
    .filter((run) => run.text !== "")
    .map((run) => {
      const marks = [...(run.strong ? [schema.mark("strong")] : []), ...(run.em ? [schema.mark("em")] : [])];
      return schema.text(run.text, marks);
    });
}

/** A document from draft blocks; `makeId` is called once for each textblock. An empty list gives one empty paragraph. */
export function documentFromDrafts(drafts: readonly DraftBlock[], makeId: () => string): Node {
  const nodes = drafts.map((draft) => (draft.kind === "table" ? tableNode(draft, makeId) : textblock(draft, makeId)));
  return schema.node("doc", null, nodes.length > 0 ? nodes : [schema.node("paragraph", { id: makeId() })]);
}

function textblock(draft: DraftBlock, makeId: () => string): Node {
  const { number = null, part = null, speaker = null, label = null, level = 1 } = draft;
  const all: Record<string, unknown> = { id: makeId(), number, part, speaker, label, level };
  const type = schema.node(draft.kind).type;
  const wanted = Object.fromEntries(Object.keys(type.spec.attrs ?? {}).map((name) => [name, all[name] ?? null]));
  return type.create(wanted, inlineNodes(draft.inline));
}

function tableNode(draft: DraftBlock, makeId: () => string): Node {
  const width = Math.max(1, ...(draft.rows ?? []).map((cells) => cells.length));
  const cell = (text: string): Node =>
    schema.node("table_cell", null, [schema.node("paragraph", { id: makeId() }, inlineNodes([{ text }]))]);
  const rows = (draft.rows ?? [[]]).map((cells) =>
    schema.node("table_row", null, Array.from({ length: width }, (_, column) => cell(cells[column] ?? ""))),
  );
  return schema.node("table", null, rows);
}

/** For each block, the numbered paragraph it stands in: its own number, or the last one since a heading; null outside. */
export function paragraphNumbers(blocks: readonly Block[]): Map<string, number | null> {
  const numbers = new Map<string, number | null>();
  let current: number | null = null;
  for (const { id, kind, number } of blocks) {
    if (kind === "heading") current = null;
    if (number !== undefined) current = number;
    numbers.set(id, current);
  }
  return numbers;
}

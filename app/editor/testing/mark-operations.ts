/**
 * What people do to marked words and around them, as steps: between two steps others get the text.
 *
 * Called by the anchor matrix. What must stay true: what is typed is in capitals; operations that cannot be done to a
 * mark (a heading is in no list) are not listed for it.
 */
import { baseKeymap, lift, toggleMark, wrapIn } from "prosemirror-commands";
import type { MarkType, Node, NodeType } from "prosemirror-model";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { Fragment, Slice } from "prosemirror-model";
import { TextSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import { addColumnAfter, addColumnBefore, addRowBefore, CellSelection, mergeCells } from "prosemirror-tables";
import { schema } from "~/core/document/schema.ts";
import { makeBlocks } from "../typing.ts";
import type { HeadlessEditor } from "./headless-editor.ts";
import { at, FIRST_WORD, LAST, MARKED, rangeOf, TARGETS, type Target } from "./marked-text.ts";

type Step = (editor: HeadlessEditor, target: Target, before: Node) => void;

export interface Operation {
  name: string;
  targets: readonly Target[];
  steps: readonly Step[];
}

const nodes = schema.nodes as Record<"heading" | "blockquote" | "bullet_list" | "list_item" | "paragraph", NodeType>;
const IN_PARAGRAPH: readonly Target[] = ["start", "middle", "end", "across"];
const IN_TEXT: readonly Target[] = [...IN_PARAGRAPH, "heading"];

const change = (make: (state: EditorState, target: Target) => Transaction): Step => (editor, target) => {
  editor.history.stopCapturing();
  editor.dispatch(make(editor.state, target));
};
/** Runs a command with the selection where `select` says. */
const command = (run: Command, select: (state: EditorState, target: Target) => [number, number?]): Step => (editor, target) => {
  editor.history.stopCapturing();
  const { doc, tr } = editor.state;
  const [from, to = from] = select(editor.state, target);
  editor.dispatch(tr.setSelection(TextSelection.create(doc, from, to)));
  if (!editor.run(run)) throw new Error("the command does nothing here");
};
const key = (name: "Enter" | "Backspace"): Command => baseKeymap[name] as Command;
const inside = (state: EditorState, target: Target): number => at(state, MARKED[target][1]);
const whole = (state: EditorState, target: Target): [number, number] => [rangeOf(state, target).from, rangeOf(state, target).to];
const type = (words: string, where: (state: EditorState, target: Target) => number): Step =>
  change((state, target) => state.tr.insertText(words, where(state, target)));
const undo: Step = (editor) => void editor.press("Mod-z");

const deleteAll = change((state, target) => state.tr.delete(...whole(state, target)));
const enterInside = command(key("Enter"), (state, target) => [inside(state, target)]);
const backspaceHere = command(key("Backspace"), (state, target) => [inside(state, target)]);
/** At the start of the mark's block; of a mark over two blocks, the second. */
const atBlockStart = (state: EditorState, target: Target): [number] => [at(state, FIRST_WORD[target])];

/** The top block of a mark's words, as [from, to). */
function blockOf(state: EditorState, target: Target): { from: number; to: number; node: Node } {
  const place = state.doc.resolve(at(state, FIRST_WORD[target]));
  return { from: place.before(1), to: place.after(1), node: place.node(1) };
}

const behindLast = (doc: Node, state: EditorState): number => {
  let found = 0;
  doc.forEach((node, offset) => {
    if (node.textContent.startsWith(LAST[0] as string)) found = offset + node.nodeSize;
  });
  return found || state.doc.content.size;
};

const moveBlock = (to: "up" | "down"): Step => change((state, target) => {
  const { from, to: end, node } = blockOf(state, target);
  const tr = state.tr.delete(from, end);
  return tr.insert(to === "up" ? 0 : behindLast(tr.doc, state), node);
});
/** A block as it comes from the clipboard: without the id. */
function pasted(node: Node): Node {
  return node.isTextblock ? node.type.create({ ...node.attrs, id: null }, node.content) : node.copy(Fragment.from(node.content.content.map(pasted)));
}
let clipboard: Node | Slice | null = null;
const cutBlock: Step = change((state, target) => {
  const { from, to, node } = blockOf(state, target);
  clipboard = pasted(node);
  return state.tr.delete(from, to);
});
const pasteBlock = (top: boolean): Step => change((state) => state.tr.insert(top ? 0 : behindLast(state.doc, state), clipboard as Node));
const cutWords: Step = change((state, target) => {
  const [from, to] = whole(state, target);
  clipboard = state.doc.slice(from, to);
  return state.tr.delete(from, to);
});
const pasteWords: Step = change((state) => state.tr.insertText(" ", at(state, LAST[4], "behind")).replace(at(state, LAST[4], "behind") + 1, undefined, clipboard as Slice));

const twoParagraphs = new Slice(Fragment.from(["ONE TWO", "THREE FOUR"].map((words) => nodes.paragraph.create(null, schema.text(words)))), 1, 1);
const pasteTwo: Step = change((state, target) => state.tr.replace(inside(state, target), undefined, twoParagraphs));
const moveItem: Step = change((state, target) => {
  const place = state.doc.resolve(at(state, MARKED[target][0]));
  const [from, to, node] = [place.before(2), place.after(2), place.node(2)];
  return state.tr.delete(from, to).insert(place.before(1) + 1, node);
});
const mergeRow = (editor: HeadlessEditor, target: Target): void => {
  const place = editor.state.doc.resolve(at(editor.state, MARKED[target][0]));
  const row = place.start(place.depth - 2);
  const cells = CellSelection.create(editor.state.doc, row, row + (place.node(place.depth - 2).firstChild?.nodeSize ?? 0));
  editor.dispatch(editor.state.tr.setSelection(cells));
  if (!editor.run(mergeCells)) throw new Error("the cells do not merge");
};
/** Replaces all of the text by what it was. */
const restore: Step = (editor, _, before) => editor.dispatch(editor.state.tr.replaceWith(0, editor.state.doc.content.size, before.content));

const operation = (name: string, targets: readonly Target[], ...steps: Step[]): Operation => ({ name, targets, steps });
const caret = (state: EditorState, target: Target): [number] => [inside(state, target)];

export const OPERATIONS: readonly Operation[] = [
  operation("type before", TARGETS, type("NEW ", (state, target) => rangeOf(state, target).from)),
  operation("type inside", TARGETS, type("NEW ", inside)),
  operation("type much inside", TARGETS, type("NEW WORDS HERE ".repeat(8), inside)),
  operation("type after", TARGETS, type(" NEW", (state, target) => rangeOf(state, target).to)),
  operation("delete inside", TARGETS, change((state, target) => state.tr.delete(inside(state, target), inside(state, target) + (MARKED[target][1]?.length ?? 0) + 1))),
  operation("delete the end of it and on", IN_PARAGRAPH.slice(0, 2), change((state, target) => state.tr.delete(at(state, MARKED[target].at(-1)), rangeOf(state, target).to + 14))),
  operation("delete all", TARGETS, deleteAll),
  operation("delete all, undo", TARGETS, deleteAll, undo),
  operation("delete its block, undo", IN_TEXT, cutBlock, undo),
  operation("Enter inside", TARGETS, enterInside),
  operation("Enter in a word", TARGETS, command(key("Enter"), (state, target) => [inside(state, target) + 3])),
  operation("Enter at its start", TARGETS, command(key("Enter"), (state, target) => [rangeOf(state, target).from])),
  operation("Enter, Backspace", ["start", "middle", "end", "across", "heading", "cell"], enterInside, backspaceHere),
  operation("join with the block before", IN_PARAGRAPH, command(key("Backspace"), atBlockStart)),
  operation("heading and back", IN_PARAGRAPH, command(makeBlocks(nodes.heading, { level: 1 }), caret), command(makeBlocks(nodes.paragraph), caret)),
  operation("heading", IN_PARAGRAPH, command(makeBlocks(nodes.heading, { level: 1 }), caret)),
  operation("quote", IN_TEXT, command(wrapIn(nodes.blockquote), caret)),
  operation("quote and lift", IN_TEXT, command(wrapIn(nodes.blockquote), caret), command(lift, caret)),
  operation("list", IN_PARAGRAPH, command(wrapInList(nodes.bullet_list), caret)),
  operation("list and lift", IN_PARAGRAPH, command(wrapInList(nodes.bullet_list), caret), command(liftListItem(nodes.list_item), caret)),
  operation("lift out of the list", ["item"], command(liftListItem(nodes.list_item), caret)),
  operation("move the block up", IN_TEXT, moveBlock("up")),
  operation("move the block down", IN_TEXT, moveBlock("down")),
  operation("cut the block, paste it above", IN_TEXT, cutBlock, pasteBlock(true)),
  operation("cut the block, paste it below", IN_TEXT, cutBlock, pasteBlock(false)),
  operation("cut the words, paste them elsewhere", TARGETS, cutWords, pasteWords),
  operation("paste two paragraphs inside", TARGETS, pasteTwo),
  operation("bold", TARGETS, command(toggleMark(schema.marks.strong as MarkType), whole)),
  operation("bold, half of it", TARGETS, command(toggleMark(schema.marks.strong as MarkType), (state, target) => [inside(state, target), rangeOf(state, target).to])),
  operation("replace all", TARGETS, change((state) => state.tr.replaceWith(0, state.doc.content.size, nodes.paragraph.create(null, schema.text("ALL NEW"))))),
  operation("overtype with the same words", TARGETS, (editor, target) => editor.dispatch(editor.state.tr.insertText(MARKED[target].join(" "), ...whole(editor.state, target)))),
  operation("overtype with others", TARGETS, change((state, target) => state.tr.insertText("WHOLLY OTHER", ...whole(state, target)))),
  operation("row above", ["cell"], command(addRowBefore, caret)),
  operation("column before", ["cell"], command(addColumnBefore, caret)),
  operation("column after", ["cell"], command(addColumnAfter, caret)),
  operation("merge cells", ["cell"], mergeRow),
  operation("move the item up", ["item"], moveItem),
  operation("delete inside, restore an earlier version", TARGETS, change((state, target) => state.tr.delete(inside(state, target), rangeOf(state, target).to)), restore),
  operation("delete its block, restore an earlier version", IN_TEXT, cutBlock, restore),
];

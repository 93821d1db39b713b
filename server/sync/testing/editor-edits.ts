/**
 * What people do in an editor, each as one random edit: typing, structure, lists, tables, pasting, moving, formatting.
 *
 * Called by the simulation of editors. What must stay true: every choice comes from the chance handed in; an edit that
 * makes no sense where the caret is does nothing, as the key would.
 */
import {
  chainCommands, deleteSelection, joinBackward, joinForward, lift, splitBlock, toggleMark, wrapIn,
} from "prosemirror-commands";
import type { MarkType, Node, NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { NodeSelection, TextSelection, type Command, type EditorState } from "prosemirror-state";
import {
  addColumnAfter, addRowAfter, CellSelection, deleteColumn, deleteRow, deleteTable, mergeCells, splitCell, TableMap,
} from "prosemirror-tables";
import { schema } from "../../../app/core/document/schema.ts";
import type { HeadlessEditor } from "../../../app/editor/testing/headless-editor.ts";
import { makeBlocks } from "../../../app/editor/typing.ts";
import type { Chance } from "./simulated-world.ts";

type NodeName = "paragraph" | "heading" | "blockquote" | "bullet_list" | "ordered_list" | "list_item" | "hard_break" | "table" | "table_row" | "table_cell";

const nodes = schema.nodes as Record<NodeName, NodeType>;
const WORDS = ["law", "State ", "é", "\u{1F642}", " ", "the Committee", "x", "\u0644\u062C\u0646\u0629 "];

/** A place between two characters; never inside one that takes two units. */
function place(doc: Node, chance: Chance): number {
  const at = TextSelection.near(doc.resolve(chance.below(doc.content.size + 1))).$from;
  const next = at.parent.textBetween(at.parentOffset, Math.min(at.parentOffset + 1, at.parent.content.size), undefined, " ");
  return /^[\uDC00-\uDFFF]/.test(next) ? at.pos - 1 : at.pos;
}

function select(editor: HeadlessEditor, chance: Chance, reach: number): void {
  const { doc } = editor.state;
  const from = place(doc, chance);
  const to = reach === 0 ? from : place(doc.cut(0, Math.min(doc.content.size, from + chance.below(reach))), chance);
  const head = to > from && to - from <= reach && to <= doc.content.size ? to : from;
  editor.dispatch(editor.state.tr.setSelection(TextSelection.between(doc.resolve(from), doc.resolve(head))));
}

/** Two cells of the table the caret is in. */
function selectCells(state: EditorState): CellSelection | null {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type !== nodes.table_row) continue;
    const row = $from.node(depth);
    const start = $from.start(depth);
    const first = row.firstChild;
    return first && row.childCount > 1 ? CellSelection.create(state.doc, start, start + first.nodeSize) : null;
  }
  return null;
}

const inCells = (command: Command): Command => (state, dispatch) => {
  const cells = selectCells(state);
  return cells !== null && command(state.apply(state.tr.setSelection(cells)), (change) => {
    const mine = state.tr;
    change.steps.forEach((step) => mine.step(step));
    dispatch?.(mine);
  });
};

/** Of tables whose rows have become uneven (by undo, or two people at once) prosemirror-tables makes nothing. */
const inSoundTable = (command: Command): Command => (state, dispatch) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type === nodes.table) return TableMap.get($from.node(depth)).problems === null && command(state, dispatch);
  }
  return false;
};

const insertTable: Command = (state, dispatch) => {
  const cell = (): Node => nodes.table_cell.create(null, nodes.paragraph.create());
  const row = (): Node => nodes.table_row.create(null, [cell(), cell()]);
  const { $from } = state.selection;
  if ($from.depth !== 1) return false;
  dispatch?.(state.tr.insert($from.after(1), nodes.table.create(null, [row(), row()])));
  return true;
};

function type(chance: Chance): Command {
  return (state, dispatch) => {
    dispatch?.(state.tr.insertText(chance.pick(WORDS)));
    return true;
  };
}

/** Copies the selection to another place; `cut` takes it away there. */
function carry(chance: Chance, cut: boolean): Command {
  return (state, dispatch) => {
    const { from, to, empty } = state.selection;
    if (empty) return false;
    const change = state.tr;
    const slice = state.doc.slice(from, to);
    if (cut) change.delete(from, to);
    const at = place(change.doc, chance);
    dispatch?.(change.replaceRange(at, at, slice));
    return true;
  };
}

/** Takes a block out and puts it in between two others. */
function moveBlock(chance: Chance): Command {
  return (state, dispatch) => {
    const { doc } = state;
    if (doc.childCount < 2) return false;
    const index = chance.below(doc.childCount);
    const block = doc.child(index);
    const at = offsetOf(doc, index);
    const change = state.tr.delete(at, at + block.nodeSize);
    dispatch?.(change.insert(offsetOf(change.doc, chance.below(change.doc.childCount + 1)), block));
    return true;
  };
}

function offsetOf(doc: Node, index: number): number {
  let offset = 0;
  for (let before = 0; before < index; before += 1) offset += doc.child(before).nodeSize;
  return offset;
}

const deleteBlock: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if (state.doc.childCount < 3 || $from.depth === 0) return false;
  return deleteSelection(state.apply(state.tr.setSelection(NodeSelection.create(state.doc, $from.before(1)))), dispatch && (() => {
    dispatch(state.tr.delete($from.before(1), $from.after(1)));
  }));
};

const breakLine: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()));
  return true;
};

interface Edit {
  weight: number;
  /** How far the selection reaches at most; 0 is a caret. */
  reach: number;
  command: (chance: Chance) => Command;
}

const edit = (weight: number, reach: number, command: (chance: Chance) => Command): Edit => ({ weight, reach, command });

const EDITS: readonly Edit[] = [
  edit(30, 0, type),
  edit(6, 6, type),
  edit(8, 10, () => deleteSelection),
  edit(3, 60, () => deleteSelection),
  edit(10, 0, () => chainCommands(splitListItem(nodes.list_item), splitBlock)),
  edit(6, 0, () => joinBackward),
  edit(3, 0, () => joinForward),
  edit(3, 30, () => wrapIn(nodes.blockquote)),
  edit(4, 10, () => lift),
  edit(4, 30, () => wrapInList(nodes.bullet_list)),
  edit(2, 30, () => wrapInList(nodes.ordered_list)),
  edit(3, 0, () => sinkListItem(nodes.list_item)),
  edit(3, 0, () => liftListItem(nodes.list_item)),
  edit(3, 20, (chance) => makeBlocks(nodes.heading, { level: 1 + chance.below(3) })),
  edit(2, 20, () => makeBlocks(nodes.paragraph)),
  edit(2, 0, () => insertTable),
  edit(2, 0, () => inSoundTable(addRowAfter)),
  edit(2, 0, () => inSoundTable(addColumnAfter)),
  edit(1, 0, () => inSoundTable(deleteRow)),
  edit(1, 0, () => inSoundTable(deleteColumn)),
  edit(1, 0, () => inSoundTable(deleteTable)),
  edit(1, 0, () => inSoundTable(inCells(mergeCells))),
  edit(1, 0, () => inSoundTable(splitCell)),
  edit(5, 40, (chance) => carry(chance, false)),
  edit(4, 40, (chance) => carry(chance, true)),
  edit(4, 0, moveBlock),
  edit(3, 0, () => deleteBlock),
  edit(6, 12, (chance) => toggleMark(schema.marks[chance.pick(["strong", "em"])] as MarkType)),
  edit(2, 0, () => breakLine),
];
const WEIGHT = EDITS.reduce((sum, { weight }) => sum + weight, 0);
const UNDONE = 0.045;
const REDONE = 0.07;

/** One edit, somewhere; of a hundred seven undo or redo what this person did. */
export function editSomewhere(editor: HeadlessEditor, chance: Chance): void {
  const kind = chance.next();
  if (kind < REDONE) {
    editor.press(kind < UNDONE ? "Mod-z" : "Mod-y");
    return;
  }
  if (chance.happens(0.6)) editor.history.stopCapturing();
  let rest = chance.below(WEIGHT);
  const chosen = EDITS.find(({ weight }) => (rest -= weight) < 0) as Edit;
  select(editor, chance, chosen.reach);
  editor.run(chosen.command(chance));
}

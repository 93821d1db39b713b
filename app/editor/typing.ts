/**
 * What makes an open document pleasant to type in: keys, rules for what is typed at the start of a line, a placeholder.
 *
 * Plugins of open documents. Promises: undo takes back this person's own changes only; changing the kind of a block
 * keeps its id, so that marks in it hold. What must stay true: everything made here is in the schema; ids of new blocks
 * are made by block-ids.ts.
 */
import { baseKeymap, chainCommands, exitCode, toggleMark, wrapIn } from "prosemirror-commands";
import { InputRule, inputRules, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { Attrs, MarkType, NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { Plugin, type Command } from "prosemirror-state";
import { goToNextCell } from "prosemirror-tables";
import { Decoration, DecorationSet } from "prosemirror-view";
import { yUndoPlugin } from "y-prosemirror";
import { schema } from "~/core/document/schema.ts";
import { keepingOthersWords } from "./undo-filter.ts";
import { redo, undo, type UndoFailure } from "./undo.ts";

const { paragraph, heading, blockquote, bullet_list: bulletList, ordered_list: orderedList, list_item: listItem, hard_break: hardBreak } =
  schema.nodes as Record<"paragraph" | "heading" | "blockquote" | "bullet_list" | "ordered_list" | "list_item" | "hard_break", NodeType>;

const { strong, em } = schema.marks as Record<"strong" | "em", MarkType>;

/** Makes the selected blocks another kind; their ids stay, so that marks in them hold. */
export function makeBlocks(type: NodeType, attributes: Attrs = {}): Command {
  return (state, dispatch) => {
    const { from, to } = state.selection;
    const change = state.tr.setBlockType(from, to, type, (node) => ({ id: node.attrs.id as string | null, ...attributes }));
    if (!change.docChanged) return false;
    dispatch?.(change.scrollIntoView());
    return true;
  };
}

const breakLine: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(hardBreak.create()).scrollIntoView());
  return true;
};

/** Keys of an open document, with the base keys of ProseMirror behind them. */
function keys(onUndoFailure: UndoFailure): Plugin[] {
  const own: Record<string, Command> = {
    "Mod-b": toggleMark(strong),
    "Mod-i": toggleMark(em),
    "Mod-z": undo(onUndoFailure),
    "Mod-y": redo(onUndoFailure),
    "Mod-Shift-z": redo(onUndoFailure),
    "Mod-Alt-0": makeBlocks(paragraph),
    "Mod-Alt-1": makeBlocks(heading, { level: 1 }),
    "Mod-Alt-2": makeBlocks(heading, { level: 2 }),
    "Mod-Alt-3": makeBlocks(heading, { level: 3 }),
    "Mod-Shift-7": wrapInList(orderedList),
    "Mod-Shift-8": wrapInList(bulletList),
    "Mod-Shift-9": wrapIn(blockquote),
    Enter: splitListItem(listItem),
    "Shift-Enter": chainCommands(exitCode, breakLine),
    "Mod-]": sinkListItem(listItem),
    "Mod-[": liftListItem(listItem),
    // Only where Tab has a meaning in the text; elsewhere it leaves the editor, as people without a mouse expect.
    Tab: chainCommands(goToNextCell(1), sinkListItem(listItem)),
    "Shift-Tab": chainCommands(goToNextCell(-1), liftListItem(listItem)),
  };
  return [keymap(own), keymap(baseKeymap)];
}

/** "# " to "### " at the start of a block. */
const headingRule = new InputRule(/^(#{1,3})\s$/, (state, match, start, end) => {
  const place = state.doc.resolve(start);
  if (!place.node(-1).canReplaceWith(place.index(-1), place.indexAfter(-1), heading)) return null;
  const { id } = place.parent.attrs as { id: string | null };
  return state.tr.delete(start, end).setBlockType(start, start, heading, { id, level: match[1]?.length ?? 1 });
});

function rules(): Plugin {
  return inputRules({
    rules: [
      headingRule,
      wrappingInputRule(/^\s*[-*]\s$/, bulletList),
      wrappingInputRule(/^(\d{1,3})\.\s$/, orderedList, (match) => ({ order: Number(match[1]) }), joinsOn),
      wrappingInputRule(/^>\s$/, blockquote),
    ],
  });
}

/** "3. " right behind a list that ends with 2 goes on with that list. */
function joinsOn(match: RegExpMatchArray, list: { childCount: number; attrs: Attrs }): boolean {
  return list.childCount + (list.attrs.order as number) === Number(match[1]);
}

/** A grey line in a document without words. */
function placeholder(text: string): Plugin {
  return new Plugin({
    props: {
      decorations: ({ doc }) => {
        const only = doc.childCount === 1 ? doc.firstChild : null;
        if (!only?.isTextblock || only.content.size > 0) return null;
        return DecorationSet.create(doc, [Decoration.node(0, only.nodeSize, { class: "is-empty", "data-placeholder": text })]);
      },
    },
  });
}

/** All plugins of typing. They have to come after the binding to Yjs. `onUndoFailure` is told when a step could not be taken back. */
export function typing(placeholderText: string, onUndoFailure: UndoFailure): Plugin[] {
  return [yUndoPlugin() as Plugin, keepingOthersWords(), rules(), ...keys(onUndoFailure), placeholder(placeholderText)];
}

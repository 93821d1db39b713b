import { wrapIn } from "prosemirror-commands";
import type { NodeType } from "prosemirror-model";
import { wrapInList } from "prosemirror-schema-list";
import { TextSelection } from "prosemirror-state";
import { yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { schema } from "~/core/document/schema.ts";
import { FRAGMENT } from "~/core/live/protocol.ts";
import { HeadlessEditor } from "./testing/headless-editor.ts";
import { makeBlocks } from "./typing.ts";

let editor: HeadlessEditor;
let failures: unknown[];

beforeEach(() => {
  const ydoc = new Y.Doc();
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.setAttribute("id", "b1");
  paragraph.insert(0, [new Y.XmlText("The Committee")]);
  ydoc.getXmlFragment(FRAGMENT).insert(0, [paragraph]);
  failures = [];
  editor = new HeadlessEditor(ydoc, (error) => failures.push(error));
});

/** Types at the end of the last block, as a step of its own. */
function type(words: string): void {
  editor.history.stopCapturing();
  const { tr, doc } = editor.state;
  editor.dispatch(tr.setSelection(TextSelection.atEnd(doc)).insertText(words));
}

const text = (): string => editor.state.doc.textContent;

/** The text as somebody reads it who opens it now. */
function reloaded(): string {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(editor.ydoc));
  return yXmlFragmentToProseMirrorRootNode(ydoc.getXmlFragment(FRAGMENT), schema).textContent;
}

/** The next undo fails in the middle of Yjs's own work, after it has begun to change the text. */
function failNextUndo(): void {
  const { history } = editor;
  const filter = history.deleteFilter;
  history.deleteFilter = () => {
    history.deleteFilter = filter;
    throw new TypeError("Cannot read properties of undefined (reading '_item')");
  };
}

describe("undo and redo", () => {
  test("take back and make again what this person did", () => {
    type(" notes");
    expect(editor.press("Mod-z")).toBe(true);
    expect(text()).toBe("The Committee");
    editor.press("Mod-y");
    expect(text()).toBe("The Committee notes");
    expect(failures).toEqual([]);
  });

  test("an undo that fails is told, loses no word, and the key is taken all the same", () => {
    type(" notes");
    failNextUndo();
    expect(editor.press("Mod-z")).toBe(true);
    expect(failures).toHaveLength(1);
    expect(text()).toBe("The Committee notes");
    expect(reloaded()).toBe(text());
  });

  test("after an undo that has failed one types on, and undoes what came before it", () => {
    type(" notes");
    type(" with concern");
    failNextUndo();
    editor.press("Mod-z");
    type(".");
    expect(text()).toBe("The Committee notes with concern.");
    expect(reloaded()).toBe(text());
    editor.press("Mod-z");
    editor.press("Mod-z");
    expect(text()).toBe("The Committee with concern");
    expect(reloaded()).toBe(text());
    expect(failures).toHaveLength(1);
  });

  test("what was restored before the failure stays, in the editor as in the shared text", () => {
    type(" notes");
    editor.history.stopCapturing();
    // One step that deletes and writes: its undo restores first, and fails when it comes to taking away.
    editor.dispatch(editor.state.tr.insertText("welcomed", 15, 20));
    expect(text()).toBe("The Committee welcomed");
    failNextUndo();
    editor.press("Mod-z");
    expect(failures).toHaveLength(1);
    expect(text()).toContain("notes");
    expect(text()).toContain("welcomed");
    expect(reloaded()).toBe(text());
  });
});

describe("undo, with somebody else in the text", () => {
  /** A second person with the text as it is now. */
  function visitor(): HeadlessEditor {
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(editor.ydoc));
    return new HeadlessEditor(ydoc);
  }

  function bring(from: HeadlessEditor, to: HeadlessEditor): void {
    Y.applyUpdate(to.ydoc, Y.encodeStateAsUpdate(from.ydoc, Y.encodeStateVector(to.ydoc)), "server");
  }

  test.each([
    ["a heading", makeBlocks(schema.nodes.heading as NodeType, { level: 1 })],
    ["a quotation", wrapIn(schema.nodes.blockquote as NodeType)],
    ["a list", wrapInList(schema.nodes.bullet_list as NodeType)],
  ])("of %s keeps the words that were typed into it meanwhile", (_, change) => {
    editor.run(change);
    const other = visitor();
    const { tr, doc } = other.state;
    other.dispatch(tr.setSelection(TextSelection.atEnd(doc)).insertText(" regrets"));
    bring(other, editor);
    expect(text()).toBe("The Committee regrets");
    expect(editor.press("Mod-z")).toBe(true);
    expect(text()).toContain(" regrets");
    expect(text()).toContain("The Committee");
    bring(editor, other);
    expect(other.state.doc.textContent).toBe(text());
    expect(reloaded()).toBe(text());
  });

  test("takes one's own words out of the middle of another's", () => {
    type(" notes");
    const other = visitor();
    const { tr } = other.state;
    other.dispatch(tr.insertText("(as others do) ", 15));
    bring(other, editor);
    expect(text()).toBe("The Committee (as others do) notes");
    editor.press("Mod-z");
    expect(text()).toBe("The Committee(as others do) ");
    bring(editor, other);
    expect(other.state.doc.textContent).toBe(text());
  });
});

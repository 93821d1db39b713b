/**
 * Guards the patch of y-prosemirror (patches/y-prosemirror+*.patch): stock, each editor deletes from the text what it
 * can't show at this moment, for everybody, with the words in it. The server repairs it instead (server/sync/repair.ts).
 */
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { FRAGMENT } from "~/core/live/protocol.ts";
import { HeadlessEditor } from "./testing/headless-editor.ts";

function element(name: string, ...children: (Y.XmlElement | string)[]): Y.XmlElement {
  const made = new Y.XmlElement(name);
  made.insert(0, children.map((child) => (typeof child === "string" ? new Y.XmlText(child) : child)));
  return made;
}

const item = (doc: Y.Doc): Y.XmlElement => (doc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlElement;

/** The same text twice. */
function twoCopies(): [Y.Doc, Y.Doc] {
  const [one, other] = [new Y.Doc(), new Y.Doc()];
  one.getXmlFragment(FRAGMENT).insert(0, [element("bullet_list", element("list_item", element("paragraph", "one"))), element("paragraph", "after")]);
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
  return [one, other];
}

describe("what an editor can't show at this moment", () => {
  it("stays in the text, and is shown when it has been repaired", () => {
    const [watched, elsewhere] = twoCopies();
    const editor = new HeadlessEditor(watched);
    item(watched).insert(1, [element("bullet_list", element("list_item", element("paragraph", "mine")))]);
    expect(editor.state.doc.textContent).toBe("onemineafter");
    const before = Y.encodeStateVector(elsewhere);
    item(elsewhere).delete(0, 1);
    Y.applyUpdate(watched, Y.encodeStateAsUpdate(elsewhere, before), "server");
    expect(editor.state.doc.textContent).toBe("after");
    expect(watched.getXmlFragment(FRAGMENT).toJSON()).toContain("mine");
    watched.transact(() => item(watched).insert(0, [element("paragraph")]), "server");
    expect(editor.state.doc.textContent).toBe("mineafter");
    expect(() => editor.state.doc.check()).not.toThrow();
    editor.destroy();
  });
});

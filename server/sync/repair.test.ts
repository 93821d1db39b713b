import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { FRAGMENT } from "../../app/core/live/protocol.ts";
import { documentFromUpdates } from "./apply-server-edit.ts";
import { Replica } from "./replica.ts";

type Child = Y.XmlElement | string;

function element(name: string, ...children: Child[]): Y.XmlElement {
  const made = new Y.XmlElement(name);
  made.insert(0, children.map((child) => (typeof child === "string" ? new Y.XmlText(child) : child)));
  return made;
}

const paragraph = (words: string): Y.XmlElement => element("paragraph", words);

/** The same text, changed by two people who do not see each other, and what the server makes of both. */
function together(first: Y.XmlElement, one: (root: Y.XmlElement) => void, other: (root: Y.XmlElement) => void): { replica: Replica; rows: Uint8Array[] } {
  const seed = new Y.Doc();
  seed.getXmlFragment(FRAGMENT).insert(0, [first, paragraph("after")]);
  const state = Y.encodeStateAsUpdate(seed);
  const replica = Replica.from([state]);
  const changes = [one, other].map((change) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state);
    const before = Y.encodeStateVector(doc);
    doc.transact(() => change(doc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement));
    return Y.encodeStateAsUpdate(doc, before);
  });
  const rows = changes.flatMap((change) => replica.apply(change));
  replica.repair();
  return { replica, rows: [state, ...rows, ...replica.takeOwn()] };
}

const child = (parent: Y.XmlElement, at: number): Y.XmlElement => parent.get(at) as Y.XmlElement;

describe("what two people break together", () => {
  test("a quote of which each has deleted one half goes", () => {
    const quote = element("blockquote", paragraph("one"), paragraph("two"));
    const { replica, rows } = together(quote, (root) => root.delete(0, 1), (root) => root.delete(1, 1));
    expect(replica.doc.getXmlFragment(FRAGMENT).toJSON()).toBe("<paragraph>after</paragraph>");
    expect(documentFromUpdates(rows).textContent).toBe("after");
    expect(() => documentFromUpdates(rows).check()).not.toThrow();
  });

  test("so does a list whose last item goes with it", () => {
    const list = element("bullet_list", element("list_item", paragraph("one"), paragraph("two")));
    const { replica } = together(list, (root) => child(root, 0).delete(0, 1), (root) => child(root, 0).delete(1, 1));
    expect(replica.doc.getXmlFragment(FRAGMENT).toJSON()).toBe("<paragraph>after</paragraph>");
  });

  test("an item that has lost its first paragraph gets an empty one, and keeps the words of the other person", () => {
    const list = element("bullet_list", element("list_item", paragraph("one")));
    const { replica, rows } = together(
      list,
      (root) => child(root, 0).delete(0, 1),
      (root) => child(root, 0).insert(1, [element("bullet_list", element("list_item", paragraph("mine")))]),
    );
    expect(documentFromUpdates(rows).textContent).toBe("mineafter");
    expect(() => documentFromUpdates(rows).check()).not.toThrow();
    expect(replica.doc.getXmlFragment(FRAGMENT).toJSON()).toMatch(/<list_item><paragraph id="[0-9a-f-]{36}"><\/paragraph><bullet_list>/);
  });

  test("what is sound stays as it is, and nothing is written", () => {
    const quote = element("blockquote", paragraph("one"), paragraph("two"));
    const { replica } = together(quote, (root) => root.delete(0, 1), (root) => root.insert(2, [paragraph("three")]));
    expect(replica.hasOwn).toBe(false);
    expect(replica.doc.getXmlFragment(FRAGMENT).toJSON()).toContain("<blockquote><paragraph>two</paragraph><paragraph>three</paragraph></blockquote>");
  });
});

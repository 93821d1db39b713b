import * as encoding from "lib0/encoding";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { FRAGMENT } from "../../app/core/live/protocol.ts";
import { decode, judge } from "./intake.ts";
import { Replica } from "./replica.ts";
import { insertParagraph } from "./testing/simulated-client.ts";

/** Somebody who has set an attribute twice, taken all of it back, and still could make it again: Yjs keeps one item of both values. */
function takenBack(): { server: Replica; client: Y.Doc; update: Uint8Array } {
  const client = new Y.Doc();
  const root = client.getXmlFragment(FRAGMENT);
  insertParagraph(root, 0, "one");
  const server = Replica.from([Y.encodeStateAsUpdate(client)]);
  const history = new Y.UndoManager(root, { captureTimeout: Infinity });
  const heading = new Y.XmlElement("heading");
  root.insert(1, [heading]);
  for (const level of [1, 2]) heading.setAttribute("level", level as never);
  history.undo();
  return { server, client, update: Y.encodeStateAsUpdate(client, server.vector()) };
}

test("two values of an attribute that are gone again may come as one item", () => {
  const { server, update } = takenBack();
  const merged = Y.decodeUpdate(update).structs.filter((struct) => struct instanceof Y.Item && struct.content instanceof Y.ContentAny && struct.length === 2);
  expect(merged).toHaveLength(1);
  const change = decode(update);
  expect(change && judge(server.doc, change, { userId: "anna", canType: true }, { ownerOf: () => "anna" })).toBe("apply");
});

test("two values that stay are no attribute", () => {
  const { client } = takenBack();
  const living = encoding.encode((encoder) => {
    for (const number of [1, 1, 7, 0, 40, 0, client.clientID, 0]) encoding.writeVarUint(encoder, number);
    encoding.writeVarString(encoder, "level");
    encoding.writeVarUint(encoder, 2);
    for (const value of [1, 2]) encoding.writeAny(encoder, value);
    encoding.writeVarUint(encoder, 0);
  });
  expect(Y.decodeUpdate(living).structs[0]).toMatchObject({ length: 2 });
  expect(decode(living)).toBeNull();
});

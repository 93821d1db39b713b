import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { CLOSE, FRAGMENT } from "../../app/core/live/protocol.ts";
import { applyBatch, type Batch } from "./batch.ts";
import { decode } from "./intake.ts";
import { Replica } from "./replica.ts";
import { Seat } from "./seat.ts";
import { insertParagraph } from "./testing/simulated-client.ts";

const anna = { userId: "anna", canType: true, send: () => true, saved: () => undefined, close: () => undefined };

interface Text {
  server: Replica;
  client: Y.Doc;
  root: Y.XmlFragment;
  /** Sends what a change of the client makes. */
  write(change: () => void): Batch;
}

function emptyText(): Text {
  const [server, client, seat] = [Replica.from([]), new Y.Doc(), new Seat({ ...anna })];
  const owners = { ownerOf: (id: number) => (id === client.clientID && Y.getState(server.doc.store, id) > 0 ? "anna" : undefined) };
  const write = (change: () => void): Batch => {
    const before = Y.encodeStateVector(client);
    client.transact(change);
    const update = Y.encodeStateAsUpdate(client, before);
    const decoded = decode(update);
    if (!decoded) throw new Error("malformed");
    return applyBatch(server, [{ seat, write: { kind: "write", reply: false, update }, change: decoded, ordinal: 1, looked: true }], owners);
  };
  return { server, client, root: client.getXmlFragment(FRAGMENT), write };
}

const firstText = (root: Y.XmlFragment): Y.XmlText => (root.get(0) as Y.XmlElement).get(0) as Y.XmlText;

describe("a text as large as it may be", () => {
  test("takes no more words", { timeout: 60_000 }, () => {
    const { root, write } = emptyText();
    write(() => insertParagraph(root, 0, "a"));
    const megabyte = "x".repeat(1_000_000);
    let count = 0;
    let batch = write(() => firstText(root).insert(0, megabyte));
    for (; count < 30 && !batch.spoiledBy; count += 1) batch = write(() => firstText(root).insert(0, megabyte));
    expect(batch.spoiledBy?.code).toBe(CLOSE.full);
    expect(count).toBeGreaterThan(15);
    expect(count).toBeLessThan(22);
  });

  test("words that were deleted again do not count", { timeout: 60_000 }, () => {
    const { root, write } = emptyText();
    write(() => insertParagraph(root, 0, "a"));
    for (let round = 0; round < 50; round += 1) {
      expect(write(() => firstText(root).insert(0, "x".repeat(1_000_000))).spoiledBy).toBeNull();
      expect(write(() => firstText(root).delete(0, 1_000_000)).spoiledBy).toBeNull();
    }
  });

  test("takes 50,000 elements and no more", { timeout: 60_000 }, () => {
    const { root, write } = emptyText();
    const paragraphs = (count: number): Y.XmlElement[] => Array.from({ length: count }, () => new Y.XmlElement("paragraph"));
    for (let sent = 0; sent < 50_000; sent += 10_000) expect(write(() => root.insert(0, paragraphs(10_000))).spoiledBy).toBeNull();
    expect(write(() => root.delete(0, 10)).spoiledBy).toBeNull();
    expect(write(() => root.insert(0, paragraphs(10))).spoiledBy).toBeNull();
    expect(write(() => root.insert(0, paragraphs(1))).spoiledBy?.code).toBe(CLOSE.full);
  });
});

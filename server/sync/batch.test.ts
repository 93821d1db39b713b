import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { FRAGMENT } from "../../app/core/live/protocol.ts";
import { applyBatch, type Batch, type QueuedWrite } from "./batch.ts";
import { decode } from "./intake.ts";
import { Replica } from "./replica.ts";
import { Seat } from "./seat.ts";
import { insertParagraph } from "./testing/simulated-client.ts";

/** Somebody who comes back with words typed offline and types on; the room has not seen the words yet. */
function returning(keys: number): { replica: Replica; seat: Seat; typed: Uint8Array[]; answer: Uint8Array } {
  const client = new Y.Doc();
  insertParagraph(client.getXmlFragment(FRAGMENT), 0, "one");
  const replica = Replica.from([Y.encodeStateAsUpdate(client)]);
  const text = (client.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText;
  text.insert(0, "offline ");
  const typed: Uint8Array[] = [];
  client.on("update", (update: Uint8Array) => typed.push(update));
  for (let key = 0; key < keys; key += 1) text.insert(0, "x");
  const seat = new Seat({ userId: "anna", canType: true, send: () => true, saved: () => undefined, close: () => undefined });
  return { replica, seat, typed, answer: Y.encodeStateAsUpdate(client, replica.vector()) };
}

function settle(replica: Replica, seat: Seat, updates: Uint8Array[], reply = false): Batch {
  const writes = updates.map((update, n): QueuedWrite => ({
    seat, write: { kind: "write", reply, update }, change: decode(update) as NonNullable<ReturnType<typeof decode>>, ordinal: n + 1, looked: true,
  }));
  return applyBatch(replica, writes, { ownerOf: () => "anna" });
}

describe("writes that build on something missing", () => {
  test("typing on before the question is answered is no offence: one question, and the answer mends all", () => {
    const { replica, seat, typed, answer } = returning(20);
    const before = settle(replica, seat, typed);
    expect([...before.refused]).toEqual([]);
    expect([...before.ask]).toEqual([seat]);
    expect(before.saved.size).toBe(0);
    const after = settle(replica, seat, [answer], true);
    expect(after.saved.has(seat)).toBe(true);
    expect(replica.doc.getXmlFragment(FRAGMENT).toJSON()).toContain(`${"x".repeat(20)}offline `);
  });

  test("answers that never mend it end the connection", () => {
    const { replica, seat, typed } = returning(4);
    const refusals = typed.map((update) => settle(replica, seat, [update], true).refused.size);
    expect(refusals).toEqual([0, 0, 0, 1]);
  });

  test("so do writes without end while the question stays open", () => {
    const { replica, seat, typed } = returning(400);
    expect(settle(replica, seat, typed).refused.size).toBe(1);
  });
});

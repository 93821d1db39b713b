/** A change may be short and still dear: each of its items passes the whole text. Honest ones, however many, are not. */
import * as encoding from "lib0/encoding";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { CLOSE, FRAGMENT } from "../../app/core/live/protocol.ts";
import { leastProcessorTime } from "../../app/core/testing/processor-time.ts";
import { applyBatch, type Batch, type QueuedWrite } from "./batch.ts";
import { decode } from "./intake.ts";
import { Replica } from "./replica.ts";
import { Seat } from "./seat.ts";
import { insertParagraph } from "./testing/simulated-client.ts";
import { Chance } from "./testing/simulated-world.ts";

/** Items of the text before anybody attacks it. */
const LONG = 8_000;
const AUTHOR = 1_000;

const newSeat = (): Seat => new Seat({ userId: "anna", canType: true, send: () => true, saved: () => undefined, close: () => undefined });
const textOf = (doc: Y.Doc): Y.XmlText => (doc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText;

/** A paragraph whose letters were each typed before the last one, so that none is part of another's item. */
function longText(): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = AUTHOR;
  insertParagraph(doc.getXmlFragment(FRAGMENT), 0, "");
  doc.transact(() => {
    for (let letter = 0; letter < LONG; letter += 1) textOf(doc).insert(0, "x");
  });
  return doc;
}

const long = longText();
const longState = Y.encodeStateAsUpdate(long);

function write(seat: Seat, update: Uint8Array, { reply = false, ordinal = 1 } = {}): QueuedWrite {
  const change = decode(update);
  if (!change) throw new Error("malformed");
  return { seat, write: { kind: "write", reply, update }, change, ordinal, looked: true };
}

const settle = (replica: Replica, writes: QueuedWrite[]): Batch => applyBatch(replica, writes, { ownerOf: (client) => (client === AUTHOR ? "somebody" : undefined) });

/** Replicas of the long text, made before the time is taken. */
const copies = (): Replica[] => Array.from({ length: 3 }, () => {
  const replica = Replica.from([longState]);
  expect(replica.doc.store.clients.size).toBe(1);
  return replica;
});

/** An update of `count` items by one client, each written by `item`. */
function crafted(client: number, count: number, item: (encoder: encoding.Encoder, nth: number) => void): Uint8Array {
  return encoding.encode((encoder) => {
    for (const number of [1, count, client, 0]) encoding.writeVarUint(encoder, number);
    for (let nth = 0; nth < count; nth += 1) item(encoder, nth);
    encoding.writeVarUint(encoder, 0);
  });
}

/** Parts of the byte that says what an item holds and names. */
const [STRING, ANY, HAS_KEY, HAS_RIGHT] = [4, 8, 0x20, 0x40];

/** Letters that all claim to begin the paragraph, to the left of the letters typed first, which are far right. */
function farLetters(client: number, count: number, rights: number): Uint8Array {
  const first = textOf(long)._start?.id.clock ?? 0;
  return crafted(client, count, (encoder, nth) => {
    encoding.writeUint8(encoder, STRING | HAS_RIGHT);
    for (const number of [AUTHOR, first - LONG + 1 + (nth % rights)]) encoding.writeVarUint(encoder, number);
    encoding.writeVarString(encoder, "y");
  });
}

/** Values of one attribute that all claim to be its first. */
function firstValues(client: number, count: number): Uint8Array {
  const paragraph = textOf(long)._item?.parent as Y.XmlElement;
  return crafted(client, count, (encoder) => {
    encoding.writeUint8(encoder, ANY | HAS_KEY);
    for (const number of [0, paragraph._item?.id.client ?? 0, paragraph._item?.id.clock ?? 0]) encoding.writeVarUint(encoder, number);
    encoding.writeVarString(encoder, "id");
    encoding.writeVarUint(encoder, 1);
    encoding.writeAny(encoder, "value");
  });
}

describe("a crafted change", () => {
  test.each<[string, Uint8Array]>([
    ["passes the text with each item", farLetters(AUTHOR + 1, 4_000, 1)],
    ["names another right neighbour in each", farLetters(AUTHOR + 1, 4_000, 1_000)],
    ["stands before all, and names far right neighbours", farLetters(AUTHOR - 1, 4_000, 1_000)],
    ["sets an attribute for the first time, again and again", firstValues(AUTHOR + 1, 20_000)],
  ])("that %s is refused before it holds anybody up", (_, update) => {
    for (const reply of [false, true]) {
      const [seats, ready] = [[newSeat(), newSeat(), newSeat()], copies()];
      for (const seat of seats) seat.asked = true;
      const batches: Batch[] = [];
      const cost = leastProcessorTime(() => batches.push(settle(ready.pop() as Replica, [write(seats.pop() as Seat, update, { reply })])));
      expect(batches.map((batch) => batch.spoiledBy?.code)).toEqual([CLOSE.refused, CLOSE.refused, CLOSE.refused]);
      // Some 50 ms where nothing else runs; unlimited, thousands.
      expect(cost).toBeLessThan(400);
    }
  });

  test("that stays just below the limit waits for a batch with others like it, and none is lost", () => {
    const replica = Replica.from([longState]);
    const seat = newSeat();
    let waiting = Array.from({ length: 100 }, (_, nth) => write(seat, farLetters(AUTHOR + 1 + nth, 1, 1), { ordinal: nth + 1 }));
    const stored: number[] = [];
    while (waiting.length > 0) {
      const batch = settle(replica, waiting);
      expect(batch.spoiledBy).toBeNull();
      expect(batch.deferred.length).toBeLessThan(waiting.length);
      stored.push(waiting.length - batch.deferred.length);
      waiting = batch.deferred;
    }
    expect(Math.max(...stored)).toBeLessThan(30);
    expect(textOf(replica.doc).length).toBe(textOf(long).length + 100);
  });
});

describe("honest writing is never refused:", () => {
  /** All updates that `edits` make, one for each. */
  function typed(doc: Y.Doc, count: number, edit: (text: Y.XmlText, nth: number) => void): Uint8Array[] {
    const updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    for (let nth = 0; nth < count; nth += 1) edit(textOf(doc), nth);
    return updates;
  }

  function copy(state: Uint8Array): Y.Doc {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state);
    return doc;
  }

  test("typing thousands of times at the start of a long text, key by key or at once", () => {
    const prepend = (text: Y.XmlText): void => text.insert(0, "p");
    const [client, pasting] = [copy(longState), copy(longState)];
    const keys = typed(client, 1_000, prepend);
    pasting.transact(() => typed(pasting, 20_000, prepend));
    const paste = Y.encodeStateAsUpdate(pasting, Y.encodeStateVector(long));
    for (const [some, written] of [[keys, client], [[paste], pasting]] as const) {
      const replica = Replica.from([longState]);
      const seat = newSeat();
      const batch = settle(replica, some.map((update, nth) => write(seat, update, { ordinal: nth + 1 })));
      expect([batch.spoiledBy, batch.deferred.length, batch.saved.get(seat)]).toEqual([null, 0, some.length]);
      expect(textOf(replica.doc).toString()).toBe(textOf(written).toString());
    }
  });

  test("many at the same place at the same time, by turns at the front and at the caret", () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const chance = new Chance(seed);
      const replica = Replica.from([longState]);
      const lines = Array.from({ length: 6 }, () => {
        const seat = newSeat();
        return typed(copy(longState), 100, (text, nth) => text.insert(chance.happens(0.3) ? 0 : Math.min(nth, text.length), "c")).map((update, nth) => write(seat, update, { ordinal: nth + 1 }));
      });
      const mixed: QueuedWrite[] = [];
      while (lines.some((line) => line.length > 0)) mixed.push(...chance.pick(lines).splice(0, 1));
      const batch = settle(replica, mixed);
      expect([batch.spoiledBy, batch.deferred.length]).toEqual([null, 0]);
      expect(textOf(replica.doc).length).toBe(textOf(long).length + 600);
    }
  });

  test("pasting thousands of paragraphs where somebody else writes in the same moment", () => {
    for (const [pastes, types] of [[5_000, 6_000], [6_000, 5_000]] as const) {
      const [pasting, typing] = [copy(longState), copy(longState)];
      [pasting.clientID, typing.clientID] = [pastes, types];
      const fragment = pasting.getXmlFragment(FRAGMENT);
      pasting.transact(() => fragment.insert(1, Array.from({ length: 15_000 }, () => new Y.XmlElement("paragraph"))));
      insertParagraph(typing.getXmlFragment(FRAGMENT), 1, "typed");
      const replica = Replica.from([longState, Y.encodeStateAsUpdate(typing)]);
      const seat = newSeat();
      const batch = settle(replica, [write(seat, Y.encodeStateAsUpdate(pasting, Y.encodeStateVector(long)))]);
      expect([batch.spoiledBy, batch.saved.get(seat)]).toEqual([null, 1]);
    }
  });

  test("the answer of somebody who was away while all of the others' words were written where theirs begin", () => {
    const empty = new Y.Doc();
    insertParagraph(empty.getXmlFragment(FRAGMENT), 0, "");
    const state = Y.encodeStateAsUpdate(empty);
    for (const away of [1, 2 ** 31]) {
      const [others, absent] = [copy(state), copy(state)];
      const before = textOf(others).length;
      others.clientID = 2 ** 30;
      absent.clientID = away;
      others.transact(() => typed(others, LONG, (text) => text.insert(0, "o")));
      typed(absent, 2_000, (text, nth) => text.insert(nth % 100 === 0 ? 0 : nth % 100, "a"));
      const replica = Replica.from([Y.encodeStateAsUpdate(others)]);
      const seat = newSeat();
      seat.asked = true;
      const batch = settle(replica, [write(seat, Y.encodeStateAsUpdate(absent, replica.vector()), { reply: true })]);
      expect([batch.spoiledBy, batch.saved.get(seat)]).toEqual([null, 1]);
      expect(textOf(replica.doc).length).toBe(before + LONG + 2_000);
    }
  });
});

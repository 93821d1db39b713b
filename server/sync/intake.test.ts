import * as encoding from "lib0/encoding";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { FRAGMENT } from "../../app/core/live/protocol.ts";
import { leastProcessorTime } from "../../app/core/testing/processor-time.ts";
import type { QueuedWrite } from "./batch.ts";
import { applyBatch } from "./batch.ts";
import { decode, judge, textsTidied } from "./intake.ts";
import { Replica } from "./replica.ts";
import { Seat } from "./seat.ts";
import { Chance } from "./testing/simulated-world.ts";
import { insertParagraph } from "./testing/simulated-client.ts";

const typist = { userId: "anna", canType: true };
const reader = { userId: "rita", canType: false };
const nobody = { ownerOf: () => undefined };

/** All portions in one. */
const missing = (replica: Replica, vector: Uint8Array): Uint8Array => Y.mergeUpdates([...replica.missingFor(vector)]);

function seeded(): { server: Replica; client: Y.Doc; text: Y.XmlText } {
  const first = new Y.Doc();
  insertParagraph(first.getXmlFragment(FRAGMENT), 0, "one");
  const replica = Replica.from([Y.encodeStateAsUpdate(first)]);
  const client = new Y.Doc();
  Y.applyUpdate(client, missing(replica, new Uint8Array([0])));
  const paragraph = client.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement;
  return { server: replica, client, text: paragraph.get(0) as Y.XmlText };
}

/** The one update a change of `client` makes. */
function updateOf(client: Y.Doc, change: () => void): Uint8Array {
  const updates: Uint8Array[] = [];
  const collect = (update: Uint8Array): number => updates.push(update);
  client.on("update", collect);
  client.transact(change);
  client.off("update", collect);
  return Y.mergeUpdates(updates);
}

function queue(update: Uint8Array, writer: { userId: string; canType: boolean }): QueuedWrite | null {
  const change = decode(update);
  const seat = new Seat({ ...writer, send: () => true, saved: () => undefined, close: () => undefined });
  return change && { seat, write: { kind: "write", reply: false, update }, change, ordinal: 1, looked: true };
}

const bytes = (write: (encoder: encoding.Encoder) => void): Uint8Array => encoding.encode(write);

/** What the whole intake makes of it: "malformed", a verdict, or "spoiled" when it lands where it may not. */
function intake(server: Replica, update: Uint8Array, writer = typist): string {
  const queued = queue(update, writer);
  if (!queued) return "malformed";
  const owners = ownersOf(server);
  const authors = { ownerOf: (client: number) => owners.get(client) };
  const verdict = judge(server.doc, queued.change, writer, authors);
  if (verdict !== "apply") return verdict;
  const batch = applyBatch(server, [queued], authors);
  batch.newAuthors.forEach((userId, client) => owners.set(client, userId));
  return batch.spoiledBy ? "spoiled" : "applied";
}

const bound = new WeakMap<Replica, Map<number, string>>();

/** Who has written under which client id so far. */
function ownersOf(server: Replica): Map<number, string> {
  const owners = bound.get(server) ?? new Map<number, string>();
  bound.set(server, owners);
  return owners;
}

function element(name: string, children: (Y.XmlElement | Y.XmlText)[] = [], attributes: Record<string, unknown> = {}): Y.XmlElement {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string);
  made.insert(0, children);
  return made;
}

function formatSomewhere(doc: Y.Doc, chance: Chance): void {
  const first = (doc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText;
  for (let edit = 0; edit < 3; edit += 1) {
    const at = chance.below(first.length);
    const length = Math.min(1 + chance.below(5), first.length - at);
    if (chance.happens(0.4)) first.delete(at, Math.min(3, first.length - at));
    else first.format(at, length, { strong: chance.happens(0.6) ? {} : null });
  }
}

/** New rows reach a client one by one, or in one piece: Yjs tidies up after each piece, and not always the same. */
function hear(client: Y.Doc, server: Replica, rows: Uint8Array[], chance: Chance): void {
  const whole = (): Uint8Array => (chance.happens(0.5) ? Y.mergeUpdates(rows) : missing(server, Y.encodeStateVector(client)));
  for (const update of chance.happens(0.6) ? [whole()] : rows) Y.applyUpdate(client, update, "server");
}

const text = (words = "words"): Y.XmlText => new Y.XmlText(words);

function nested(depth: number): Y.XmlElement {
  return depth === 0 ? element("paragraph", [text()]) : element("blockquote", [nested(depth - 1)]);
}

/** Processor time of decoding, the least of some tries, microseconds. */
function decodingTime(update: Uint8Array): number {
  const times = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    expect(decode(update)).toBeNull();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return Math.min(...times);
}

test.each<[string, (count: number) => Uint8Array]>([
  // One item that holds `count` undefineds, and `count` structs that say "collected".
  ["values", (count) => Uint8Array.from([1, 1, 9, 0, 8, 1, 1, 97, ...varUint(count), ...new Uint8Array(count).fill(127), 0])],
  ["structs", (count) => Uint8Array.from([1, ...varUint(count), 9, 0, ...new Uint8Array(2 * count).map((_, at) => at % 2), 0])],
])("of too many %s no more is read than we would take", (_, make) => {
  const [some, many] = [make(60_000), make(1_000_000)];
  decodingTime(some);
  expect(decodingTime(many)).toBeLessThan(10 * Math.max(decodingTime(some), 1_000));
});

function varUint(value: number): Uint8Array {
  return encoding.encode((encoder) => encoding.writeVarUint(encoder, value));
}

describe("what may be written", () => {
  const cases: [string, string, (doc: Y.Doc, root: Y.XmlFragment, first: Y.XmlText) => void][] = [
    ["typing", "applied", (_, __, first) => first.insert(0, "Hello 🙂")],
    ["deleting", "applied", (_, __, first) => first.delete(0, 3)],
    ["bold", "applied", (_, __, first) => first.format(0, 4, { strong: {} })],
    ["a safe link", "applied", (_, __, first) => first.format(0, 4, { link: { href: "https://example.org/a" } })],
    ["a heading with its attributes", "applied", (_, root) => root.insert(0, [element("heading", [text()], { id: "h", level: 2 })])],
    ["a numbered paragraph", "applied", (_, root) => root.insert(0, [element("paragraph", [text()], { id: "p", number: 12 })])],
    ["a list", "applied", (_, root) => root.insert(0, [element("bullet_list", [element("list_item", [element("paragraph", [text()])])])])],
    ["a line break", "applied", (doc) => (doc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).insert(1, [element("hard_break")])],
    [
      "a table",
      "applied",
      (_, root) => root.insert(0, [element("table", [element("table_row", [element("table_cell", [element("paragraph")], { colspan: 1 })])])]),
    ],
    ["nesting that can be read", "applied", (_, root) => root.insert(0, [nested(20)])],
    ["an unknown element", "malformed", (_, root) => root.insert(0, [element("script", [text()])])],
    ["the document itself as an element", "malformed", (_, root) => root.insert(0, [element("doc")])],
    ["an unknown mark", "malformed", (_, __, first) => first.format(0, 2, { blink: {} })],
    ["a mark with a foreign attribute", "malformed", (_, __, first) => first.format(0, 2, { strong: { onclick: "x" } })],
    ["a mark named like a property", "malformed", (_, __, first) => first.format(0, 2, JSON.parse('{"constructor":{}}') as Record<string, unknown>)],
    ["a link that runs", "malformed", (_, __, first) => first.format(0, 2, { link: { href: "javascript:alert(1)" } })],
    ["an embed", "malformed", (_, __, first) => first.insertEmbed(0, { image: "x" })],
    ["another root", "malformed", (doc) => doc.getMap("secrets").set("a", 1)],
    ["a second text root", "malformed", (doc) => doc.getXmlFragment("other").insert(0, [element("paragraph")])],
    ["a subdocument", "malformed", (_, root) => (root.get(0) as Y.XmlElement).setAttribute("id", new Y.Doc() as never)],
    ["bytes in an attribute", "malformed", (_, root) => (root.get(0) as Y.XmlElement).setAttribute("id", new Uint8Array(3) as never)],
    ["a map in the text", "malformed", (_, root) => (root.get(0) as Y.XmlElement).insert(0, [new Y.Map() as never])],
    ["an unknown attribute", "spoiled", (_, root) => (root.get(0) as Y.XmlElement).setAttribute("onclick", "x")],
    ["an attribute of another element", "spoiled", (_, root) => (root.get(0) as Y.XmlElement).setAttribute("level", 1 as never)],
    ["an attribute of another type", "spoiled", (_, root) => (root.get(0) as Y.XmlElement).setAttribute("number", "12")],
    ["a number that is none", "spoiled", (_, root) => (root.get(0) as Y.XmlElement).setAttribute("number", Number.NaN as never)],
    ["an endless attribute", "spoiled", (_, root) => (root.get(0) as Y.XmlElement).setAttribute("id", "x".repeat(5_000))],
    ["an attribute on a text", "spoiled", (_, __, first) => first.setAttribute("id", "x")],
    ["a paragraph in a paragraph", "spoiled", (_, root) => (root.get(0) as Y.XmlElement).insert(0, [element("paragraph")])],
    ["text outside of any block", "spoiled", (_, root) => root.insert(0, [text()])],
    ["a table row outside of a table", "spoiled", (_, root) => root.insert(0, [element("table_row")])],
    ["nesting that overflows the stack", "spoiled", (_, root) => root.insert(0, [nested(40)])],
  ];
  test.each(cases)("%s: %s", (_, expected, change) => {
    const { server, client, text: first } = seeded();
    const update = updateOf(client, () => change(client, client.getXmlFragment(FRAGMENT), first));
    expect(intake(server, update)).toBe(expected);
  });
});

describe("bytes", () => {
  const numbers = (...values: number[]): Uint8Array => bytes((encoder) => values.forEach((value) => encoding.writeVarUint(encoder, value)));

  test("an update with something behind it, or cut short anywhere, is malformed", () => {
    const { client, text: first } = seeded();
    const update = updateOf(client, () => first.insert(0, "Hello"));
    expect(decode(update)).not.toBeNull();
    expect(decode(Uint8Array.from([...update, 0]))).toBeNull();
    for (let end = 0; end < update.length; end += 1) expect(decode(update.slice(0, end))).toBeNull();
  });

  test.each([
    ["nothing at all", new Uint8Array()],
    ["two thousand million structs", numbers(1, 2 ** 31, 7, 0)],
    ["a garbage run of 2^52", numbers(1, 1, 7, 0, 0, 2 ** 52, 0)],
    ["a skip of 2^52", numbers(1, 1, 7, 0, 10, 2 ** 52, 0)],
    ["a deletion of 2^52", numbers(0, 1, 7, 1, 0, 2 ** 52)],
    ["deletions that overlap", numbers(0, 1, 7, 2, 0, 5, 3, 5)],
    ["deletions in falling order", numbers(0, 1, 7, 2, 9, 1, 3, 1)],
    ["an author twice", numbers(3, 1, 7, 0, 0, 1, 1, 8, 0, 0, 1, 1, 7, 1, 0, 1, 0)],
  ])("%s: malformed, and quickly", (_, update) => {
    expect(decode(update)).toBeNull();
    expect(leastProcessorTime(() => decode(update))).toBeLessThan(50);
  });

  test("values nested without end are malformed", () => {
    const value = bytes((encoder) => {
      for (let depth = 0; depth < 300_000; depth += 1) encoding.writeUint8Array(encoder, new Uint8Array([117, 1]));
    });
    const update = bytes((encoder) => {
      for (const number of [1, 1, 7, 0]) encoding.writeVarUint(encoder, number);
      encoding.writeUint8(encoder, 8);
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, FRAGMENT);
      encoding.writeVarUint(encoder, 1);
      encoding.writeUint8Array(encoder, value);
    });
    expect(decode(update)).toBeNull();
  });
});

describe("who may write, and on what", () => {
  test("what builds on something missing is a gap and leaves nothing pending", () => {
    const { server, client, text: first } = seeded();
    const lost = updateOf(client, () => first.insert(0, "A"));
    const next = updateOf(client, () => first.insert(1, "B"));
    const deletion = updateOf(client, () => first.delete(0, 2));
    expect(intake(server, next)).toBe("gap");
    expect(intake(server, deletion)).toBe("gap");
    expect(server.isIncomplete).toBe(false);
    expect([lost, next, deletion].map((update) => intake(server, update))).toEqual(["applied", "applied", "applied"]);
  });

  test("a reader may say what is known, and nothing else", () => {
    const { server, client, text: first } = seeded();
    expect(intake(server, Y.encodeStateAsUpdate(client), reader)).toBe("nothing");
    const typing = updateOf(client, () => first.insert(0, "A"));
    expect(intake(server, typing, reader)).toBe("refuse");
    expect(intake(server, typing)).toBe("applied");
    expect(intake(server, typing, reader)).toBe("nothing");
    const deleting = updateOf(client, () => first.delete(0, 2));
    expect(intake(server, deleting, reader)).toBe("refuse");
    expect(intake(server, Y.encodeStateAsUpdate(client), reader)).toBe("refuse");
  });

  test("a reader's replica that tidies formatting is told apart from a reader who takes bold away", () => {
    const { server, client, text: first } = seeded();
    intake(server, updateOf(client, () => first.format(2, 3, { strong: {} })));
    const plain = updateOf(client, () => first.format(2, 3, { strong: null }));
    const change = decode(plain);
    const texts = change && textsTidied(server.doc, change);
    expect(texts?.size).toBe(1);
    server.tidy(texts ?? []);
    expect(server.takeOwn()).toEqual([]);
    expect(intake(server, plain, reader)).toBe("refuse");
  });

  test("what a reader's replica tidies by itself is never held against the reader", () => {
    let unexpected = 0;
    for (let seed = 50; seed <= 110; seed += 1) {
      const chance = new Chance(seed);
      const { server } = seeded();
      const whole = missing(server, new Uint8Array([0]));
      const [anna, bruno, watching] = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
      for (const doc of [anna, bruno, watching]) Y.applyUpdate(doc, whole);
      const said: Uint8Array[] = [];
      watching.on("update", (update: Uint8Array, origin: unknown) => origin !== "server" && said.push(update));
      for (let round = 0; round < 6; round += 1) {
        for (const doc of [anna, bruno]) formatSomewhere(doc, chance);
        const rows = [anna, bruno].flatMap((doc) => {
          return [...server.apply(Y.encodeStateAsUpdate(doc, server.vector())), ...server.takeOwn()];
        });
        hear(watching, server, rows, chance);
        const before = server.doc.getXmlFragment(FRAGMENT).toJSON();
        for (const update of said.splice(0)) {
          const queued = queue(update, reader);
          if (queued && judge(server.doc, queued.change, reader, nobody) === "refuse") unexpected += 1;
          expect(queued && applyBatch(server, [queued], nobody).refused.size, `seed ${seed}`).toBe(0);
        }
        expect(server.doc.getXmlFragment(FRAGMENT).toJSON()).toBe(before);
        for (const doc of [anna, bruno]) Y.applyUpdate(doc, missing(server, Y.encodeStateVector(doc)), "server");
      }
    }
    // Else the seeds do not show the case any more.
    expect(unexpected).toBeGreaterThan(0);
  });

  test("nobody writes under another's client id", () => {
    const { server, client, text: first } = seeded();
    const typing = decode(updateOf(client, () => first.insert(0, "A")));
    const ofAnother = { ownerOf: (id: number) => (id === client.clientID ? "bruno" : undefined) };
    expect(typing && judge(server.doc, typing, typist, ofAnother)).toBe("refuse");
    expect(typing && judge(server.doc, typing, { ...typist, userId: "bruno" }, ofAnother)).toBe("apply");
  });

  test("nor under one that is nobody's and has words already: the server's own, or that of somebody who is no more", () => {
    const { server, client, text: first } = seeded();
    intake(server, updateOf(client, () => first.insert(0, "A")));
    const more = decode(updateOf(client, () => first.insert(1, "B")));
    for (const owner of [undefined, null]) expect(more && judge(server.doc, more, typist, { ownerOf: () => owner })).toBe("refuse");
    expect(more && judge(server.doc, more, typist, { ownerOf: () => typist.userId })).toBe("apply");
  });
});

describe("an order that never was", () => {
  /** One item with chosen neighbours, as bytes. */
  function claiming(client: number, origin: [number, number] | null, right: [number, number] | null): Uint8Array {
    return bytes((encoder) => {
      for (const number of [1, 1, client, 0]) encoding.writeVarUint(encoder, number);
      encoding.writeUint8(encoder, 4 | (origin ? 128 : 0) | (right ? 64 : 0));
      for (const id of [origin, right]) for (const number of id ?? []) encoding.writeVarUint(encoder, number);
      encoding.writeVarString(encoder, "X");
      encoding.writeVarUint(encoder, 0);
    });
  }

  test("an item written between neighbours that stand the other way round is refused", () => {
    const { server, client, text: first } = seeded();
    intake(server, updateOf(client, () => first.insert(0, "abcdef")));
    const { clientID } = client;
    const place = Y.getState(client.store, clientID) - 6;
    expect(intake(server, claiming(5, [clientID, place + 1], [clientID, place + 2]))).toBe("applied");
    expect(intake(server, claiming(6, [clientID, place + 4], [clientID, place + 1]))).toBe("spoiled");
  });

  test("nor between neighbours of two different texts", () => {
    const { server, client, text: first } = seeded();
    const { clientID } = client;
    intake(server, updateOf(client, () => first.insert(0, "a")));
    const place = Y.getState(client.store, clientID) - 1;
    intake(server, updateOf(client, () => insertParagraph(client.getXmlFragment(FRAGMENT), 1, "two")));
    const other = ((client.getXmlFragment(FRAGMENT).get(1) as Y.XmlElement).get(0) as Y.XmlText)._start;
    expect(other).not.toBeNull();
    expect(intake(server, claiming(5, [clientID, place], [clientID, other?.id.clock ?? 0]))).toBe("spoiled");
  });
});

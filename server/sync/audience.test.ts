import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Audience } from "./audience.ts";
import type { Member, Seat } from "./seat.ts";
import { readFrame } from "./wire.ts";

/** A connection whose line is full or not, as the test says, and that reads what it gets. */
class Reader implements Member {
  readonly userId = "reader";
  readonly canType = false;
  readonly doc = new Y.Doc();
  frames = 0;
  takesMore = true;

  send(frame: Uint8Array): boolean {
    this.frames += 1;
    const message = readFrame(frame);
    if (message?.kind === "write") Y.applyUpdate(this.doc, message.update);
    return this.takesMore;
  }
  saved(): void {
    throw new Error("not asked for");
  }
  close(): void {
    throw new Error("not asked for");
  }
}

interface Stage {
  audience: Audience;
  /** Changes the text, and answers the changes. */
  type(...words: string[]): Uint8Array[];
  text(): string;
  missingFor(vector: Uint8Array): Uint8Array;
}

function stage(): Stage {
  const doc = new Y.Doc();
  const audience = new Audience(() => Y.encodeStateVector(doc));
  const type = (...words: string[]): Uint8Array[] => {
    const updates: Uint8Array[] = [];
    const collect = (update: Uint8Array): number => updates.push(update);
    doc.on("update", collect);
    for (const word of words) doc.getText().insert(doc.getText().length, word);
    doc.off("update", collect);
    return updates;
  };
  return { audience, type, text: () => doc.getText().toJSON(), missingFor: (vector) => Y.encodeStateAsUpdate(doc, vector) };
}

function sit({ audience }: Stage): { reader: Reader; seat: Seat } {
  const reader = new Reader();
  const seat = audience.join(reader);
  seat.joined = true;
  return { reader, seat };
}

const nobody = (updates: readonly Uint8Array[]): { data: Uint8Array; seat: null }[] => updates.map((data) => ({ data, seat: null }));
const read = (reader: Reader): string => reader.doc.getText().toJSON();

describe("changes", () => {
  test("of one batch are one message to readers; writers get the others' only", () => {
    const here = stage();
    const [reader, writer, other] = [sit(here), sit(here), sit(here)];
    const [mine, theirs] = here.type("mine ", "theirs") as [Uint8Array, Uint8Array];
    here.audience.tell([{ data: mine, seat: writer.seat }, { data: theirs, seat: other.seat }]);
    expect([reader, writer, other].map(({ reader: { frames } }) => frames)).toEqual([1, 1, 1]);
    expect(read(reader.reader)).toBe("mine theirs");
    Y.applyUpdate(writer.reader.doc, mine);
    expect(read(writer.reader)).toBe("mine theirs");
    expect(read(other.reader)).toBe("mine ");
  });

  test("that are large are not merged", () => {
    const here = stage();
    const { reader } = sit(here);
    here.audience.tell(nobody(here.type("a".repeat(40_000), "b".repeat(40_000))));
    expect(reader.frames).toBe(2);
    expect(read(reader)).toBe(here.text());
  });

  test("don't reach who has not joined", () => {
    const here = stage();
    const { reader, seat } = sit(here);
    seat.joined = false;
    here.audience.tell(nobody(here.type("early")));
    expect(reader.frames).toBe(0);
  });
});

describe("a full line", () => {
  test("gets nothing more, then one difference with all that was kept back, deletions too", () => {
    const here = stage();
    const { reader, seat } = sit(here);
    const other = sit(here);
    reader.takesMore = false;
    here.audience.tell(nobody(here.type("first ")));
    for (let word = 0; word < 100; word += 1) here.audience.tell(nobody(here.type(`${word} `)));
    expect(reader.frames).toBe(1);
    expect(other.reader.frames).toBe(101);
    reader.takesMore = true;
    const vector = here.audience.resume(seat);
    expect(vector).not.toBeNull();
    Y.applyUpdate(reader.doc, here.missingFor(vector as Uint8Array));
    expect(read(reader)).toBe(here.text());
    here.audience.tell(nobody(here.type("last")));
    expect(reader.frames).toBe(2);
    expect(read(reader)).toBe(here.text());
  });

  test("takes a long answer piece by piece, and what changed meanwhile after it", () => {
    const here = stage();
    const { reader, seat } = sit(here);
    const pieces = here.type("one ", "two ", "three ");
    const frames = pieces.map((update) => new Uint8Array([0, 2, update.length, ...update]));
    reader.takesMore = false;
    here.audience.deliver(seat, frames);
    expect(reader.frames).toBe(1);
    here.audience.tell(nobody(here.type("meanwhile")));
    expect(here.audience.resume(seat)).toBeNull();
    expect(reader.frames).toBe(2);
    expect(read(reader)).toBe("one two ");
    reader.takesMore = true;
    const vector = here.audience.resume(seat);
    expect(read(reader)).toBe("one two three ");
    Y.applyUpdate(reader.doc, here.missingFor(vector as Uint8Array));
    expect(read(reader)).toBe(here.text());
  });

  test("that is free again without having missed anything is sent nothing", () => {
    const here = stage();
    const { seat } = sit(here);
    expect(here.audience.resume(seat)).toBeNull();
  });
});

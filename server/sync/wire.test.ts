import { describe, expect, test } from "vitest";
import { documentFromDrafts } from "../../app/core/document/blocks.ts";
import { documentFromUpdates, seedDocument } from "./apply-server-edit.ts";
import { readBell } from "./bell.ts";
import { Bucket } from "./limits.ts";
import { decode } from "./intake.ts";
import { isTooLong, liveFrame, questionFrame, readFrame, replyFrame, updateFrame } from "./wire.ts";

describe("frames", () => {
  test("what is written is read", () => {
    const bytes = new Uint8Array([1, 2, 3]);
    expect(readFrame(questionFrame(bytes))).toEqual({ kind: "question", vector: bytes });
    expect(readFrame(replyFrame(bytes))).toEqual({ kind: "write", reply: true, update: bytes });
    expect(readFrame(updateFrame(bytes))).toEqual({ kind: "write", reply: false, update: bytes });
    expect(readFrame(new Uint8Array([3]))).toEqual({ kind: "presence-query" });
  });

  test.each([
    ["nothing", []],
    ["an unknown type", [9]],
    ["auth, which we don't speak", [2, 0, 1, 97]],
    ["a frame of the server's own", [...liveFrame({ t: "saved", n: 1 })]],
    ["an unknown sync message", [0, 3, 0]],
    ["a length beyond the end", [0, 2, 200, 1, 0]],
    ["something behind it", [0, 2, 1, 0, 0]],
    ["a number without end", [255, 255, 255, 255, 255, 255, 255, 255, 255, 255]],
  ])("%s is not read", (_, bytes) => {
    expect(readFrame(Uint8Array.from(bytes))).toBeNull();
  });

  test("an update beyond 1 MiB is not read, a reply may be longer", () => {
    const long = new Uint8Array(1024 * 1024 + 1);
    expect(readFrame(updateFrame(long))).toBeNull();
    expect(isTooLong(updateFrame(long))).toBe(true);
    expect(readFrame(replyFrame(long))).not.toBeNull();
    expect(isTooLong(replyFrame(long))).toBe(false);
  });
});

describe("bells", () => {
  const document = "018f4d5e-0000-7000-8000-000000000000";
  test.each([
    [{ document, clock: 3 }],
    [{ document, text: 4 }],
    [{ document, deleted: true }],
    [{ workspace: document, members: true }],
  ])("%j is heard", (payload) => {
    expect(readBell(JSON.stringify(payload))).toEqual(payload);
  });

  test.each(["", "{", "null", '{"document":"x","clock":1}', '{"workspace":"x"}'])("%s is noise", (payload) => {
    expect(readBell(payload)).toBeNull();
  });
});

test("a bucket lets a burst through, then a rate, and tells how long a debt lasts", () => {
  const bucket = new Bucket({ perSecond: 60, burst: 300 }, 1, 0);
  for (let n = 0; n < 300; n += 1) expect(bucket.take(1, 0)).toBe(0);
  expect(bucket.take(6, 0)).toBeCloseTo(100);
  expect(bucket.tryTake(1, 100)).toBe(false);
  expect(bucket.tryTake(1, 200)).toBe(true);
});

test("a bucket of twice the rate lets twice as much through", () => {
  const bucket = new Bucket({ perSecond: 60, burst: 300 }, 2, 0);
  for (let n = 0; n < 600; n += 1) expect(bucket.take(1, 0)).toBe(0);
  expect(bucket.take(6, 0)).toBeCloseTo(50);
});

describe("server edits", () => {
  test("a seeded text reads back as it was, and passes its own intake", () => {
    let id = 0;
    const doc = documentFromDrafts(
      [
        { kind: "heading", level: 2, inline: [{ text: "Follow-up" }] },
        { kind: "paragraph", number: 12, part: "concern", inline: [{ text: "The Committee " }, { text: "regrets", em: true }] },
        { kind: "table", inline: [], rows: [["a", "b"], ["c"]] },
      ],
      () => `b${(id += 1)}`,
    );
    const update = seedDocument(doc);
    expect(documentFromUpdates([update]).toJSON()).toEqual(doc.toJSON());
    expect(decode(update)).not.toBeNull();
  });

  test("no updates make one empty paragraph", () => {
    const doc = documentFromUpdates([]);
    expect(doc.childCount).toBe(1);
    doc.check();
  });
});

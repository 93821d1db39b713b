import { describe, expect, it } from "vitest";
import { saveWords, type SaveAccount } from "./save-words.ts";

const two = new Date(2026, 0, 5, 14, 2).getTime();
const now = new Date(2026, 0, 5, 14, 5).getTime();
const calm: SaveAccount = { texts: [{ save: { state: "saved" }, link: "connected" }], marks: [] };
const marks = (waiting: number, since: number, refused = 0) => ({ marks: [{ waiting, since: waiting > 0 ? since : null, refused }] });
const offline = (changes: number, since = two) => ({ save: { state: "unsaved", changes, since }, link: "down" }) as const;

describe("saveWords", () => {
  it.each<[string, Partial<SaveAccount>, string]>([
    ["nothing is on its way", {}, "Saved"],
    ["before there is a connection, nothing can have been changed", { texts: [] }, "Saved"],
    ["typing", { texts: [{ save: { state: "saving", since: now - 100 }, link: "connected" }] }, "Saving…"],
    ["a mark on its way", marks(1, now - 100), "Saving…"],
    ["a mark that does not arrive", marks(1, two), "Not saved (1 change, since 14:02)"],
    ["a mark of yesterday", marks(1, two - 24 * 3600 * 1000), "Not saved (1 change, since 4 January, 14:02)"],
    ["a mark on its way, and one that was refused", marks(1, two, 1), "Not saved (2 changes, since 14:02)"],
    ["marks of two documents", { marks: [...marks(1, two).marks, ...marks(2, two + 1).marks] }, "Not saved (3 changes, since 14:02)"],
    ["typing while offline", { texts: [offline(2)] }, "Not saved (2 changes, since 14:02)"],
    ["text and marks", { texts: [offline(2, now - 1)], ...marks(3, two) }, "Not saved (5 changes, since 14:02)"],
    ["one of two texts", { texts: [...calm.texts, offline(1)] }, "Not saved (1 change, since 14:02)"],
    ["a refused mark", marks(0, 0, 1), "Not saved (1 change)"],
    ["offline with nothing to save", { texts: [offline(0)] }, "Not connected, since 14:02"],
    ["the connection has ended", { texts: [{ save: { state: "saved" }, link: "ended" }] }, "Not connected"],
  ])("%s", (_, account, words) => {
    expect(saveWords({ ...calm, ...account }, now).words).toBe(words);
  });
});

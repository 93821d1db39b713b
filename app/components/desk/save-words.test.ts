import { describe, expect, it } from "vitest";
import { saveWords, type SaveAccount } from "./save-words.ts";

const two = new Date(2026, 0, 5, 14, 2).getTime();
const now = new Date(2026, 0, 5, 14, 5).getTime();
const calm: SaveAccount = { texts: [{ save: { state: "saved" }, link: "connected" }], marks: 0, marksSince: null, refused: 0 };
const offline = (changes: number, since = two) => ({ save: { state: "unsaved", changes, since }, link: "down" }) as const;

describe("saveWords", () => {
  it.each<[string, Partial<SaveAccount>, string]>([
    ["nothing is on its way", {}, "Saved"],
    ["before there is a connection, nothing can have been changed", { texts: [] }, "Saved"],
    ["typing", { texts: [{ save: { state: "saving", since: now - 100 }, link: "connected" }] }, "Saving…"],
    ["a mark on its way", { marks: 1, marksSince: now - 100 }, "Saving…"],
    ["a mark that does not arrive", { marks: 1, marksSince: two }, "Not saved (1 change, since 14:02)"],
    ["typing while offline", { texts: [offline(2)] }, "Not saved (2 changes, since 14:02)"],
    ["text and marks", { texts: [offline(2, now - 1)], marks: 3, marksSince: two }, "Not saved (5 changes, since 14:02)"],
    ["one of two texts", { texts: [...calm.texts, offline(1)] }, "Not saved (1 change, since 14:02)"],
    ["a refused mark", { refused: 1 }, "Not saved (1 change)"],
    ["offline with nothing to save", { texts: [offline(0)] }, "Not connected, since 14:02"],
    ["the connection has ended", { texts: [{ save: { state: "saved" }, link: "ended" }] }, "Not connected"],
  ])("%s", (_, account, words) => {
    expect(saveWords({ ...calm, ...account }, now).words).toBe(words);
  });
});

import { describe, expect, it } from "vitest";
import type { HistoryEntry } from "./annotation.ts";
import { historyFor } from "./history.ts";

const by = { id: "author", name: "Ana" };
const entry = (action: string, before: HistoryEntry["before"], after: HistoryEntry["after"]): HistoryEntry => ({ at: "2026-01-01T00:00:00Z", by, action, before, after });

const made = (visibility: string): HistoryEntry => entry("created", null, { quote: "words", tags: [], note: "CANARY", visibility });
const shared = entry("edited", { visibility: "private", note: "CANARY" }, { visibility: "team", note: "for all" });

describe("a history", () => {
  it("is told whole to the author, and to everybody of a mark that was always the team's", () => {
    const always = [made("team"), entry("edited", { note: "a" }, { note: "b" }), entry("submitted", { state: "draft" }, { state: "submitted" })];
    expect(historyFor(always, { isAuthor: false })).toEqual(always);
    const once = [made("private"), shared];
    expect(historyFor(once, { isAuthor: true })).toEqual(once);
  });

  it("begins for others where the mark was shared, without what it held before", () => {
    const entries = [made("private"), entry("edited", { note: "CANARY" }, { note: "CANARY 2" }), entry("commented", {}, { comment: "CANARY" }), shared];
    expect(historyFor(entries, { isAuthor: false })).toEqual([{ ...shared, before: { visibility: "private" } }]);
  });

  it("has a gap for others where the mark was private for a while", () => {
    const hidden = entry("edited", { visibility: "team", note: "known" }, { visibility: "private", note: "CANARY" });
    const told = historyFor([made("team"), hidden, entry("deleted", {}, {}), entry("restored", {}, {}), shared], { isAuthor: false });
    expect(told.map(({ action, before, after }) => [action, before, after])).toEqual([
      ["created", null, made("team").after],
      ["edited", { visibility: "team" }, { visibility: "private" }],
      ["edited", { visibility: "private" }, { visibility: "team", note: "for all" }],
    ]);
  });

  it("of a link has no visibility, and is the team's", () => {
    const link = [entry("created", null, { type: "cites" }), entry("deleted", {}, {})];
    expect(historyFor(link, { isAuthor: false })).toEqual(link);
  });
});

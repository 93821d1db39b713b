import { describe, expect, test } from "vitest";
import { PATIENCE, SaveTally } from "./save-tally.ts";

function connected(): SaveTally {
  const tally = new SaveTally(0);
  tally.opened();
  return tally;
}

describe("what is saved", () => {
  test("with nothing typed, all is saved while the connection stands", () => {
    expect(connected().state(60_000)).toEqual({ state: "saved" });
  });

  test("an update is saving until it is acknowledged", () => {
    const tally = connected();
    tally.sent("update", 100);
    expect(tally.state(200)).toEqual({ state: "saving", since: 100 });
    tally.acknowledged(1);
    expect(tally.state(300)).toEqual({ state: "saved" });
  });

  test("silence of the server is told as not saved, with how many and since when", () => {
    const tally = connected();
    tally.sent("update", 100);
    tally.sent("update", 900);
    expect(tally.nextChange(1_000)).toBe(100 + PATIENCE);
    expect(tally.state(100 + PATIENCE)).toEqual({ state: "unsaved", changes: 2, since: 100 });
    tally.acknowledged(1);
    expect(tally.state(100 + PATIENCE)).toEqual({ state: "saving", since: 900 });
  });

  test("our answer to the server's first question is no change of ours", () => {
    const tally = connected();
    tally.sent("answer", 10);
    expect(tally.state(60_000)).toEqual({ state: "saved" });
  });

  test("acknowledgements count answers and updates alike", () => {
    const tally = connected();
    tally.sent("answer", 10);
    tally.sent("update", 20);
    tally.acknowledged(1);
    expect(tally.state(30)).toEqual({ state: "saving", since: 20 });
    tally.acknowledged(2);
    expect(tally.state(40)).toEqual({ state: "saved" });
  });
});

describe("when the connection breaks", () => {
  test("what was not acknowledged is unsaved at once, and stays so until the next answer is acknowledged", () => {
    const tally = connected();
    tally.sent("answer", 0);
    tally.sent("update", 100);
    tally.closed(200);
    tally.missed(300);
    expect(tally.state(300)).toEqual({ state: "unsaved", changes: 2, since: 100 });
    tally.opened();
    tally.sent("update", 400);
    tally.sent("answer", 410);
    tally.acknowledged(1);
    expect(tally.state(420)).toEqual({ state: "saving", since: 100 });
    expect(tally.changes).toBe(2);
    tally.acknowledged(2);
    expect(tally.state(430)).toEqual({ state: "saved" });
    expect(tally.changes).toBe(0);
  });

  test("an acknowledgement of the old connection does not count for the new one", () => {
    const tally = connected();
    for (let at = 1; at <= 5; at += 1) tally.sent("update", at);
    tally.acknowledged(4);
    tally.closed(10);
    tally.opened();
    tally.sent("answer", 20);
    expect(tally.changes).toBe(1);
    tally.acknowledged(1);
    expect(tally.changes).toBe(0);
  });

  test("a short break with nothing to save is not shown, a longer one is", () => {
    const tally = connected();
    tally.closed(1_000);
    expect(tally.state(1_200)).toEqual({ state: "saved" });
    expect(tally.nextChange(1_200)).toBe(1_000 + PATIENCE);
    expect(tally.state(1_000 + PATIENCE)).toEqual({ state: "unsaved", changes: 0, since: 1_000 });
    tally.closed(5_000);
    expect(tally.state(6_000)).toMatchObject({ since: 1_000 });
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { personOf, Presence } from "./presence.ts";

/** Somebody's window in another browser. */
class Window {
  readonly awareness = new Awareness(new Y.Doc());
  constructor(
    private readonly seenBy: Awareness,
    readonly id: string,
  ) {
    this.say({ user: { id, name: `Person ${id}`, colour: "#1d4ed8" } });
  }

  say(fields: Record<string, unknown>): void {
    this.awareness.setLocalState({ ...this.awareness.getLocalState(), ...fields });
    this.tell();
  }

  leave(): void {
    this.awareness.setLocalState(null);
    this.tell();
  }

  private tell(): void {
    applyAwarenessUpdate(this.seenBy, encodeAwarenessUpdate(this.awareness, [this.awareness.clientID]), "far");
  }
}

let own: Awareness;
let presence: Presence;
let told: number;

beforeEach(() => {
  vi.useFakeTimers();
  own = new Awareness(new Y.Doc());
  presence = new Presence(own);
  told = 0;
  presence.subscribe(() => (told += 1));
});
afterEach(() => {
  own.destroy();
  vi.useRealTimers();
});

const names = () => presence.people().map(({ id }) => id);

describe("Presence", () => {
  it("has one entry a person, and what they read in the window that moved last", () => {
    const [desktop, laptop] = [new Window(own, "a"), new Window(own, "a")];
    new Window(own, "b");
    desktop.say({ reading: "p1" });
    laptop.say({ reading: "p9" });
    vi.runOnlyPendingTimers();
    expect(names()).toEqual(["a", "b"]);
    expect([...presence.reading()]).toEqual([["a", "p9"]]);
    desktop.say({ reading: "p2" });
    vi.advanceTimersByTime(200);
    expect(presence.reading().get("a")).toBe("p2");
    desktop.leave();
    vi.advanceTimersByTime(200);
    expect(presence.reading().get("a")).toBe("p9");
    laptop.leave();
    vi.advanceTimersByTime(200);
    expect(names()).toEqual(["b"]);
    expect(presence.reading().size).toBe(0);
  });

  it("with fifty carets that move five times a second stays what it is, and tells nobody", () => {
    const windows = Array.from({ length: 50 }, (_, nth) => new Window(own, `p${nth}`));
    vi.runOnlyPendingTimers();
    const [people, reading] = [presence.people(), presence.reading()];
    expect(people).toHaveLength(50);
    told = 0;
    for (let time = 0; time < 2_000; time += 200) {
      for (const window of windows) window.say({ cursor: { anchor: { item: time }, head: { item: time } } });
      vi.advanceTimersByTime(200);
    }
    expect(told).toBe(0);
    expect(presence.people()).toBe(people);
    expect(presence.reading()).toBe(reading);
  });

  it("with fifty people who scroll tells at most five times a second, and the people stay the same", () => {
    const windows = Array.from({ length: 50 }, (_, nth) => new Window(own, `p${nth}`));
    vi.runOnlyPendingTimers();
    const people = presence.people();
    told = 0;
    for (let time = 0; time < 1_000; time += 20) {
      for (const [nth, window] of windows.entries()) window.say({ reading: `b${time + nth}` });
      vi.advanceTimersByTime(20);
    }
    expect(told).toBeGreaterThan(0);
    // One at once, and five.
    expect(told).toBeLessThanOrEqual(6);
    expect(presence.people()).toBe(people);
  });

  it("is told nothing of this window, and nothing after it has stopped", () => {
    own.setLocalStateField("user", { id: "me", name: "Me", colour: "#1d4ed8" });
    vi.runOnlyPendingTimers();
    expect(names()).toEqual([]);
    new Window(own, "a");
    presence.stop();
    vi.advanceTimersByTime(1_000);
    expect(told).toBe(0);
  });
});

describe("personOf", () => {
  it.each([[null], ["x"], [{}], [{ user: { id: 1, name: "A" } }], [{ user: { id: "a" } }]])("is nobody in %j", (state) => expect(personOf(state)).toBeNull());

  it("keeps no colour that is none, and no name without end", () => {
    const found = personOf({ user: { id: "a", name: "x".repeat(500), colour: "red;background:url(//evil.test)" }, reading: 7 });
    expect(found).toEqual({ id: "a", name: "x".repeat(80), colour: "#5c6068", reading: null });
  });
});

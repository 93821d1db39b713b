import { describe, expect, test } from "vitest";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import { colourOf } from "./presence-state.ts";
import { Presence, type Attendant } from "./presence.ts";
import { VirtualClock } from "./testing/simulated-world.ts";
import { presenceFrame, readFrame, readPresence, type PresenceEntry } from "./wire.ts";

interface Person extends Attendant {
  /** All entries it has been sent. */
  heard: PresenceEntry[];
  frames: number;
}

function person(userId: string): Person {
  const heard: PresenceEntry[] = [];
  const send = (frame: Uint8Array): void => {
    const message = readFrame(frame);
    if (message?.kind !== "presence") throw new Error("not presence");
    one.frames += 1;
    heard.push(...(readPresence(message.entries) ?? []));
  };
  const one: Person = { userId, name: `Name of ${userId}`, send, heard, frames: 0 };
  return one;
}

function room(...userIds: string[]): { presence: Presence; people: Person[] } {
  const presence = new Presence();
  const people = userIds.map(person);
  for (const one of people) presence.join(one);
  return { presence, people };
}

/** What a client's message of these entries comes to. */
function say(presence: Presence, who: Person, ...entries: [number, number, unknown][]): void {
  const frame = presenceFrame(entries.map(([clientId, clock, state]) => ({ clientId, clock, state: JSON.stringify(state) })));
  const message = readFrame(frame);
  if (message?.kind !== "presence") throw new Error("not presence");
  const own = presence.ownEntry(who, message.entries);
  if (own === "malformed") throw new Error("not presence");
  if (own) presence.say(who, own);
}

const anna = { id: "anna", name: "Name of anna", colour: colourOf("anna") };

describe("presence", () => {
  test("is shown to all, its sender included, under the name the server knows", () => {
    const { presence, people } = room("anna", "bruno");
    const [a, b] = people as [Person, Person];
    say(presence, a, [7, 1, { user: { id: "bruno", name: "<b>Bruno</b>", colour: "url(x)" }, reading: "block", cursor: { at: 1 }, other: 1 }]);
    const state = JSON.stringify({ user: anna, reading: "block", cursor: { at: 1 } });
    expect(a.heard).toEqual([{ clientId: 7, clock: 1, state }]);
    expect(b.heard).toEqual(a.heard);
    const late = person("carla");
    presence.join(late);
    expect(late.heard).toEqual([{ clientId: 7, clock: 2, state }]);
  });

  test("an older connection that repeats what it hears does not take its person back", () => {
    const { presence, people } = room("anna", "anna", "bruno");
    const [old, fresh, b] = people as [Person, Person, Person];
    say(presence, old, [7, 1, { reading: "x" }]);
    say(presence, fresh, [7, 1, { reading: "x" }]);
    const echo = old.heard.at(-1) as PresenceEntry;
    say(presence, old, [7, echo.clock, JSON.parse(echo.state)]);
    presence.leave(old);
    expect(b.heard.map(({ state }) => state)).not.toContain("null");
    presence.leave(fresh);
    expect(b.heard.at(-1)?.state).toBe("null");
  });

  test("among many is told in one message, the newest of each", async () => {
    const clock = new VirtualClock();
    const presence = new Presence(undefined, clock);
    const people = Array.from({ length: 100 }, (_, index) => person(`user${index}`));
    for (const one of people) presence.join(one);
    const [a, b, c] = people as [Person, Person, Person];
    say(presence, a, [7, 1, { reading: "old" }]);
    say(presence, b, [8, 1, { reading: "x" }]);
    say(presence, a, [7, 2, { reading: "new" }]);
    expect(c.heard).toEqual([]);
    await clock.run();
    expect(c.heard.map(({ clientId, clock: at }) => [clientId, at])).toEqual([[7, 2], [8, 1]]);
    expect(c.frames).toBe(1);
    expect(a.heard).toEqual(c.heard);
  });

  test.each<[string, [number, number, unknown]]>([
    ["another's client id", [7, 5, { reading: "x" }]],
    ["another's goodbye", [7, 1, null]],
    ["a second client id", [9, 1, { reading: "x" }]],
    ["a clock of the past", [8, 0, { reading: "x" }]],
    ["a clock out of all proportion", [8, 2 ** 53 - 1, { reading: "x" }]],
    ["a state that is too long", [8, 5, { reading: "x".repeat(3_000) }]],
    ["a state of wide letters", [8, 5, { reading: "Й".repeat(1_500) }]],
    ["a state whose numbers grow when written out", [8, 5, { cursor: Array.from({ length: 300 }, () => 1e20) }]],
    ["a state that is no object", [8, 5, "x"]],
  ])("%s changes nothing", (_, entry) => {
    const { presence, people } = room("anna", "bruno");
    const [a, b] = people as [Person, Person];
    say(presence, a, [7, 1, { reading: "a" }]);
    say(presence, b, [8, 1, { reading: "b" }]);
    a.heard.length = 0;
    say(presence, b, entry);
    expect(a.heard).toEqual([]);
    say(presence, a, [7, 2, { reading: "still here" }]);
    expect(a.heard).toHaveLength(1);
  });

  test("ends with the connection, and is not ended by an older connection of the same client", () => {
    const { presence, people } = room("anna", "anna", "bruno");
    const [old, back, b] = people as [Person, Person, Person];
    say(presence, old, [7, 1, { reading: "a" }]);
    say(presence, back, [7, 1, { reading: "a" }]);
    b.heard.length = 0;
    presence.leave(old);
    expect(b.heard).toEqual([]);
    presence.leave(back);
    expect(b.heard).toEqual([{ clientId: 7, clock: 1, state: "null" }]);
  });

  test("a stock client passing on what it has heard speaks for nobody but itself", () => {
    const { presence, people } = room("anna", "bruno");
    const [a, b] = people as [Person, Person];
    say(presence, a, [7, 1, { reading: "a" }]);
    a.heard.length = 0;
    say(presence, b, [7, 9, { reading: "forged" }], [8, 1, { reading: "b" }]);
    expect(a.heard.map((entry) => entry.clientId)).toEqual([8]);
  });

  test("what is sent is what a stock Awareness reads, and its own echo does not set it off again", () => {
    const doc = new Y.Doc();
    const awareness = new Awareness(doc);
    awareness.setLocalState({ reading: "a" });
    const presence = new Presence();
    const who = person("anna");
    presence.join(who);
    const own = presence.ownEntry(who, encodeAwarenessUpdate(awareness, [doc.clientID]));
    presence.say(who, own as PresenceEntry);
    let updates = 0;
    awareness.on("update", () => (updates += 1));
    const decoder = decoding.createDecoder(presenceFrame(who.heard));
    decoding.readVarUint(decoder);
    applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), "server");
    expect(updates).toBe(0);
    doc.destroy();
  });

  test("whoever comes back with an old clock after the goodbye is seen again by a stock Awareness", () => {
    const { presence, people } = room("anna", "anna", "bruno");
    const [before, after, b] = people as [Person, Person, Person];
    const doc = new Y.Doc();
    const awareness = new Awareness(doc);
    const hear = (): unknown => {
      const decoder = decoding.createDecoder(presenceFrame(b.heard.splice(0)));
      decoding.readVarUint(decoder);
      applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), "server");
      return awareness.getStates().get(7);
    };
    say(presence, before, [7, 5, { reading: "a" }]);
    expect(hear()).toMatchObject({ reading: "a" });
    presence.leave(before);
    expect(hear()).toBeUndefined();
    after.heard.length = 0;
    say(presence, after, [7, 5, { reading: "b" }]);
    expect(hear()).toMatchObject({ reading: "b" });
    // What it says next is newer in everybody's eyes, and it gets its own clock back.
    say(presence, after, [7, 6, { reading: "c" }]);
    expect(hear()).toMatchObject({ reading: "c" });
    expect(after.heard.map((entry) => entry.clock)).toEqual([5, 6]);
    doc.destroy();
  });

  test("whoever loses the line and comes back sees at once who stayed, and how they move", () => {
    const { presence, people } = room("anna", "bruno");
    const [a, before] = people as [Person, Person];
    const doc = new Y.Doc();
    const awareness = new Awareness(doc);
    const seenBy = (b: Person): unknown => {
      const decoder = decoding.createDecoder(presenceFrame(b.heard.splice(0)));
      decoding.readVarUint(decoder);
      applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), "server");
      return awareness.getStates().get(7);
    };
    say(presence, a, [7, 5, { reading: "a" }]);
    expect(seenBy(before)).toMatchObject({ reading: "a" });
    // As y-websocket does when the line breaks.
    removeAwarenessStates(awareness, [7], "server");
    presence.leave(before);
    const after = person("bruno");
    presence.join(after);
    expect(seenBy(after)).toMatchObject({ reading: "a" });
    say(presence, a, [7, 6, { reading: "b" }]);
    expect(seenBy(after)).toMatchObject({ reading: "b" });
    doc.destroy();
  });

  test("no number of comings and goings makes it grow", () => {
    const { presence, people } = room("bruno");
    for (let client = 1; client <= 2_000; client += 1) {
      const guest = person("anna");
      presence.join(guest);
      say(presence, guest, [client, 1, { reading: "a" }]);
      presence.leave(guest);
    }
    expect(presence.size).toBeLessThan(300);
    expect(people[0]?.heard).toHaveLength(4_000);
  });

  test("a malformed message is told apart from one that says nothing", () => {
    const { presence, people } = room("anna");
    expect(presence.ownEntry(people[0] as Person, new Uint8Array([5, 1]))).toBe("malformed");
  });
});

describe("presence of other nodes", () => {
  const fromB = (clientId: number, clock: number, state: string, userId = "anna") => ({ clientId, clock, state, userId });

  test("is shown, renewed, and ended by its own node, by its silence, or by the end of the node", () => {
    const { presence, people } = room("bruno");
    const [b] = people as [Person];
    presence.hear("B", fromB(7, 3, "{}"), false, 0);
    presence.hear("C", fromB(8, 1, "{}"), false, 0);
    presence.hear("C", fromB(7, 9, "null"), false, 0);
    expect(b.heard.map(({ clientId, state }) => [clientId, state])).toEqual([[7, "{}"], [8, "{}"]]);
    presence.hear("B", fromB(7, 4, "{}"), false, 50);
    presence.expire(({ heardAt }) => heardAt < 40);
    presence.expire(({ node }) => node === "B");
    presence.expire(({ node }) => node === "B");
    expect(b.heard.slice(2).map(({ clientId, clock, state }) => [clientId, clock, state])).toEqual([[7, 4, "{}"], [8, 1, "null"], [7, 4, "null"]]);
    expect(presence.here()).toEqual([]);
  });

  test("never takes the place of somebody else who is here, and is told to other nodes by its own node alone", () => {
    const told: unknown[] = [];
    const presence = new Presence({ onSaid: (said) => told.push(said) });
    const a = person("anna");
    presence.join(a);
    say(presence, a, [7, 1, { reading: "a" }]);
    a.heard.length = 0;
    presence.hear("B", fromB(7, 5, "{}", "eve"), false, 0);
    presence.hear("B", fromB(7, 5, "null"), false, 0);
    presence.hear("B", fromB(7, 5, "{}"), true, 0);
    expect(a.heard).toEqual([]);
    presence.hear("B", fromB(9, 1, "{}", "eve"), false, 0);
    say(presence, a, [7, 2, { reading: "b" }]);
    expect(told).toMatchObject([{ clientId: 7, clock: 1, userId: "anna" }, { clientId: 7, clock: 2 }]);
  });

  test("somebody of another node can't be spoken for here, but may come over", () => {
    const { presence, people } = room("bruno", "anna");
    const [b, a] = people as [Person, Person];
    presence.hear("B", fromB(7, 3, "{}"), false, 0);
    b.heard.length = 0;
    say(presence, b, [7, 9, { reading: "forged" }]);
    expect(b.heard).toEqual([]);
    say(presence, a, [7, 3, { reading: "moved" }]);
    presence.hear("B", fromB(7, 3, "null"), false, 0);
    presence.expire(({ node }) => node === "B");
    expect(b.heard.map(({ clock, state }) => [clock, (JSON.parse(state) as { reading?: string } | null)?.reading])).toEqual([[4, "moved"]]);
  });

  test("somebody who has gone over to another node is not ended by the old connection", () => {
    const { presence, people } = room("anna", "bruno");
    const [a, b] = people as [Person, Person];
    say(presence, a, [7, 3, { reading: "a" }]);
    presence.hear("B", fromB(7, 3, "{}"), false, 0);
    presence.leave(a);
    expect(b.heard.at(-1)?.state).toBe("{}");
  });
});

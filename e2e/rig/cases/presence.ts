/** C7: forged presence. */
import { MESSAGE_AWARENESS } from "../../../app/core/live/protocol.ts";
import * as decoding from "lib0/decoding";
import type { Chance } from "../../../server/sync/testing/simulated-world.ts";
import { presenceFrame, readPresence, type PresenceEntry } from "../../../server/sync/wire.ts";
import type { Case, Rig } from "../case.ts";
import { RawSocket } from "../raw-socket.ts";
import { everyMs, pause, until } from "../waiting.ts";

/** What somebody sees of who is there, believing every frame as a stock client does: the higher clock wins. */
class Onlooker {
  readonly present = new Map<number, PresenceEntry>();
  longest = 0;
  readonly said = new Set<string>();

  hear(frame: Buffer): void {
    if (frame[0] !== MESSAGE_AWARENESS) return;
    const decoder = decoding.createDecoder(frame);
    decoding.readVarUint(decoder);
    for (const entry of readPresence(decoding.readVarUint8Array(decoder)) ?? []) {
      this.longest = Math.max(this.longest, entry.state.length);
      this.said.add(entry.state);
      if (entry.clock >= (this.present.get(entry.clientId)?.clock ?? 0)) this.present.set(entry.clientId, entry);
    }
  }

  /** Who is there under this client id; null for nobody. */
  who(clientId: number): { id: string; name: string } | null {
    const state = this.present.get(clientId)?.state ?? "null";
    return state === "null" ? null : (JSON.parse(state) as { user: { id: string; name: string } }).user;
  }

  get count(): number {
    return [...this.present.values()].filter((entry) => entry.state !== "null").length;
  }
}

const VICTIM = 4_711;

/** What an attacker says; `own` is the id it goes by. */
function lies(chance: Chance, own: number): Uint8Array[] {
  const state = (value: unknown): string => JSON.stringify(value);
  const one = (clientId: number, clock: number, what: string): Uint8Array => presenceFrame([{ clientId, clock, state: what }]);
  const crowd = Array.from({ length: 100_000 }, (_, nth) => ({ clientId: 1_000_000 + nth, clock: 1, state: "{}" }));
  const html = { user: { id: "somebody-else", name: "<img src=x onerror=alert(1)>", colour: "red;background:url(//evil.test)" } };
  return [
    one(VICTIM, 2, state(html)),
    one(VICTIM, Number.MAX_SAFE_INTEGER, "null"),
    one(VICTIM, Number.MAX_SAFE_INTEGER, "{}"),
    one(own, 2, state(html)),
    presenceFrame(crowd.slice(0, 1 + chance.below(crowd.length))),
    presenceFrame(crowd.map((entry) => ({ ...entry, state: "null" }))),
    one(own, 3, state({ reading: "x".repeat(1_000_000) })),
    one(own, 4, state({ cursor: "x".repeat(2_000) })),
    one(own, 5, "null"),
    one(own, 6, "[1,2"),
    one(own, Number.MAX_SAFE_INTEGER, state({ reading: "b" })),
  ];
}

async function forgedPresence(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const documentId = await house.document();
  const onlooker = new Onlooker();
  const { origin } = house.program;
  const watcher = await new RawSocket(origin, documentId, { who: house.people.reader, onFrame: (frame) => onlooker.hear(frame) }).sync();
  const victim = await new RawSocket(origin, documentId, { who: house.people.lead }).sync();
  let clock = 0;
  const stop = everyMs(200, () => victim.send(presenceFrame([{ clientId: VICTIM, clock: (clock += 1), state: JSON.stringify({ reading: `b${clock}` }) }])));
  rig.atEnd(() => [watcher, victim].forEach((socket) => socket.terminate()));
  rig.atEnd(stop);
  await until("the victim is seen", () => onlooker.who(VICTIM) !== null);
  let [looks, gone] = [0, 0];
  const look = everyMs(20, () => {
    looks += 1;
    if (onlooker.who(VICTIM)?.id !== house.people.lead.id) gone += 1;
  });
  const attackers = rig.scaled(20, 4);
  for (let nth = 0; nth < attackers; nth += 1) {
    const attacker = await new RawSocket(origin, documentId, { who: house.people.annotator }).sync();
    rig.atEnd(() => attacker.terminate());
    for (const lie of lies(rig.chance, 9_000 + nth)) attacker.send(lie);
    await pause(500);
  }
  look();
  const before = onlooker.present.get(VICTIM)?.clock ?? 0;
  await until("the victim is still heard", () => (onlooker.present.get(VICTIM)?.clock ?? 0) > before, 5_000);
  const newcomer = new Onlooker();
  const late = await new RawSocket(origin, documentId, { who: house.people.reader, onFrame: (frame) => newcomer.hear(frame) }).sync();
  await until("a newcomer sees the victim", () => newcomer.who(VICTIM) !== null, 5_000);
  late.terminate();
  const names = new Set(Object.values(house.people).map((person) => person.name));
  const users = [...onlooker.said].filter((said) => said !== "null").map((said) => (JSON.parse(said) as { user: { id: string; name: string } }).user);
  rig.figures.exactly(`victim not seen, of ${looks} looks`, gone, 0);
  rig.figures.atMost(`entries, of ${attackers + 2} sockets`, newcomer.count, 2 * (attackers + 2));
  rig.figures.atMost("longest state", onlooker.longest, 2_048 + 200, " characters");
  rig.figures.none("names that are not the server's", users.map((user) => user.name).filter((name) => !names.has(name)));
  rig.figures.exactly("ids that are not the server's", users.filter((user) => user.id === "somebody-else").length, 0);
  rig.figures.exactly("process deaths", house.program.isAlive ? 0 : 1, 0);
  rig.figures.exactly("others dropped", (watcher.code ?? 0) + (victim.code ?? 0), 0);
}

export const PRESENCE: readonly Case[] = [{ id: "C7", tier: 0, title: "forged presence", run: forgedPresence }];

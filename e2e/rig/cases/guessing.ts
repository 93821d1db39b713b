/** C11: what outsiders can learn from answers about ids, and how often they may ask. */
import { randomUUID } from "node:crypto";
import { CLOSE } from "../../../app/core/live/protocol.ts";
import { createAnnotation } from "../../../server/commands/annotations.ts";
import type { Case, Rig } from "../case.ts";
import { percentile } from "../figures.ts";
import type { House, Person } from "../house.ts";
import { RawSocket } from "../raw-socket.ts";
import { tally } from "../target.ts";
import { abreast } from "../waiting.ts";
import { signIn } from "./getting-in.ts";

/** What may be asked in vain before one is limited. */
const MISSES = 20;

/** How an outsider is answered: over HTTP status and body, over the socket the code; and after how long. */
interface Told {
  answer: string;
  ms: number;
}

type Look = (house: House, who: Person, id: string) => Promise<Told>;

const ask: Look = async (house, who, id) => {
  const began = performance.now();
  const answer = await house.call(who, "GET", `/documents/${id}`);
  const body = (await answer.text()).replaceAll(id, "ID");
  return { answer: `${answer.status} ${body}`, ms: performance.now() - began };
};

const knock: Look = async (house, who, id) => {
  const began = performance.now();
  const socket = new RawSocket(house.program.origin, id, { who });
  const code = await socket.closed();
  return { answer: `${code} ${socket.reason} ${socket.counts.frames}`, ms: performance.now() - began };
};

/** Asks for real and for random ids as often as `each`, by outsiders of whom none asks so often as to be limited. */
async function compare(rig: Rig, house: House, name: string, look: Look, real: readonly string[]): Promise<void> {
  const each = rig.scaled(1_000, 40);
  const times = { real: [] as number[], random: [] as number[] };
  const answers = new Set<string>();
  let who = house.people.outsider;
  for (let nth = 0; nth < each; nth += 1) {
    if (nth % (MISSES / 2) === 0) who = await house.person(`${name} ${nth}`, null);
    // One after the other, in turn: whatever else the machine does falls on both.
    for (const kind of ["real", "random"] as const) {
      const { answer, ms } = await look(house, who, kind === "real" ? rig.chance.pick(real) : randomUUID());
      times[kind].push(ms);
      answers.add(answer);
    }
  }
  rig.figures.exactly(`answers by ${name} to ${each} real and ${each} random ids`, answers.size, 1);
  rig.figures.atMost("median times apart", Math.abs(percentile(times.real, 0.5) - percentile(times.random, 0.5)), rig.wall(2), " ms");
}

/** Some more than may be asked, all at once: on a slow machine, misses are given back meanwhile. */
async function tooMany(askOnce: () => Promise<number>): Promise<number[]> {
  const codes: number[] = [];
  await abreast(MISSES + 20, Array.from({ length: MISSES + 20 }).keys(), async () => void codes.push(await askOnce()));
  return codes;
}

/** Each way has an asker of its own; the address, for those who are not signed in, has only one. */
async function limited(rig: Rig, house: House, real: string): Promise<void> {
  const { origin } = house.program;
  const [caller, visitor, knocker] = [await house.person("caller", null), await house.person("visitor", null), await house.person("knocker", null)];
  const cookie = await signIn(house, visitor);
  const unsaid: string[] = [];
  const status = async (name: string, asked: Promise<Response>): Promise<number> => {
    const answer = await asked;
    await answer.arrayBuffer();
    if (answer.status === 429 && !(Number(answer.headers.get("Retry-After")) > 0)) unsaid.push(name);
    return answer.status;
  };
  const visit = (path: string, headers: Record<string, string> = {}): Promise<number> => status(path.split("/")[1] ?? "", fetch(origin + path, { headers, redirect: "manual" }));
  const code = async (id: string): Promise<number> => new RawSocket(origin, id, { who: knocker }).closed();
  const ways: [name: string, miss: number, refused: number, askOnce: () => Promise<number>, realOnce: () => Promise<number>][] = [
    ["API", 404, 429, () => status("API", house.call(caller, "GET", `/annotations/${randomUUID()}`)), () => status("API", house.call(caller, "GET", `/documents/${real}`))],
    ["pages", 404, 429, () => visit(`/documents/${randomUUID()}`, { Cookie: cookie }), () => visit(`/documents/${real}`, { Cookie: cookie })],
    ["pages, not signed in", 404, 429, () => visit(`/invite/${randomUUID()}`), () => visit(`/invite/${randomUUID()}`)],
    ["socket", CLOSE.notFound, CLOSE.overloaded, () => code(randomUUID()), () => code(real)],
  ];
  for (const [name, miss, refused, askOnce, realOnce] of ways) {
    const codes = await tooMany(askOnce);
    rig.figures.atMost(`misses told by ${name}`, codes.filter((one) => one === miss).length, MISSES);
    rig.figures.exactly("the others refused", codes.filter((one) => one === refused).length, 20);
    rig.figures.exactly("then a real id", await realOnce(), refused);
    rig.figures.remark(`${name} ${tally(codes)}`);
  }
  rig.figures.none("refusals that do not say when to come back", unsaid);
}

/** A document with marks: what is read of it before it is known that nobody may must not take longer than nothing does. */
async function markedDocument(rig: Rig, house: House): Promise<string> {
  const documentId = await house.document(["Registers of detention are kept on paper."]);
  const anchor = { quote: "kept on paper" };
  for (let nth = 0; nth < rig.scaled(4_000, 200); nth += 1) await createAnnotation(house.deps, house.people.annotator.id, documentId, { anchor, tags: [] });
  return documentId;
}

async function guessing(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const real = [await markedDocument(rig, house)];
  await compare(rig, house, "HTTP", ask, real);
  await compare(rig, house, "socket", knock, real);
  await limited(rig, house, real[0] ?? "");
  // Somebody honest from the same address, all the while not concerned.
  rig.figures.exactly("a member meanwhile", (await house.call(house.people.reader, "GET", `/documents/${real[0] ?? ""}`)).status, 200);
}

export const GUESSING: readonly Case[] = [{ id: "C11", tier: 1, title: "guessing ids", run: guessing }];

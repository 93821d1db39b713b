/** Rights end while a document is open, on this node, on another one, and on one that hears no bell. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { CLOSE } from "../../app/core/live/protocol.ts";
import { deleteDocument } from "../commands/documents.ts";
import { createToken, revokeToken } from "../commands/tokens.ts";
import { changeRole, removeMember } from "../commands/workspaces.ts";
import { tokensOf } from "../../db/people.ts";
import { apiTokens, documentUpdates, sessions } from "../../db/schema/index.ts";
import { createLog } from "../log.ts";
import { startSync, type RunningSync } from "../services/sync.ts";
import { openHouse, PASSWORD, type House, type TestPerson } from "../testing/house.ts";
import { deafened, join, type Participant } from "./testing/live-server.ts";

let house: House;
let team: Awaited<ReturnType<House["team"]>>;
const nodes: Record<"here" | "there" | "deaf", string> = { here: "", there: "", deaf: "" };
const running: { sync: RunningSync; server?: http.Server }[] = [];
const endings: (() => void)[] = [];

beforeAll(async () => {
  house = await openHouse();
  team = await house.team();
  const { deps, auth, misses, connection, url } = house;
  const rest = { deps, auth, misses, origin: url, log: createLog("silent") };
  running.push({ sync: await startSync({ ...rest, server: house.server, raw: connection.raw }) });
  nodes.here = url.replace("http", "ws");
  for (const [name, raw] of [["there", connection.raw], ["deaf", deafened(connection.raw)]] as const) {
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    running.push({ server, sync: await startSync({ ...rest, server, raw }) });
    nodes[name] = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
});
afterEach(() => endings.splice(0).forEach((end) => end()));
afterAll(async () => {
  for (const { sync, server } of running) {
    await sync.close();
    server?.close();
  }
  await house.close();
});

const until = <T>(check: () => T | Promise<T>, timeout = 5_000): Promise<T> => vi.waitFor(check, { timeout, interval: 10 });

async function newText(): Promise<string> {
  const made = await house.call<{ id: string }>(team.people.lead, "POST", `/workspaces/${team.workspaceId}/documents`, { kind: "working", title: "Draft", text: "The Committee\n" });
  return made.body.id;
}

/** A new member, who writes. */
async function annotator(): Promise<TestPerson> {
  const person = await house.person("Nia New");
  await house.join(team.workspaceId, person, "annotator");
  return person;
}

interface Open {
  who: TestPerson;
  participant: Participant;
  /** When the last change of somebody else came in, in milliseconds. */
  lastHeard: () => number;
}

/** What opens a socket: a cookie, a token, or a ticket asked for with either. */
type Key = { headers: Record<string, string> } | { ticket: string };

async function enter(node: keyof typeof nodes, documentId: string, who: TestPerson, key: Key): Promise<Open> {
  const params: Record<string, string> = { live: "1", ...("ticket" in key ? { token: key.ticket } : {}) };
  const participant = join({ url: `${nodes[node]}/sync` }, documentId, params, undefined, "headers" in key ? key.headers : {});
  endings.push(() => participant.leave());
  await until(() => expect(participant.provider.synced).toBe(true));
  let heard = 0;
  participant.doc.on("update", (_update: Uint8Array, origin: unknown) => {
    if (origin === participant.provider) heard = performance.now();
  });
  return { who, participant, lastHeard: () => heard };
}

const bearer = (token: string): Key & { headers: Record<string, string> } => ({ headers: { Authorization: `Bearer ${token}` } });

async function signIn(who: TestPerson): Promise<{ headers: Record<string, string> }> {
  const answer = await house.auth.api.signInEmail({ body: { email: who.email, password: PASSWORD }, returnHeaders: true });
  return { headers: { Cookie: answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; "), Origin: house.url } };
}

async function ticketBy(headers: Record<string, string>, documentId: string): Promise<Key> {
  return { ticket: (await house.call<{ ticket: string }>(null, "POST", `/documents/${documentId}/sync-ticket`, undefined, headers)).body.ticket };
}

const signOut = (key: { headers: Record<string, string> }) => house.auth.api.signOut({ headers: new Headers(key.headers) });

interface Case {
  name: string;
  code: number;
  /** Answers the key, and what ends it. */
  prepare(who: TestPerson, documentId: string): Promise<{ key: Key; end: () => Promise<unknown> }>;
}

const withToken = async (who: TestPerson) => {
  const { token } = await createToken(house.deps, who.id, "for one test");
  const row = (await tokensOf(house.deps.db, who.id)).at(-1);
  return { key: bearer(token), end: () => revokeToken(house.deps, who.id, row?.id ?? "") };
};

const CASES: Case[] = [
  { name: "signing out", code: CLOSE.notSignedIn, prepare: async (who) => {
    const key = await signIn(who);
    return { key, end: () => signOut(key) };
  } },
  { name: "a changed password, which ends other sessions", code: CLOSE.notSignedIn, prepare: async (who) => {
    const [key, elsewhere] = [await signIn(who), await signIn(who)];
    const body = { currentPassword: PASSWORD, newPassword: `${PASSWORD}, but new`, revokeOtherSessions: true };
    return { key, end: () => house.auth.api.changePassword({ body, headers: new Headers(elsewhere.headers) }) };
  } },
  { name: "the end of the session's time", code: CLOSE.notSignedIn, prepare: async (who, documentId) => {
    const key = await ticketBy((await signIn(who)).headers, documentId);
    // From here on it is not used any more: that would renew it.
    const soon = new Date(Date.now() + 2_000);
    await house.deps.db.update(sessions).set({ expiresAt: soon }).where(eq(sessions.userId, who.id));
    return { key, end: () => until(() => expect(Date.now()).toBeGreaterThan(soon.getTime())) };
  } },
  { name: "a revoked token", code: CLOSE.notSignedIn, prepare: withToken },
  { name: "a revoked token that a ticket was asked for with", code: CLOSE.notSignedIn, prepare: async (who, documentId) => {
    const { key, end } = await withToken(who);
    return { key: await ticketBy(key.headers, documentId), end };
  } },
  { name: "signing out of the session that a ticket was asked for with", code: CLOSE.notSignedIn, prepare: async (who, documentId) => {
    const key = await signIn(who);
    return { key: await ticketBy(key.headers, documentId), end: () => signOut(key) };
  } },
  { name: "removal from the workspace", code: CLOSE.notAllowed, prepare: async (who) => ({
    key: bearer(who.token), end: () => removeMember(house.deps, team.people.lead.id, team.workspaceId, who.id),
  }) },
  { name: "deletion of the document", code: CLOSE.notFound, prepare: async (who, documentId) => ({
    key: bearer(who.token), end: () => deleteDocument(house.deps, team.people.lead.id, documentId),
  }) },
];

/** Both write all the time, until the answer is called. Bounded: the test ends it in any case. */
function keepTyping(...writers: Open[]): () => void {
  let count = 0;
  const timer = setInterval(() => {
    for (const { participant } of writers) if (participant.text()) participant.text().insert(0, `${(count += 1)} `);
  }, 40);
  endings.push(() => clearInterval(timer));
  return () => clearInterval(timer);
}

/** When somebody's words were stored, as of `Date.now`. */
async function writtenBy(who: TestPerson, documentId: string): Promise<number[]> {
  const { db } = house.deps;
  const theirs = and(eq(documentUpdates.documentId, documentId), eq(documentUpdates.userId, who.id));
  const rows = await db.select({ at: documentUpdates.createdAt }).from(documentUpdates).where(theirs);
  return rows.map(({ at }) => at.getTime());
}

/** Ends a right; in this time, in milliseconds, the socket is closed, and nothing is shown later. Answers when it ended, as of `Date.now`. */
async function endOf(open: Open, code: number, end: () => Promise<unknown>, patience: number): Promise<number> {
  await end();
  const [since, ended] = [performance.now(), Date.now()];
  await until(() => expect(open.participant.closings).toContain(code), patience);
  expect(open.lastHeard() - since).toBeLessThan(patience);
  expect(open.participant.provider.shouldConnect).toBe(false);
  return ended;
}

describe.each(["here", "there"] as const)("a node of the bell, %s:", (node) => {
  test.each(CASES)("$name closes the socket within two seconds, and nothing is written afterwards", async ({ code, prepare }) => {
    const [documentId, who] = [await newText(), await annotator()];
    const other = await enter("here", documentId, team.people.lead, bearer(team.people.lead.token));
    const { key, end } = await prepare(who, documentId);
    const open = await enter(node, documentId, who, key);
    const stop = keepTyping(open, other);
    await until(() => expect(open.lastHeard()).toBeGreaterThan(0));
    const ended = await endOf(open, code, end, 2_000);
    const heard = open.lastHeard();
    if (code !== CLOSE.notFound) {
      const reached = other.participant.read().length;
      await until(() => expect(other.participant.read().length).toBeGreaterThan(reached + 20));
    }
    stop();
    expect(open.lastHeard()).toBe(heard);
    expect(Math.max(...(await writtenBy(who, documentId)))).toBeLessThanOrEqual(ended);
  });

  test("a reader of now writes not one word more, from the commit on", async () => {
    const [documentId, who] = [await newText(), await annotator()];
    const open = await enter(node, documentId, who, bearer(who.token));
    keepTyping(open);
    await until(async () => expect(await writtenBy(who, documentId)).not.toEqual([]));
    await changeRole(house.deps, team.people.lead.id, team.workspaceId, who.id, "reader");
    const ended = Date.now();
    await until(() => expect(open.participant.closings).not.toEqual([]), 2_000);
    expect(Math.max(...(await writtenBy(who, documentId)))).toBeLessThanOrEqual(ended);
  });

  test("a changed role is told within two seconds", async () => {
    const [documentId, who] = [await newText(), await annotator()];
    const open = await enter(node, documentId, who, bearer(who.token));
    await changeRole(house.deps, team.people.lead.id, team.workspaceId, who.id, "reader");
    await until(() => expect(open.participant.frames.findLast((frame) => frame.t === "role")).toMatchObject({ role: "reader", canType: false }), 2_000);
  });
});

test("where every bell is dead, all of these end within twelve seconds", { timeout: 60_000 }, async () => {
  const open = await Promise.all(CASES.map(async ({ code, prepare }) => {
    const [documentId, who] = [await newText(), await annotator()];
    const { key, end } = await prepare(who, documentId);
    return { code, end, open: await enter("deaf", documentId, who, key) };
  }));
  await Promise.all(open.map((one) => endOf(one.open, one.code, one.end, 12_000)));
});

describe("where every bell is dead, what is written after the end of", () => {
  const ENDS: { name: string; key: (who: TestPerson) => Promise<Key>; end: (who: TestPerson) => Promise<unknown> }[] = [
    { name: "a session", key: signIn, end: (who) => house.deps.db.delete(sessions).where(eq(sessions.userId, who.id)) },
    { name: "a session's time", key: signIn, end: (who) => house.deps.db.update(sessions).set({ expiresAt: new Date(Date.now() - 1) }).where(eq(sessions.userId, who.id)) },
    { name: "a token", key: async (who) => bearer(who.token), end: (who) => house.deps.db.update(apiTokens).set({ revokedAt: new Date() }).where(eq(apiTokens.userId, who.id)) },
  ];

  test.each(ENDS.flatMap((one) => [{ ...one, before: 0 }, { ...one, before: 1 }]))("$name is not stored, by whom has written $before times before; others' words are", async ({ key, end, before }) => {
    const [documentId, who, other] = [await newText(), await annotator(), await annotator()];
    const bystander = await enter("deaf", documentId, other, bearer(other.token));
    const open = await enter("deaf", documentId, who, await key(who));
    if (before > 0) open.participant.text().insert(0, "Before. ");
    await until(async () => expect(await writtenBy(who, documentId)).toHaveLength(before));
    await end(who);
    open.participant.text().insert(0, "After. ");
    for (const word of ["One. ", "Two. "]) bystander.participant.text().insert(0, word);
    await until(() => expect(open.participant.closings).toEqual([CLOSE.notSignedIn]));
    await until(async () => expect((await writtenBy(other, documentId)).length).toBeGreaterThan(0));
    expect(await writtenBy(who, documentId)).toHaveLength(before);
    const newcomer = await enter("deaf", documentId, other, bearer(other.token));
    await until(() => expect(newcomer.participant.read()).toBe(bystander.participant.read()));
    expect(newcomer.participant.read()).toContain("Two. One. ");
    expect(newcomer.participant.read()).not.toContain("After. ");
    expect(bystander.participant.closings).toEqual([]);
  });
});

test("a session that is used goes on, past the time it had when the socket was opened", async () => {
  const [documentId, who] = [await newText(), await annotator()];
  const key = await signIn(who);
  const soon = new Date(Date.now() + 1_500);
  const setEnd = (expiresAt: Date) => house.deps.db.update(sessions).set({ expiresAt }).where(eq(sessions.userId, who.id));
  const ticket = await ticketBy(key.headers, documentId);
  await setEnd(soon);
  const open = await enter("here", documentId, who, ticket);
  await setEnd(new Date(Date.now() + 3_600_000));
  await until(() => expect(Date.now()).toBeGreaterThan(soon.getTime() + 1_100));
  open.participant.text().insert(0, "Still here. ");
  await until(async () => expect(await writtenBy(who, documentId)).toHaveLength(1));
  expect(open.participant.closings).toEqual([]);
});

test("a ticket can't be made to name another session or token", async () => {
  const [documentId, who, other] = [await newText(), await annotator(), await annotator()];
  const { ticket } = (await ticketBy(bearer(who.token).headers, documentId)) as { ticket: string };
  const [row] = await tokensOf(house.deps.db, other.id);
  const forged = ticket.replace(/[^.]+$/, row?.id ?? "");
  const participant = join({ url: `${nodes.here}/sync` }, documentId, { token: forged });
  endings.push(() => participant.leave());
  await until(() => expect(participant.closings).toEqual([CLOSE.notSignedIn]));
});

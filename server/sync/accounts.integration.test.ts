/** The live channel with real accounts and real marks: sessions that end, tickets, and what is told to whom. */
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import WebSocket from "ws";
import type { Annotation } from "../../app/core/annotation/annotation.ts";
import { CLOSE } from "../../app/core/live/protocol.ts";
import { ring } from "../../db/notify.ts";
import { sessions, syncTickets } from "../../db/schema/index.ts";
import { createLog } from "../log.ts";
import { startSync, type RunningSync } from "../services/sync.ts";
import { openHouse, PASSWORD, type House, type TestPerson } from "../testing/house.ts";
import { join, type Participant } from "./testing/live-server.ts";

let house: House;
let sync: RunningSync;
let team: Awaited<ReturnType<House["team"]>>;
let documentId: string;
let address: string;
const people: Participant[] = [];

beforeAll(async () => {
  house = await openHouse();
  const { server, deps, auth, misses, connection, url } = house;
  sync = await startSync({ server, deps, raw: connection.raw, auth, misses, origin: url, log: createLog("silent") });
  team = await house.team();
  const text = "1. Registers of detention are kept on paper.\n\n2. Inspectors may read them.\n";
  documentId = (await house.upload<{ id: string }>(team.people.annotator, team.workspaceId, "co.txt", text)).body.id;
  address = `${url.replace("http", "ws")}/sync`;
});
afterEach(() => people.splice(0).forEach((one) => one.leave()));
afterAll(async () => {
  await sync.close();
  await house.close();
});

const until = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 5_000, interval: 10 });
const checkAll = () => ring(house.deps.db, { workspace: team.workspaceId, members: true });

async function ticket(who: TestPerson, on = documentId): Promise<string> {
  return (await house.call<{ ticket: string }>(who, "POST", `/documents/${on}/sync-ticket`)).body.ticket;
}

async function enter(who: TestPerson): Promise<Participant> {
  const participant = join({ url: address }, documentId, { token: await ticket(who), live: "1", clock: "0" });
  people.push(participant);
  await until(() => expect(participant.provider.synced).toBe(true));
  return participant;
}

/** A socket opened with these headers: whether it is open, and its close code. */
function socket(headers: Record<string, string>, query = ""): { opened: Promise<void>; closed: Promise<number> } {
  const made = new WebSocket(`${address}/${documentId}${query}`, { headers });
  made.on("error", () => undefined);
  const opened = new Promise<void>((resolve) => made.once("message", () => resolve()));
  made.once("open", () => made.send(new Uint8Array([0, 0, 1, 0])));
  return { opened, closed: new Promise((resolve) => made.once("close", resolve)) };
}

describe("who gets in", () => {
  test("a session does, until it ends", async () => {
    const { annotator } = team.people;
    const signedIn = await house.auth.api.signInEmail({ body: { email: annotator.email, password: PASSWORD }, returnHeaders: true });
    const cookie = signedIn.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
    const own = socket({ Cookie: cookie, Origin: house.url });
    await own.opened;
    expect(await socket({ Cookie: cookie, Origin: "http://evil.test" }).closed).toBe(CLOSE.notAllowed);
    await house.deps.db.update(sessions).set({ expiresAt: new Date(Date.now() - 1_000) }).where(eq(sessions.userId, annotator.id));
    await checkAll();
    expect(await own.closed).toBe(CLOSE.notSignedIn);
    expect(await socket({ Cookie: cookie, Origin: house.url }).closed).toBe(CLOSE.notSignedIn);
  });

  test("a ticket does once, for its document, for a minute; only its hash is kept", async () => {
    const { reader } = team.people;
    const once = await ticket(reader);
    expect((await house.deps.db.select().from(syncTickets)).map(({ secretHash }) => secretHash)).not.toContain(once);
    await socket({}, `?token=${once}`).opened;
    expect(await socket({}, `?token=${once}`).closed).toBe(CLOSE.notSignedIn);
    const other = await house.call<{ id: string }>(team.people.lead, "POST", `/workspaces/${team.workspaceId}/documents`, { kind: "working", title: "Other" });
    expect(await socket({}, `?token=${await ticket(reader, other.body.id)}`).closed).toBe(CLOSE.notSignedIn);
    const late = await ticket(reader);
    await house.deps.db.update(syncTickets).set({ expiresAt: new Date(Date.now() - 1_000) });
    expect(await socket({}, `?token=${late}`).closed).toBe(CLOSE.notSignedIn);
  });

  test("an API token does, but not an outsider's, and none as a ticket", async () => {
    await socket({ Authorization: `Bearer ${team.people.reader.token}` }).opened;
    const outsider = await house.person("Olga Outsider");
    expect(await socket({ Authorization: `Bearer ${outsider.token}` }).closed).toBe(CLOSE.notFound);
    expect(await socket({}, `?token=${team.people.reader.token}`).closed).toBe(CLOSE.notSignedIn);
  });
});

test("a private mark is told to its author alone, to the others when it is shared, and taken back as an id", async () => {
  const { annotator, lead } = team.people;
  const [author, other] = [await enter(annotator), await enter(lead)];
  const make = (more: object) => house.call<Annotation>(annotator, "POST", `/documents/${documentId}/annotations`, { tags: [], ...more });
  const hidden = (await make({ anchor: { quote: "kept on paper" }, visibility: "private", note: "CANARY" })).body;
  await house.call(annotator, "POST", `/annotations/${hidden.id}/comments`, { text: "CANARY" });
  await until(() => expect(JSON.stringify(author.frames)).toContain("CANARY"));
  const shown = (await make({ anchor: { quote: "may read them" } })).body;
  await until(() => expect(JSON.stringify(other.frames)).toContain(shown.id));
  expect(JSON.stringify(other.frames)).not.toContain(hidden.id);

  const patch = (edit: object) => house.call(annotator, "PATCH", `/annotations/${hidden.id}`, edit, { "If-Match": "*" });
  await patch({ visibility: "team", note: "for all" });
  await until(() => expect(JSON.stringify(other.frames)).toContain("for all"));
  await patch({ visibility: "private", note: "SECOND" });
  const removed = () => other.frames.flatMap((frame) => (frame.t === "changes" ? frame.removes.annotations : []));
  await until(() => expect(removed()).toContain(hidden.id));
  expect(JSON.stringify(other.frames)).not.toContain("SECOND");
});

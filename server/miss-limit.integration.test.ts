/** Whoever guesses ids is limited alike on the API, on pages and on the live channel, and learns nothing by it. */
import { randomUUID } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import WebSocket from "ws";
import { CLOSE } from "../app/core/live/protocol.ts";
import type { Problem } from "../app/core/problem.ts";
import { loadContext } from "./load-context.ts";
import { createLog } from "./log.ts";
import { MissLimit } from "./miss-limit.ts";
import { nonceAndAddress } from "./services/security.ts";
import { startSync, type RunningSync } from "./services/sync.ts";
import { openHouse, PASSWORD, type House, type TestPerson } from "./testing/house.ts";

let house: House;
let sync: RunningSync;
let team: Awaited<ReturnType<House["team"]>>;
let real: string;
let pages: http.Server;

beforeAll(async () => {
  // Its clock stands still: on a slow machine, misses would be given back in the midst of a test.
  house = await openHouse({ misses: new MissLimit(() => 0) });
  const { server, deps, auth, misses, connection, url } = house;
  sync = await startSync({ server, deps, raw: connection.raw, auth, misses, origin: url, log: createLog("silent") });
  team = await house.team();
  real = (await house.call<{ id: string }>(team.people.lead, "POST", `/workspaces/${team.workspaceId}/documents`, { kind: "working", title: "Ours", text: "Words" })).body.id;
  pages = await servePages();
});
afterAll(async () => {
  pages.closeAllConnections();
  await new Promise((resolve) => pages.close(resolve));
  await sync.close();
  await house.close();
});

/** What loaders get, without their pages: documents by id, invitations by secret. */
async function servePages(): Promise<http.Server> {
  const contextOf = loadContext({ ...house.deps, auth: house.auth, misses: house.misses, demo: null, uploadLimit: 1, publicOrigin: null, log: createLog("silent") });
  const app = express();
  app.use(nonceAndAddress);
  const answer = async (req: express.Request, res: express.Response): Promise<void> => {
    const { queries } = await contextOf(req, res);
    const { what, id = "" } = req.params;
    const asked: Promise<unknown> = what === "invite" ? queries.invitation(id) : queries.open(id);
    await asked.then((body) => res.json(body), (error: unknown) => res.status((error as Problem).status).json(error));
  };
  app.get("/:what/:id", (req, res, next) => {
    answer(req, res).catch(next);
  });
  const server = http.createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function page(path: string, cookie = ""): Promise<Response> {
  const { port } = pages.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}${path}`, { headers: { Cookie: cookie } });
}

async function signIn({ email }: TestPerson): Promise<string> {
  const headers = { "Content-Type": "application/json", Origin: house.url };
  const answer = await fetch(`${house.url}/api/auth/sign-in/email`, { method: "POST", headers, body: JSON.stringify({ email, password: PASSWORD }) });
  return answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
}

/** The code a socket of this person is closed with; 0 when it gets words instead. */
function knock(who: TestPerson, documentId: string): Promise<number> {
  const socket = new WebSocket(`${house.url.replace("http", "ws")}/sync/${documentId}`, { headers: { Authorization: `Bearer ${who.token}` } });
  return new Promise((resolve, reject) => {
    socket.once("close", resolve).once("error", reject);
    socket.once("message", () => {
      resolve(0);
      socket.terminate();
    });
  });
}

/** Uses up what a person may ask in vain, for what there is and for what there is not. */
async function useUp(who: TestPerson): Promise<unknown[]> {
  const bodies: unknown[] = [];
  for (let nth = 0; nth < 20; nth += 1) bodies.push((await house.call(who, "GET", `/documents/${nth === 7 ? real : randomUUID()}`)).body);
  return bodies;
}

test("the API refuses after twenty misses, with the time to wait, the same for what there is and what there is not", async () => {
  const outsider = await house.person("Outsider");
  const told = await useUp(outsider);
  expect(new Set(told.map((body) => JSON.stringify(body))).size).toBe(1);
  const refused = await Promise.all([real, randomUUID(), "not-an-id"].map((id) => house.call(outsider, "GET", `/documents/${id}`)));
  expect(refused.map(({ status }) => status)).toEqual([429, 429, 429]);
  expect(Number(refused[0]?.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(refused[0]?.headers.get("content-type")).toContain("application/problem+json");
  expect(new Set(refused.map(({ body }) => body.type))).toEqual(new Set(["too-many-misses"]));
});

test("ids in bodies count, and what names no id goes on", async () => {
  const outsider = await house.person("Outsider");
  const link = () => house.call(outsider, "POST", "/links", { from: { annotationId: randomUUID() }, to: { annotationId: randomUUID() }, type: "cites" });
  const statuses = [];
  for (let nth = 0; nth < 21; nth += 1) statuses.push((await link()).status);
  expect([statuses.indexOf(429), new Set(statuses)]).toEqual([20, new Set([404, 429])]);
  expect((await house.call(outsider, "GET", "/workspaces")).status).toBe(200);
});

test("a socket is closed as by an overloaded server, of a person who has guessed by whatever way", async () => {
  const outsider = await house.person("Outsider");
  const codes: number[] = [];
  for (let nth = 0; nth < 20; nth += 1) codes.push(await knock(outsider, nth === 7 ? real : randomUUID()));
  expect(new Set(codes)).toEqual(new Set([CLOSE.notFound]));
  expect([await knock(outsider, real), await knock(outsider, randomUUID())]).toEqual([CLOSE.overloaded, CLOSE.overloaded]);
  expect((await house.call(outsider, "GET", `/documents/${real}`)).status).toBe(429);
  expect(await knock(team.people.reader, real)).toBe(0);
});

test("pages refuse by the same measure", async () => {
  const outsider = await house.person("Outsider");
  const cookie = await signIn(outsider);
  expect((await page(`/documents/${real}`, cookie)).status).toBe(404);
  await useUp(outsider);
  const refused = await page(`/documents/${real}`, cookie);
  expect([refused.status, Number(refused.headers.get("Retry-After")) > 0]).toEqual([429, true]);
});

test("invitations are guessed by an address, which limits nobody who is signed in", async () => {
  const statuses: number[] = [];
  for (let nth = 0; nth < 22; nth += 1) statuses.push((await page(`/invite/guess${nth}`)).status);
  expect([statuses.indexOf(429), new Set(statuses)]).toEqual([20, new Set([404, 429])]);
  expect((await page(`/documents/${real}`, await signIn(team.people.reader))).status).toBe(200);
});

/** The web service in front of everything: headers, closed addresses, and failures that say nothing. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "../log.ts";
import { openHouse, root, type House } from "../testing/house.ts";
import { createWeb } from "./web.ts";

let house: House;
let url: string;
const servers: http.Server[] = [];

/** The service behind proxies at these addresses; answers its own. */
async function serve(trustedProxies: string[]): Promise<string> {
  const web = createWeb({
    ...house.deps, auth: house.auth, misses: house.misses, raw: house.connection.raw, origin: house.url, root, version: "0.0.0-test", log: createLog("silent"), mode: "production",
    demo: null, publicOrigin: null, trustedProxies, uploadLimit: 1_000, syncStats: () => ({}), build: () => Promise.reject(new Error("CANARY: the build is broken")),
  });
  const server = http.createServer(web);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  house = await openHouse();
  url = await serve([]);
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  await house.close();
});

test("every answer has the policy, with a nonce of its own", async () => {
  const policies = await Promise.all(["/healthz", "/healthz", "/api/v1/me", "/api/nothing"].map(async (path) => (await fetch(url + path)).headers));
  const nonces = policies.map((headers) => /script-src 'self' 'nonce-([^']{20,})'/.exec(headers.get("content-security-policy") ?? "")?.[1]);
  expect(new Set(nonces).size).toBe(4);
  for (const headers of policies) {
    expect(headers.get("content-security-policy")).toContain("connect-src 'self';");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect([headers.get("x-content-type-options"), headers.get("x-powered-by")]).toEqual(["nosniff", null]);
  }
});

test.each(["/api/auth/sign-up/email", "/api/auth/%73ign-up/email", "/api/auth/change-email", "/api/auth/list-sessions", "/API/auth/delete-user"])("%s is closed", async (path) => {
  const body = JSON.stringify({ name: "X", email: "x@example.org", password: "a long password" });
  const answer = await fetch(url + path, { method: "POST", headers: { "Content-Type": "application/json", Origin: url }, body });
  expect(answer.status).toBe(404);
});

test("a page that can't be made says so in one line, and nothing else", async () => {
  const answer = await fetch(`${url}/workspaces`);
  expect([answer.status, await answer.text()]).toEqual([500, "Something went wrong on our side. Try again in a moment.\n"]);
  expect((await fetch(`${url}/assets/%zz`)).status).toBe(400);
});

test("the measures of the process are for its own machine", async () => {
  expect((await fetch(`${url}/metrics`)).status).toBe(200);
  expect((await fetch(`${url}/metrics`, { headers: { "X-Forwarded-For": "203.0.113.5" } })).status).toBe(404);
});

describe("guesses of a password", () => {
  /** How many of these tries are looked at before they are refused as too many. */
  async function triesFrom(at: string, email: string, count: number, headers: (n: number) => Record<string, string>): Promise<number> {
    let looked = 0;
    for (let n = 0; n < count; n += 1) {
      const body = JSON.stringify({ email, password: "a wrong guess" });
      const answer = await fetch(`${at}/api/auth/sign-in/email`, { method: "POST", headers: { "Content-Type": "application/json", Origin: house.url, ...headers(n) }, body });
      if (answer.status === 401) looked += 1;
    }
    return looked;
  }

  test("are counted by the address of the socket, whatever it says of others", async () => {
    const forged = (n: number) => ({ "X-Forwarded-For": `203.0.113.${n}`, "X-Rapporteur-Client": `203.0.113.${n}` });
    expect(await triesFrom(url, "direct@example.org", 14, forged)).toBe(10);
  });

  test("are counted by the client's address behind a trusted proxy, of which only its own word is believed", async () => {
    const behind = await serve(["loopback"]);
    const from = (client: string) => (n: number) => ({ "X-Forwarded-For": `198.51.100.${n}, ${client}` });
    expect(await triesFrom(behind, "proxied@example.org", 14, from("203.0.113.1"))).toBe(10);
    // Somebody else behind the same proxy is not shut out.
    expect(await triesFrom(behind, "proxied@example.org", 1, from("203.0.113.2"))).toBe(1);
  });
});

/** Bad and hostile input: each gets a clear answer, and nothing is half-written; through the API, on a real Postgres. */
import http from "node:http";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Block } from "../../app/core/document/block.ts";
import { invitations, sessions } from "../../db/schema/index.ts";
import { changeRole, removeMember } from "../commands/workspaces.ts";
import { openHouse, PASSWORD, type Answer, type House, type TestPerson } from "../testing/house.ts";

interface OpenedDocument {
  id: string;
  title: string;
  blocks: Block[];
  importReport: { warnings: { code: string }[] };
}

let house: House;
let team: Awaited<ReturnType<House["team"]>>;

beforeAll(async () => {
  house = await openHouse();
  team = await house.team();
});
afterAll(() => house.close());

const documents = async () => (await house.call<{ id: string }[]>(team.people.lead, "GET", `/workspaces/${team.workspaceId}/documents`)).body;

/** A request written by hand; answers as soon as the server does. */
function send(who: TestPerson, headers: Record<string, string>, body: string): Promise<{ status: number; type: string; sent: string }> {
  return new Promise((resolve, reject) => {
    const url = `${house.url}/api/v1/workspaces/${team.workspaceId}/documents`;
    const request = http.request(url, { method: "POST", headers: { Authorization: `Bearer ${who.token}`, ...headers } }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, type: (JSON.parse(text) as { type: string }).type, sent: text });
        request.destroy();
      });
    });
    request.on("error", reject);
    // Not ended: what is announced never comes.
    request.write(body);
  });
}

const multipart = (boundary = "b") => ({ "Content-Type": `multipart/form-data; boundary=${boundary}` });
const part = 'begin--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nwords'.slice("begin".length);

describe("uploads", () => {
  it("refuses what is announced as too big before it is sent, and readers too", async () => {
    const huge = { ...multipart(), "Content-Length": String(60 * 1_048_576) };
    expect(await send(team.people.annotator, huge, part)).toMatchObject({ status: 413, type: "too-big" });
    expect(await send(team.people.reader, { ...multipart(), "Content-Length": "4000000" }, part)).toMatchObject({ status: 403, type: "forbidden" });
    expect(await documents()).toEqual([]);
  });

  it.each([
    ["without a boundary", { "Content-Type": "multipart/form-data" }, "x"],
    ["that is not multipart", multipart("other"), "nothing of the kind"],
    ["that breaks off", multipart(), part],
  ])("refuses a form %s", async (_, headers, body) => {
    const answer = await fetch(`${house.url}/api/v1/workspaces/${team.workspaceId}/documents`, {
      method: "POST", headers: { Authorization: `Bearer ${team.people.annotator.token}`, ...headers }, body,
    });
    expect([400, 422]).toContain(answer.status);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(await documents()).toEqual([]);
  });

  it.each([
    ["a symbol that can't be stored", { symbol: "CAT\u0000/C" }, "symbol"],
    ["a symbol nobody would print", { symbol: "C".repeat(201) }, "symbol"],
    ["a title that is too long", { title: "T".repeat(501) }, "title"],
  ])("refuses %s", async (_, fields, path) => {
    const answer = await house.upload(team.people.annotator, team.workspaceId, "a.txt", "1. Words.\n\n2. More words.\n", fields);
    expect(answer).toMatchObject({ status: 422, body: { type: "invalid", errors: [{ path }] } });
    expect(await documents()).toEqual([]);
  });

  it("reads Latin-1, and says so", async () => {
    const bytes = Buffer.from("1. La délégation a répondu à la question posée.\n\n2. L'État partie a été entendu.\n", "latin1");
    const { status, body } = await house.upload<OpenedDocument>(team.people.annotator, team.workspaceId, "latin.txt", new Uint8Array(bytes));
    expect(status).toBe(201);
    expect(body.blocks.map((block) => block.text).join(" ")).toContain("délégation a répondu");
    expect(body.importReport.warnings.map(({ code }) => code)).toContain("encoding");
  });
});

describe("hostile text", () => {
  const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)> "=HYPERLINK(1)"';

  it("comes in and goes out as text: file, title, symbol, note, every export", async () => {
    const filename = 'a";\r\nSet-Cookie: x=1;<script>.txt';
    const { status, body } = await house.upload<OpenedDocument>(
      team.people.annotator, team.workspaceId, filename, `1. ${HOSTILE} was said.\n\n2. Another paragraph.\n`, { title: HOSTILE, symbol: "=CMD()<b>" },
    );
    expect([status, body.title]).toEqual([201, HOSTILE]);
    const { annotator, reader } = team.people;
    await house.call(annotator, "POST", `/documents/${body.id}/annotations`, { anchor: { quote: "was said" }, tags: ["evasive"], note: `=1+1 ${HOSTILE}` });
    const original = await house.call(reader, "GET", `/documents/${body.id}/original`);
    expect(original.headers.get("set-cookie")).toBeNull();
    expect(original.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(original.headers.get("content-disposition")).toMatch(/^attachment; filename="[^"\r\n<>]*"; filename\*=UTF-8''[\w.%~-]*$/);
    const exported = async (format: string) => house.call<string>(reader, "GET", `/documents/${body.id}/export.${format}?state=all`);
    const [html, csv, md, jsonld] = [await exported("html"), await exported("csv"), await exported("md"), await exported("jsonld")] as const;
    expect(html.body).not.toMatch(/<script|<img src=x/);
    expect(csv.body).toContain(`"'=1+1`);
    expect(csv.body).toContain("'=CMD()<b>");
    expect(md.body).not.toContain("<script>");
    for (const answer of [html, csv, md, jsonld]) expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="[^"\r\n<>]*";/);
    expect(jsonld.body).toMatchObject({ type: "AnnotationCollection" });
  });

  it.each(["/documents/%zz", "/documents/%00", "/documents/1/text", "/workspaces/x'--/documents", "/annotations/constructor"])("answers %s like what is not there", async (path) => {
    const answer = await house.call(team.people.lead, "GET", path);
    expect([400, 404]).toContain(answer.status);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
  });
});

describe("forged rights", () => {
  it("no role is taken from a request", async () => {
    const { lead, annotator, reader } = team.people;
    const to = `/workspaces/${team.workspaceId}/invitations`;
    expect((await house.call(lead, "POST", to, { role: "owner" })).status).toBe(422);
    expect((await house.call(lead, "POST", to, { role: "reader", workspaceId: "other" })).status).toBe(422);
    expect((await house.call(annotator, "POST", to, { role: "lead" })).status).toBe(403);
    expect((await house.call(await house.person("Olga Outsider"), "POST", to, { role: "lead" })).status).toBe(404);
    expect((await house.call(annotator, "POST", "/workspaces", { name: "Mine", role: "lead" })).status).toBe(422);
    await expect(changeRole(house.deps, reader.id, team.workspaceId, reader.id, "lead")).rejects.toMatchObject({ status: 403 });
    await expect(changeRole(house.deps, lead.id, team.workspaceId, reader.id, "owner" as "lead")).rejects.toMatchObject({ status: 422 });
  });

  it("an invitation ends with the right of its maker to invite", async () => {
    const other = await house.person("Second Lead");
    await house.join(team.workspaceId, other, "lead");
    const invite = async () => (await house.call<{ secret: string }>(other, "POST", `/workspaces/${team.workspaceId}/invitations`, { role: "lead" })).body.secret;
    const accept = (secret: string) => house.call(other, "POST", `/invitations/${secret}/accept`);
    const [first] = [await invite()];
    await changeRole(house.deps, team.people.lead.id, team.workspaceId, other.id, "reader");
    expect((await accept(first)).status).toBe(409);
    await changeRole(house.deps, team.people.lead.id, team.workspaceId, other.id, "lead");
    const second = await invite();
    await removeMember(house.deps, team.people.lead.id, team.workspaceId, other.id);
    expect((await accept(second)).status).toBe(409);
    const open = await house.deps.db.select().from(invitations).where(eq(invitations.createdBy, other.id));
    expect(open.every(({ revokedAt }) => revokedAt !== null)).toBe(true);
  });
});

describe("sessions", () => {
  const signIn = (email: string, password: string) =>
    fetch(`${house.url}/api/auth/sign-in/email`, {
      method: "POST", headers: { "Content-Type": "application/json", Origin: house.url }, body: JSON.stringify({ email, password }),
    });

  it("live in a cookie that scripts and other sites do not get, and end when they expire", async () => {
    const { annotator } = team.people;
    const [cookie = ""] = (await signIn(annotator.email, PASSWORD)).headers.getSetCookie();
    expect(cookie).toMatch(/^rapporteur\.session_token=/);
    for (const flag of ["HttpOnly", "SameSite=Lax", "Path=/"]) expect(cookie).toContain(flag);
    const me = (): Promise<Answer> => house.call(null, "GET", "/me", undefined, { Cookie: cookie.split(";")[0] ?? "" });
    expect((await me()).status).toBe(200);
    await house.deps.db.update(sessions).set({ expiresAt: new Date(Date.now() - 1_000) }).where(eq(sessions.userId, annotator.id));
    expect(await me()).toMatchObject({ status: 401, body: { type: "not-signed-in" } });
  });

  it("guesses sent at the same moment are counted as those sent one after the other", async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => signIn(team.people.reviewer.email, "a wrong guess")));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect((await signIn(team.people.reviewer.email, PASSWORD)).status).toBe(429);
    expect((await signIn(team.people.lead.email, PASSWORD)).status).toBe(200);
  });

  it("are not opened by a revoked, foreign or made-up token", async () => {
    for (const token of ["rap_nonsense", "nonsense", "rap_"]) {
      expect((await house.call({ ...team.people.lead, token }, "GET", "/me")).status).toBe(401);
    }
  });
});

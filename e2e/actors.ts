/**
 * Named people in real browsers. Each test that asks for somebody by name gets a page of theirs, signed in; a `team`
 * makes a workspace of its own in which all of them have the role their name stands for.
 */
import { test as base, expect, type APIRequestContext, type APIResponse, type Browser, type BrowserContext, type Page } from "@playwright/test";

export { expect };

export const PASSWORD = "rapporteur";

/** Who is who in every story; `shown` is the name their account has on the pages. */
export const PEOPLE = {
  lea: { email: "lead@demo.test", role: "lead", shown: "Nadia Benkirane" },
  marta: { email: "reviewer@demo.test", role: "reviewer", shown: "Samuel Otieno" },
  yusuf: { email: "reviewer2@demo.test", role: "reviewer", shown: "Ingrid Halvorsen" },
  amina: { email: "annotator@demo.test", role: "annotator", shown: "Yuki Tanabe" },
  jonas: { email: "annotator2@demo.test", role: "annotator", shown: "Rafael Quispe" },
  rami: { email: "reader@demo.test", role: "reader", shown: "Anjali Raman" },
} as const;

export type Name = keyof typeof PEOPLE;

export interface Actor {
  name: Name;
  page: Page;
  context: BrowserContext;
  /** Where they have signed in. */
  origin: string;
  /** The API with this person's session. */
  api: APIRequestContext;
}

export interface Team {
  workspaceId: string;
  /** Imports a source document; answers its id. */
  importText(filename: string, content: string | Buffer): Promise<string>;
  /** Makes a working document, one that people write in; answers its id. */
  newReport(title: string, text: string): Promise<string>;
}

function mainOrigin(): string {
  const url = process.env.E2E_BASE_URL;
  if (!url) throw new Error("The server of the end-to-end tests is not running");
  return url;
}

export async function signedIn(browser: Browser, name: Name, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Actor> {
  const origin = options.baseURL ?? mainOrigin();
  const context = await browser.newContext({ ...options, baseURL: origin, extraHTTPHeaders: { Origin: origin } });
  const answer = await context.request.post("/api/auth/sign-in/email", { data: { email: PEOPLE[name].email, password: PASSWORD } });
  expect(answer.ok(), `${name} signs in`).toBe(true);
  // The header was for the calls above; a browser sets its own.
  await context.setExtraHTTPHeaders({});
  return { name, context, origin, page: await context.newPage(), api: context.request };
}

const same = (actor: Actor) => ({ headers: { Origin: actor.origin } });

/** A call of the API by this person, as their browser would send it. */
export async function call(actor: Actor, method: "GET" | "POST" | "PATCH" | "DELETE", path: string, data?: unknown): Promise<APIResponse> {
  return actor.api.fetch(`/api/v1${path}`, { ...same(actor), method, data });
}

/** A workspace that Lea leads, with the others in it. */
export async function makeTeam(lea: Actor, others: Actor[]): Promise<Team> {
  const made = await lea.api.post("/api/v1/workspaces", { ...same(lea), data: { name: `Story ${Date.now().toString(36)}` } });
  const { id: workspaceId } = (await made.json()) as { id: string };
  for (const other of others) {
    const invited = await lea.api.post(`/api/v1/workspaces/${workspaceId}/invitations`, { ...same(lea), data: { role: PEOPLE[other.name].role } });
    const { secret } = (await invited.json()) as { secret: string };
    const joined = await other.api.post(`/api/v1/invitations/${secret}/accept`, same(other));
    expect(joined.ok(), `${other.name} joins`).toBe(true);
  }
  return {
    workspaceId,
    importText: async (filename, content) => {
      const file = { name: filename, mimeType: "text/plain", buffer: Buffer.from(content) };
      const answer = await lea.api.post(`/api/v1/workspaces/${workspaceId}/documents`, { ...same(lea), multipart: { file } });
      expect(answer.status(), await answer.text()).toBe(201);
      return ((await answer.json()) as { id: string }).id;
    },
    newReport: async (title, text) => {
      const answer = await call(lea, "POST", `/workspaces/${workspaceId}/documents`, { kind: "working", title, text });
      return ((await answer.json()) as { id: string }).id;
    },
  };
}

type Fixtures = Record<Name, Actor> & { team: Team };

const actorFixture = (name: Name) => async ({ browser }: { browser: Browser }, use: (actor: Actor) => Promise<void>) => {
  const actor = await signedIn(browser, name);
  const errors: string[] = [];
  actor.context.on("weberror", (thrown) => errors.push(thrown.error().stack ?? ""));
  await use(actor);
  await actor.context.close();
  expect(errors, `errors on ${name}'s pages`).toEqual([]);
};

export const test = base.extend<Fixtures>({
  lea: actorFixture("lea"),
  marta: actorFixture("marta"),
  yusuf: actorFixture("yusuf"),
  amina: actorFixture("amina"),
  jonas: actorFixture("jonas"),
  rami: actorFixture("rami"),
  team: async ({ lea, marta, amina, jonas, rami }, use) => {
    await use(await makeTeam(lea, [marta, amina, jonas, rami]));
  },
});

/** A reader may read and no more; an outsider sees nothing: on pages, in the API, on the socket. */
import WebSocket from "ws";
import { call, expect, test, type Actor } from "./actors.ts";
import { given, openDesk, selectInVain } from "./desk.ts";
import { OBSERVATIONS, WORDS } from "./texts.ts";

const origin = () => process.env.E2E_BASE_URL ?? "";

/** The code a socket is closed with, or 0 when it stays open for a while. */
async function closeCode(actor: Actor | null, documentId: string): Promise<number> {
  const cookies = actor ? (await actor.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ") : "";
  const socket = new WebSocket(`${origin().replace("http", "ws")}/sync/${documentId}`, { headers: { Cookie: cookies, Origin: origin() } });
  return new Promise((resolve) => {
    socket.on("close", resolve);
    socket.on("message", () => {
      resolve(0);
      socket.terminate();
    });
  });
}

test("a reader reads, but can't mark, link, judge or upload", async ({ team, rami, amina }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  const mark = await given(amina, id, WORDS.thanks);
  await openDesk(rami, id);
  await expect(rami.page.getByRole("article")).toHaveCount(1);
  await selectInVain(rami.page, WORDS.lawyers);
  const post = async (to: string, data: unknown) => (await call(rami, "POST", to, data)).status();
  expect(await post(`/documents/${id}/annotations`, { anchor: { quote: WORDS.lawyers }, tags: [] })).toBe(403);
  expect(await post(`/annotations/${mark}/verdicts`, { verdict: "approve" })).toBe(403);
  expect(await post(`/annotations/${mark}/comments`, { text: "hello" })).toBe(403);
  expect(await post(`/annotations/${mark}/submit`, {})).toBe(403);
  expect(await post("/links", { from: { annotationId: mark }, to: { documentId: id, paragraph: 2 }, type: "cites" })).toBe(403);
  expect(await post(`/workspaces/${team.workspaceId}/documents`, { kind: "working", title: "Mine" })).toBe(403);
  expect(await closeCode(rami, id)).toBe(0);
});

test("an outsider gets the answer of what does not exist, everywhere", async ({ team, yusuf }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  for (const page of [`/documents/${id}`, `/workspaces/${team.workspaceId}`, `/workspaces/${team.workspaceId}/members`, `/workspaces/${team.workspaceId}/review`]) {
    expect((await yusuf.page.goto(page))?.status(), page).toBe(404);
  }
  for (const path of [`/documents/${id}`, `/documents/${id}/text`, `/documents/${id}/original`, `/documents/${id}/annotations`, `/documents/${id}/export.html`, `/workspaces/${team.workspaceId}/documents`, `/workspaces/${team.workspaceId}/export.csv`]) {
    expect((await yusuf.api.get(`/api/v1${path}`)).status(), path).toBe(404);
  }
  expect(await closeCode(yusuf, id)).toBe(4404);
});

test("somebody who is not signed in is asked to sign in, and comes back to where they wanted to go", async ({ team, browser }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  const context = await browser.newContext({ baseURL: origin() });
  const page = await context.newPage();
  await page.goto(`/documents/${id}`);
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await context.request.get(`/api/v1/documents/${id}`)).status()).toBe(401);
  expect(await closeCode(null, id)).toBe(4401);
  await page.getByRole("button", { name: /^Lead — / }).click();
  await expect(page).toHaveURL(new RegExp(`/documents/${id}`));
  await context.close();
});

/** The end of a right to read, and of a document: what is said, what stays in reach, what stays in the window. */
import { call, expect, test, type Actor } from "./actors.ts";
import { given, openCard, openDesk, rewriteNote, saved, typeAtEndOf } from "./desk.ts";

const REPORT = "The cells of the station were without windows.\n\nNobody was told for how long.\n";
const [OWN, OTHER] = ["without windows", "for how long"];

/** Signs out of the session of an open page, as another of its windows would. */
async function signOutElsewhere(actor: Actor): Promise<void> {
  expect((await actor.api.post("/api/auth/sign-out", { headers: { Origin: actor.origin }, data: {} })).ok()).toBe(true);
}

/** Everything the page still holds of what was loaded: its elements and scripts, and what the router keeps. */
async function stillInWindow({ page }: Actor): Promise<string> {
  return page.evaluate(() => {
    const { __remixRouter: router, __remixContext: context } = window as unknown as { __remixRouter: { state: { loaderData: unknown } }; __remixContext: { state: unknown } };
    return [document.documentElement.outerHTML, JSON.stringify(router.state.loaderData), JSON.stringify(context.state), JSON.stringify(sessionStorage)].join("\n");
  });
}

test("who is signed out elsewhere keeps what was not saved, and nothing else of the document", async ({ team, amina, jonas }) => {
  const id = await team.newReport("Visit to the station", REPORT);
  await given(jonas, id, OTHER, { note: "Ask the governor." });
  await given(amina, id, OWN, { note: "Seen on the second day." });
  await openDesk(amina, id);
  const { page } = amina;
  const open = await openCard(page, OWN);
  const before = await stillInWindow(amina);
  for (const words of ["Nobody was told", "Ask the governor."]) expect(before).toContain(words);

  await amina.context.setOffline(true);
  await rewriteNote(page, open, "Seen on the third day.");
  await typeAtEndOf(amina, "Nobody was told", " A guard said nine days.");
  await expect(page.getByText(/^Not saved \(/)).toBeVisible();
  // Signed out meanwhile, by a call that is not the page's.
  const cookies = (await amina.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  expect((await fetch(`${amina.origin}/api/auth/sign-out`, { method: "POST", headers: { Origin: amina.origin, Cookie: cookies } })).ok).toBe(true);
  await amina.context.setOffline(false);

  await expect(page).toHaveURL(/\/ended\?/, { timeout: 30_000 });
  await expect(page.getByRole("heading", { name: "You are signed out." })).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("What you wrote last was not saved");
  await expect(page.getByRole("textbox", { name: "Not saved" })).toHaveValue(/ A guard said nine days\.\nSeen on the third day\./);
  const after = await stillInWindow(amina);
  for (const words of ["Nobody was told", "Ask the governor.", "second day", "Visit to the station"]) expect(after).not.toContain(words);

  await amina.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("A guard said nine days.");
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("button", { name: /^Annotator — / }).first().click();
  await expect(page).toHaveURL(new RegExp(`/documents/${id}`));
  await expect(page.getByRole("textbox", { name: /^Text of/ })).not.toContainText("nine days");
});

test("while the server can't be reached, the page itself says that one is signed out, and leaves when it can", async ({ team, amina }) => {
  const id = await team.newReport("Visit to the station", REPORT);
  await openDesk(amina, id);
  await amina.page.route("**/ended?*", (route) => route.abort());
  await signOutElsewhere(amina);
  await expect(amina.page.getByRole("heading", { name: "You are signed out." })).toBeVisible();
  await expect(amina.page.locator(".ProseMirror")).toHaveCount(0);
  await expect(amina.page).toHaveURL(new RegExp(`/documents/${id}`));
  await amina.page.unroute("**/ended?*");
  await expect(amina.page).toHaveURL(/\/ended\?/, { timeout: 30_000 });
});

test("on a telephone, the bar holds what is not saved, and a deleted document's marks stay in reach", async ({ team, lea, amina }) => {
  const { page } = amina;
  await page.setViewportSize({ width: 390, height: 844 });
  const id = await team.newReport("Visit to the police station of the harbour", REPORT);
  await given(amina, id, OWN, { note: "Seen on the second day." });
  await openDesk(amina, id);
  await saved(page);
  const barHeight = async () => (await page.locator(".top-bar").boundingBox())?.height ?? 0;
  const calm = await barHeight();
  await amina.context.setOffline(true);
  await typeAtEndOf(amina, "Nobody was told", " Offline.");
  await expect(page.getByText(/^Not saved \(/)).toBeInViewport({ ratio: 1 });
  expect(await barHeight()).toBe(calm);
  await amina.context.setOffline(false);
  await saved(page);

  expect((await call(lea, "DELETE", `/documents/${id}`)).ok()).toBe(true);
  await expect(page.getByRole("alert")).toContainText("This document has been deleted.");
  await page.getByRole("button", { name: "Marks 1" }).click();
  await expect(page.getByRole("dialog", { name: "Marks" })).toContainText("Seen on the second day.");
});

test("of two documents side by side, the one that has been deleted is named", async ({ team, lea, amina }) => {
  const [left, right] = [await team.newReport("Visit to the harbour", REPORT), await team.newReport("Visit to the airport", REPORT)];
  await amina.page.goto(`/workspaces/${team.workspaceId}/compare?left=${left}&right=${right}`);
  await expect(amina.page.locator(".ProseMirror")).toHaveCount(2);
  expect((await call(lea, "DELETE", `/documents/${right}`)).ok()).toBe(true);
  await expect(amina.page.getByRole("alert")).toContainText("Visit to the airport: This document has been deleted.");
});

/** Away from the network: what is done to marks stays in the browser, arrives once and in order, and goes with its person. */
import type { Page } from "@playwright/test";
import { call, expect, signedIn, test, type Actor } from "./actors.ts";
import { card, given, highlight, openCard, openDesk, rewriteNote, saved, settled, tag } from "./desk.ts";
import { OBSERVATIONS, WORDS } from "./texts.ts";

interface Kept {
  userId: string;
  errand: { verb: string };
}

/** What this browser keeps of unsent changes. */
async function kept(page: Page): Promise<Kept[]> {
  return page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === "rapporteur")) return [];
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open("rapporteur");
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(new Error("not opened"));
    });
    try {
      if (!database.objectStoreNames.contains("unsent")) return [];
      return await new Promise<Kept[]>((resolve, reject) => {
        const asked = database.transaction("unsent").objectStore("unsent").getAll();
        asked.onsuccess = () => resolve(asked.result as Kept[]);
        asked.onerror = () => reject(new Error("not read"));
      });
    } finally {
      database.close();
    }
  });
}

const verbs = async (page: Page) => (await kept(page)).map(({ errand }) => errand.verb);

/** Closes the page, as one closes a window: what would be lost is asked for. */
async function closePage({ page }: Actor): Promise<boolean> {
  let asked = false;
  page.on("dialog", (dialog) => {
    asked = true;
    void dialog.accept();
  });
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => page.isClosed()).toBe(true);
  return asked;
}

async function newPage(actor: Actor): Promise<void> {
  actor.page = await actor.context.newPage();
}

async function historyOf(actor: Actor, id: string): Promise<string[]> {
  return ((await (await call(actor, "GET", `/annotations/${id}/history`)).json()) as { action: string }[]).map(({ action }) => action);
}

test("a mark, its note, a comment and a link made without network outlast the window, and arrive once and in order", async ({ team, amina, jonas }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  const theirs = await given(jonas, id, WORDS.deadline, { tags: ["deadline"] });
  await Promise.all([openDesk(amina, id), openDesk(jonas, id)]);
  await saved(amina.page);
  await tag(amina.page, WORDS.lawyers, "Evasive");
  await saved(amina.page);
  expect(await kept(amina.page)).toEqual([]);

  await settled(amina.page);
  // The search for the other end of a link needs the network: it is asked before.
  await amina.page.keyboard.press("l");
  const panel = amina.page.locator(".link-panel");
  await panel.getByLabel("Find the other passage").fill("CAT/C/VLD/CO/7 4");
  await panel.getByRole("radio").first().check();
  await amina.context.setOffline(true);
  await panel.getByRole("button", { name: "Save link" }).click();
  await tag(amina.page, WORDS.register, "Deadline");
  const made = await openCard(amina.page, WORDS.register);
  await made.getByPlaceholder("Add a note").fill("Written on the train.");
  await made.getByRole("button", { name: "Save note" }).click();
  await made.getByPlaceholder("Comment for the team").fill("Who has the register?");
  await amina.page.keyboard.press("Control+Enter");
  await expect(made).toContainText("not sent yet");
  await expect(amina.page.getByText(/^Not saved \(4 changes, since /)).toBeVisible();
  await expect.poll(() => verbs(amina.page)).toEqual(["link", "annotate", "edit", "comment"]);

  expect(await closePage(amina), "nothing would be lost, so nothing is asked").toBe(false);
  await expect(card(jonas.page, WORDS.register)).toHaveCount(0);
  await amina.context.setOffline(false);
  await newPage(amina);
  await openDesk(amina, id);
  await saved(amina.page);
  for (const { page } of [amina, jonas]) {
    await expect(card(page, WORDS.register)).toContainText("Written on the train.");
    await expect(await openCard(page, WORDS.register)).toContainText("Who has the register?");
  }
  const all = (await (await call(jonas, "GET", `/documents/${id}/annotations`)).json()) as { id: string; anchor: { quote: string } }[];
  expect(all).toHaveLength(3);
  const mine = all.find((one) => one.anchor.quote === WORDS.register)?.id ?? "";
  expect(await historyOf(amina, mine)).toEqual(["created", "edited", "commented"]);
  const changes = (await (await call(jonas, "GET", `/documents/${id}/changes?since=0`)).json()) as { puts: { links: unknown[] } };
  expect(changes.puts.links).toHaveLength(1);
  expect(theirs).not.toBe(mine);
  await expect.poll(() => kept(amina.page)).toEqual([]);
});

test("a change that was refused meanwhile is shown when the document is opened again, and stays until it is let go of", async ({ team, amina, browser }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  const mark = await given(amina, id, WORDS.register, { note: "As it was." });
  const gone = await given(amina, id, WORDS.lawyers, { note: "Soon deleted." });
  const train = await signedIn(browser, "amina");
  await openDesk(train, id);
  await settled(train.page);
  await train.context.setOffline(true);
  await rewriteNote(train.page, await openCard(train.page, WORDS.register), "As written on the train.");
  await rewriteNote(train.page, await openCard(train.page, WORDS.lawyers), "For a mark that goes.");
  await expect.poll(() => verbs(train.page)).toEqual(["edit", "edit"]);
  await train.page.close();
  expect((await amina.api.fetch(`/api/v1/annotations/${mark}`, { method: "PATCH", headers: { Origin: amina.origin, "If-Match": "*" }, data: { note: "As written at the desk." } })).ok()).toBe(true);
  expect((await call(amina, "DELETE", `/annotations/${gone}`)).ok()).toBe(true);

  await train.context.setOffline(false);
  await newPage(train);
  await openDesk(train, id);
  const conflict = card(train.page, WORDS.register).getByRole("alert");
  const lost = train.page.getByRole("alert").filter({ hasText: "For a mark that goes." });
  for (let time = 0; time < 2; time += 1) {
    await expect(conflict).toContainText("It was changed by somebody else");
    await expect(conflict).toContainText("As written on the train.");
    await expect(lost).toContainText("Not saved");
    await expect(train.page.getByText("Not saved (2 changes)")).toBeVisible();
    await expect(card(train.page, WORDS.register)).toContainText("As written at the desk.");
    await train.page.reload();
    await expect(train.page.locator(".ProseMirror")).toBeVisible();
  }
  await conflict.getByRole("button", { name: "Try again" }).click();
  await expect.poll(async () => ((await (await call(amina, "GET", `/annotations/${mark}`)).json()) as { note: string }).note).toBe("As written on the train.");
  await lost.getByRole("button", { name: "Let it go" }).click();
  await saved(train.page);
  await expect.poll(() => kept(train.page)).toEqual([]);
  await train.page.reload();
  await saved(train.page);
  await expect(train.page.getByRole("alert")).toHaveCount(0);
  await train.context.close();
});

test("two windows of one person: what one has in hand the other leaves alone, until it is closed", async ({ team, amina }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  await openDesk(amina, id);
  const first = amina.page;
  await settled(first);
  await amina.context.setOffline(true);
  await tag(first, WORDS.register, "Deadline");
  await expect.poll(() => verbs(first)).toEqual(["annotate"]);
  // The first one stays cut off; the second one is not.
  await first.route("**/api/v1/**", (route) => route.abort());
  await amina.context.setOffline(false);
  await newPage(amina);
  await openDesk(amina, id);
  await saved(amina.page);
  await expect(card(amina.page, WORDS.register)).toHaveCount(0);
  expect(await verbs(amina.page)).toEqual(["annotate"]);

  await first.close();
  await expect(highlight(amina.page, WORDS.register)).toBeVisible();
  await saved(amina.page);
  expect((await (await call(amina, "GET", `/documents/${id}/annotations`)).json()) as unknown[]).toHaveLength(1);
  await expect.poll(() => kept(amina.page)).toEqual([]);
});

test("signing out wipes what is kept, and somebody else in the same browser neither sees nor sends it", async ({ team, amina, jonas }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  const mark = await given(amina, id, WORDS.register, { note: "As it was." });
  await openDesk(amina, id);
  await saved(amina.page);
  // What can't be sent while one may sign out: only the calls of the API fail.
  await amina.page.route("**/api/v1/annotations/**", (route) => route.abort());
  await rewriteNote(amina.page, await openCard(amina.page, WORDS.register), "Kept for a moment.");
  await expect.poll(() => verbs(amina.page)).toEqual(["edit"]);

  // Another person's session in the same browser, without signing out.
  const own = await amina.context.cookies();
  await amina.page.close();
  await amina.context.clearCookies();
  await amina.context.addCookies(await jonas.context.cookies());
  await newPage(amina);
  await openDesk(amina, id);
  await expect.poll(() => kept(amina.page)).toEqual([]);
  await saved(amina.page);
  await expect(card(amina.page, WORDS.register)).toContainText("As it was.");
  await amina.page.close();

  await amina.context.clearCookies();
  await amina.context.addCookies(own);
  await newPage(amina);
  await openDesk(amina, id);
  await amina.page.route("**/api/v1/annotations/**", (route) => route.abort());
  await rewriteNote(amina.page, await openCard(amina.page, WORDS.register), "Kept for a moment.");
  await expect.poll(() => verbs(amina.page)).toEqual(["edit"]);
  await amina.page.locator("summary").filter({ hasText: "Your account" }).click();
  await amina.page.getByRole("button", { name: "Sign out" }).click();
  // The end of the session may be heard of before the answer.
  await expect(amina.page).toHaveURL(/\/(sign-in|ended)\?/);
  await expect.poll(() => kept(amina.page)).toEqual([]);
  expect(await amina.page.evaluate(() => Object.keys(sessionStorage).filter((name) => name.startsWith("rapporteur:own:")))).toEqual([]);
  expect(((await (await call(jonas, "GET", `/annotations/${mark}`)).json()) as { note: string }).note).toBe("As it was.");
});

test("half-typed words are handed back where the right to read ends, and nothing of them stays", async ({ team, amina }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  await given(amina, id, WORDS.register, { note: "As it was." });
  const other = await team.importText("other.txt", OBSERVATIONS.replace("CO/7", "CO/8"));
  await given(amina, other, WORDS.lawyers);
  await openDesk(amina, other);
  await amina.page.route("**/api/v1/annotations/**", (route) => route.abort());
  await rewriteNote(amina.page, await openCard(amina.page, WORDS.lawyers), "Of another document.");
  await expect.poll(() => verbs(amina.page)).toEqual(["edit"]);
  await amina.page.close();

  await newPage(amina);
  await openDesk(amina, id);
  const open = await openCard(amina.page, WORDS.register);
  await open.getByPlaceholder("Comment for the team").fill("Half a sentence and");
  expect((await amina.api.post("/api/auth/sign-out", { headers: { Origin: amina.origin }, data: {} })).ok()).toBe(true);
  await expect(amina.page).toHaveURL(/\/ended\?/, { timeout: 30_000 });
  await expect(amina.page.getByRole("textbox", { name: "Not saved" })).toHaveValue("Half a sentence and\nOf another document.");
  await expect.poll(() => kept(amina.page)).toEqual([]);
  expect(await amina.page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain("Half a sentence");
});

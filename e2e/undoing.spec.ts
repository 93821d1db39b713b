/** Undoing one's own work on marks, by keys and buttons, also after a reload; and what can't be undone any more. */
import { call, expect, test } from "./actors.ts";
import { card, given, highlight, openCard, openDesk, rewriteNote, saved, settled, tag } from "./desk.ts";
import { OBSERVATIONS, WORDS } from "./texts.ts";

test("steps on marks are undone and done again, by the keys and the buttons, also after a reload", async ({ team, amina, jonas }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  await given(amina, id, WORDS.register, { tags: ["deadline"], note: "As it was." });
  await Promise.all([openDesk(amina, id), openDesk(jonas, id)]);
  const { page } = amina;
  await tag(page, WORDS.lawyers, "Evasive");
  await rewriteNote(page, await openCard(page, WORDS.register), "As it is now.");
  await (await openCard(page, WORDS.register)).getByRole("button", { name: /^Remove the tag/ }).click();
  await page.keyboard.press("s");
  await expect(card(page, WORDS.register)).toContainText("Submitted");
  await saved(page);

  await page.keyboard.press("Control+z");
  await expect(page.getByText("Undone: mark submitted").first()).toBeVisible();
  await expect(card(page, WORDS.register)).toContainText("Draft");
  await saved(page);
  await page.reload();
  await expect(page.locator(".ProseMirror")).toBeVisible();
  await page.getByRole("button", { name: /^Undo: tag .* removed/ }).click();
  await expect(card(jonas.page, WORDS.register)).toContainText("Deadline");
  // In a field the key belongs to the words.
  const open = await openCard(page, WORDS.register);
  await open.getByPlaceholder("Comment for the team").focus();
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: "Undo: note changed" })).toBeVisible();
  await page.locator(".ProseMirror").focus();
  await page.keyboard.press("Control+z");
  await expect(card(jonas.page, WORDS.register)).toContainText("As it was.");
  await page.keyboard.press("Control+z");
  await expect(highlight(jonas.page, WORDS.lawyers)).toHaveCount(0);
  for (const back of ["Control+Shift+z", "Control+y"]) await page.keyboard.press(back);
  await expect(highlight(jonas.page, WORDS.lawyers)).toBeVisible();
  await expect(card(jonas.page, WORDS.register)).toContainText("As it is now.");
  await saved(page);
});

test("what somebody else has touched is not undone, and why is said", async ({ team, amina, marta }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  const mark = await given(amina, id, WORDS.register, { note: "As it was." });
  await openDesk(amina, id);
  const { page } = amina;
  await openCard(page, WORDS.register);
  await page.keyboard.press("s");
  await saved(page);
  expect((await call(marta, "POST", `/annotations/${mark}/verdicts`, { verdict: "approve" })).ok()).toBe(true);
  await expect(card(page, WORDS.register)).toContainText("Approved");
  await page.keyboard.press("Control+z");
  await expect(page.getByText("Not undone: mark submitted. It has been approved since.").first()).toBeVisible();
  await expect(card(page, WORDS.register)).toContainText("Approved");
  await expect(page.getByRole("button", { name: /^Undo/ })).toHaveCount(0);
});

test("without network a deletion is undone at once, on a telephone too, and a half-typed note outlasts a reload", async ({ team, amina }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  await given(amina, id, WORDS.register, { note: "As it was." });
  await openDesk(amina, id);
  const { page } = amina;
  await openCard(page, WORDS.register);
  await settled(page);
  await amina.context.setOffline(true);
  await page.keyboard.press("Delete");
  await expect(highlight(page, WORDS.register)).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(highlight(page, WORDS.register)).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Marks 1" }).click();
  await page.getByRole("dialog", { name: "Marks" }).getByRole("button", { name: "Redo: mark deleted" }).click();
  await expect(highlight(page, WORDS.register)).toHaveCount(0);
  await page.getByRole("dialog", { name: "Marks" }).getByRole("button", { name: "Undo: mark deleted" }).click();
  await expect(highlight(page, WORDS.register)).toBeVisible();
  await page.setViewportSize({ width: 1_440, height: 900 });
  await page.keyboard.press("Escape");
  await amina.context.setOffline(false);
  await saved(page);

  const open = await openCard(page, WORDS.register);
  await page.keyboard.press("e");
  await open.getByPlaceholder("Add a note").pressSequentially(" And not");
  await page.reload();
  await expect(page.locator(".ProseMirror")).toBeVisible();
  await expect((await openCard(page, WORDS.register)).getByPlaceholder("Add a note")).toHaveValue(/And not/);
});

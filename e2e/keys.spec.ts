/** Keys are everybody's own: another one is chosen, a taken one is told, and all of it is still so after a reload. */
import { expect, test, type Actor } from "./actors.ts";
import { card, given, openDesk } from "./desk.ts";
import { OBSERVATIONS, WORDS } from "./texts.ts";

async function openKeys({ page }: Actor): Promise<void> {
  await page.getByRole("button", { name: "All keys" }).click();
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
}

function isOpen({ page }: Actor, words: string) {
  return expect(card(page, words).locator("[data-card-name]")).toHaveAttribute("aria-expanded", "true");
}

test("a key is given to another action, with conflicts told, and is still there after a reload", async ({ team, amina, jonas }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  await given(amina, id, WORDS.thanks);
  await given(amina, id, WORDS.lawyers);
  await openDesk(amina, id);
  const { page } = amina;
  await expect(card(page, WORDS.lawyers)).toBeVisible();

  await openKeys(amina);
  await page.getByRole("button", { name: /^Change the key of “Next mark”, now J/ }).click();
  const field = page.getByRole("textbox", { name: "New key for “Next mark”" });
  await expect(field).toBeFocused();
  await page.keyboard.press("Control+w");
  await expect(page.getByText("Ctrl W can't be used. The browser keeps that one for itself.")).toBeVisible();
  await page.keyboard.press("k");
  await expect(page.getByText("K is the key of “Previous mark”.")).toBeVisible();
  await page.keyboard.press("z");
  await expect(page.getByRole("status").filter({ hasText: "Z is now the key of “Next mark”." })).toBeVisible();
  await expect(page.getByRole("button", { name: "Change the key of “Next mark”, now Z" })).toBeFocused();
  await page.keyboard.press("Escape");

  await openDesk(amina, id);
  await expect(card(page, WORDS.lawyers)).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("z");
  await isOpen(amina, WORDS.thanks);
  await page.keyboard.press("z");
  await isOpen(amina, WORDS.lawyers);

  // Somebody else has the keys as they were, also one whose layout has no Latin letters.
  await openDesk(jonas, id);
  await expect(card(jonas.page, WORDS.lawyers)).toBeVisible();
  await jonas.page.locator("body").dispatchEvent("keydown", { key: "о", code: "KeyJ", bubbles: true, cancelable: true });
  await isOpen(jonas, WORDS.thanks);

  await openKeys(amina);
  await page.getByRole("button", { name: "Reset the key of “Next mark”" }).click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("k");
  await page.keyboard.press("j");
  await isOpen(amina, WORDS.lawyers);
});

test("keys of a single letter can be turned off, and then none of them does anything", async ({ team, amina }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  await given(amina, id, WORDS.thanks);
  await openDesk(amina, id);
  const { page } = amina;
  await expect(card(page, WORDS.thanks)).toBeVisible();
  await openKeys(amina);
  await page.getByRole("checkbox", { name: /Keys of a single letter or sign/ }).uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeHidden();
  await expect(card(page, WORDS.thanks).locator("[data-card-name]")).toHaveAttribute("aria-expanded", "false");

  await openKeys(amina);
  await page.getByRole("checkbox", { name: /Keys of a single letter or sign/ }).check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await isOpen(amina, WORDS.thanks);
});

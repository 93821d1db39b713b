/** Which marks are shown: kept in the address, shared with colleagues, followed by the keys and by the text. */
import { expect, test } from "./actors.ts";
import { card, given, highlight, openDesk } from "./desk.ts";
import { OBSERVATIONS, WORDS } from "./texts.ts";

test("what Amina narrows down to is in the address, and Jonas sees the same by it", async ({ team, amina, jonas }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  await given(amina, id, WORDS.thanks, { tags: ["needs-checking"] });
  await given(amina, id, WORDS.lawyers, { tags: ["evasive"], submitted: true });
  await given(jonas, id, WORDS.register, { tags: ["deadline", "evasive"] });
  await given(jonas, id, WORDS.deadline, { tags: ["deadline"] });
  await openDesk(amina, id);
  const { page } = amina;

  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const panel = page.getByRole("dialog", { name: "Filter by tag, state and author" });
  await panel.getByRole("checkbox", { name: /^Evasive/ }).check();
  await panel.getByRole("checkbox", { name: /^Deadline/ }).check();
  await panel.getByRole("checkbox", { name: /^Draft/ }).check();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("status").filter({ hasText: "2 of 4" })).toBeVisible();
  for (const shown of [WORDS.register, WORDS.deadline]) await expect(card(page, shown)).toBeVisible();
  for (const left of [WORDS.thanks, WORDS.lawyers]) {
    await expect(card(page, left)).toHaveCount(0);
    await expect(highlight(page, left)).toHaveCount(0);
  }

  const { search } = new URL(page.url());
  await openDesk(jonas, id, search);
  await expect(highlight(jonas.page, WORDS.register)).toBeVisible();
  await expect(jonas.page.getByRole("article")).toHaveCount(2);
  await expect(highlight(jonas.page, WORDS.thanks)).toHaveCount(0);
  // The keys walk over what is shown.
  await jonas.page.keyboard.press("j");
  await expect(card(jonas.page, WORDS.register).locator("[data-card-name]")).toHaveAttribute("aria-expanded", "true");
  await jonas.page.keyboard.press("j");
  await expect(card(jonas.page, WORDS.deadline).locator("[data-card-name]")).toHaveAttribute("aria-expanded", "true");
  await jonas.page.keyboard.press("k");
  await jonas.page.keyboard.press("Escape");

  await jonas.page.getByRole("button", { name: "No longer only Evasive" }).click();
  await jonas.page.getByRole("button", { name: "No longer only Draft" }).click();
  await expect(jonas.page).toHaveURL(/\?tag=deadline$/);
  await jonas.page.getByRole("button", { name: "Clear" }).click();
  await expect(jonas.page.getByRole("article")).toHaveCount(4);
  await expect(highlight(jonas.page, WORDS.thanks)).toBeVisible();
  expect(new URL(jonas.page.url()).search).toBe("");
});

test("an address with a tag and a person that aren't there shows no marks and the way to all of them", async ({ team, amina }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  await given(amina, id, WORDS.thanks);
  await amina.page.setViewportSize({ width: 390, height: 800 });
  await openDesk(amina, id, "?tag=no-such-tag&author=nobody&state=lost&filter=strange");
  const { page } = amina;
  await page.getByRole("button", { name: /^Marks/ }).click();
  const drawer = page.getByRole("dialog", { name: "Marks" });
  await expect(drawer.getByText("No marks match.")).toBeVisible();
  await expect(drawer.getByRole("button", { name: "No longer only Somebody without marks here" })).toBeVisible();
  await drawer.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("checkbox", { name: /^no-such-tag/ }).uncheck();
  await page.keyboard.press("Escape");
  await expect(drawer.getByText("No marks match.")).toBeVisible();
  await drawer.getByRole("button", { name: "Show all marks" }).click();
  await expect(drawer.getByRole("article")).toHaveCount(1);
  await expect(highlight(page, WORDS.thanks)).toBeAttached();
});

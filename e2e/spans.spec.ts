/** The span of a mark is changed by dragging its ends and by keys, taken back, and never by two people unseen. */
import type { Page } from "@playwright/test";
import { call, expect, test, type Actor } from "./actors.ts";
import { card, given, openCard, openDesk, placeOf, saved } from "./desk.ts";
import { OBSERVATIONS, WORDS } from "./texts.ts";

const quoteNow = (actor: Actor, mark: string) => async () =>
  ((await (await call(actor, "GET", `/annotations/${mark}`)).json()) as { anchor: { quote: string } }).anchor.quote;

/** Takes the knob of an end, and moves it over the end of these words; the hand has not let go. */
async function drag(page: Page, end: "from" | "to", words: string): Promise<void> {
  const line = page.locator(`.span-handle--${end}`);
  await expect(line).toBeVisible();
  const place = await placeOf(page.locator(".ProseMirror"), words);
  const goal = end === "to" ? place.to : place.from;
  const box = await line.boundingBox();
  if (!box) throw new Error("The end is not on the screen");
  const knob = { x: box.x + box.width / 2, y: end === "to" ? box.y + box.height + 6 : box.y - 6 };
  const fromLine = knob.y - (box.y + box.height / 2);
  await page.mouse.move(knob.x, knob.y);
  await page.mouse.down();
  await page.mouse.move(goal.x, goal.y + fromLine, { steps: 6 });
  await expect(page.locator(".ProseMirror .flash").first()).toBeVisible();
}

test("an end is dragged over a border of paragraphs, a start drawn in, and both taken back", async ({ team, amina, jonas }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  const mark = await given(amina, id, WORDS.lawyers);
  await Promise.all([openDesk(amina, id), openDesk(jonas, id)]);
  const { page } = amina;
  await openCard(page, WORDS.lawyers);
  await drag(page, "to", "The State party should open");
  await page.mouse.up();
  await expect.poll(quoteNow(amina, mark)).toBe(`${WORDS.lawyers} has ended.\nThe State party should open`);
  await expect(page.locator(`.ProseMirror [data-marks~="${mark}"]`).last()).toContainText("The State party should open");
  await expect(jonas.page.locator(`.ProseMirror [data-marks~="${mark}"]`).last()).toContainText("The State party should open");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect.poll(quoteNow(jonas, mark)).toBe(WORDS.lawyers);

  // Over its other end: something is always left.
  await drag(page, "from", "has ended");
  await page.mouse.up();
  await expect.poll(quoteNow(amina, mark)).toBe("w");
  await page.locator("[data-sonner-toast]").filter({ hasText: "It marks other words now." }).first().getByRole("button", { name: "Undo", exact: true }).click();
  await expect.poll(quoteNow(amina, mark)).toBe(WORDS.lawyers);

  // Escape takes back what is being dragged.
  await drag(page, "to", "first interview has");
  await page.keyboard.press("Escape");
  await expect(page.locator(".ProseMirror .flash")).toHaveCount(0);
  await page.mouse.up();
  await expect(card(page, WORDS.lawyers).locator("[data-card-name]")).toHaveAttribute("aria-expanded", "true");
  expect(await quoteNow(amina, mark)()).toBe(WORDS.lawyers);

  // In a source only the author says what is marked.
  await openCard(jonas.page, WORDS.lawyers);
  await expect(jonas.page.locator(".span-handle--to")).toHaveCount(0);
});

test("by keys: words go in and out at both ends, and only the last wish is sent", async ({ team, amina }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  const mark = await given(amina, id, WORDS.lawyers);
  const { page } = amina;
  const sent: string[] = [];
  page.on("request", (request) => request.url().endsWith("/reanchor") && sent.push(request.url()));
  await openDesk(amina, id);
  await page.keyboard.press("j");
  await expect(page.locator(".span-handle--to")).toBeVisible();
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await page.keyboard.press("Alt+Shift+ArrowLeft");
  await page.keyboard.press("Alt+Shift+ArrowUp");
  await page.keyboard.press("Alt+Shift+ArrowUp");
  await page.keyboard.press("Alt+Shift+ArrowDown");
  await expect.poll(quoteNow(amina, mark)).toBe(`that ${WORDS.lawyers} has`);
  expect(sent).toHaveLength(1);
  await saved(page);
});

test("two drag the same end at once: the second is shown both and chooses", async ({ team, amina, jonas }) => {
  const id = await team.newReport("Findings", "Lawyers are called only after the first interview has ended in most stations.");
  const words = "called only after the first";
  const mark = await given(amina, id, words);
  await Promise.all([openDesk(amina, id), openDesk(jonas, id)]);
  await Promise.all([openCard(amina.page, words), openCard(jonas.page, words)]);

  await drag(jonas.page, "to", "first interview has");
  await drag(amina.page, "to", "first interview");
  await amina.page.mouse.up();
  const theirs = `${words} interview`;
  await expect.poll(quoteNow(amina, mark)).toBe(theirs);
  await expect(card(jonas.page, "called only")).toContainText(theirs);
  await jonas.page.mouse.up();

  const conflict = jonas.page.getByRole("alert").filter({ hasText: "Somebody else moved its ends" });
  await expect(conflict).toContainText(`Theirs“${theirs}”Yours“${theirs} has”`);
  expect(await quoteNow(amina, mark)()).toBe(theirs);
  await conflict.getByRole("button", { name: "Use mine" }).click();
  await expect.poll(quoteNow(amina, mark)).toBe(`${theirs} has`);
  await expect(conflict).toHaveCount(0);
  await expect(card(amina.page, "called only")).toContainText(`${theirs} has`);
});

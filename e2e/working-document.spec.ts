/** Two people write one report at the same time; a lost connection costs nothing. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "./actors.ts";
import { cardOffsets, given, openCard, openDesk, saved, typeAtEndOf } from "./desk.ts";

/** Two paragraphs, one for each of them. */
const START = "First paragraph.\n\nSecond paragraph.\n";

test("two people type in one document and both find all of it after a reload", async ({ team, amina, jonas }) => {
  const id = await team.newReport("Alternative report", START);
  await Promise.all([openDesk(amina, id), openDesk(jonas, id)]);
  await Promise.all([
    typeAtEndOf(amina, "First paragraph.", " Amina adds what the prisons told us."),
    typeAtEndOf(jonas, "Second paragraph.", " Jonas adds the figures of the courts."),
  ]);
  for (const actor of [amina, jonas]) {
    const text = actor.page.locator(".ProseMirror");
    await expect(text).toContainText("First paragraph. Amina adds what the prisons told us.");
    await expect(text).toContainText("Second paragraph. Jonas adds the figures of the courts.");
    await saved(actor.page);
    await actor.page.reload();
    await expect(text).toContainText("Amina adds what the prisons told us.");
    await expect(text).toContainText("Jonas adds the figures of the courts.");
  }
});

test("a dropped connection says Not saved; what is written meanwhile arrives by itself", async ({ team, amina, jonas }) => {
  const id = await team.newReport("Alternative report", START);
  await Promise.all([openDesk(amina, id), openDesk(jonas, id)]);
  await amina.context.setOffline(true);
  await typeAtEndOf(amina, "First paragraph.", " Written on the train.");
  await expect(amina.page.getByText(/^Not saved \(\d+ changes?, since/)).toBeVisible({ timeout: 45_000 });
  await expect(jonas.page.locator(".ProseMirror")).not.toContainText("Written on the train.");
  await amina.context.setOffline(false);
  await expect(jonas.page.locator(".ProseMirror")).toContainText("Written on the train.", { timeout: 45_000 });
  await saved(amina.page);
});

test("cards stay beside their words while others write above them, and when the window becomes narrower", async ({ team, amina, jonas }) => {
  const long = "were told by the guard that no register of the persons brought in had been kept since the spring, ".repeat(6);
  const places = ["harbour", "airport", "station"];
  const id = await team.newReport("Visits", `Beginning.\n\n${places.map((place) => `At the ${place} we ${long}`).join("\n\n")}\n`);
  for (const place of places) await given(amina, id, place, { note: place });
  await Promise.all([openDesk(amina, id), openDesk(jonas, id)]);
  const { page } = amina;
  const stationTop = async () => (await page.getByText("At the station").boundingBox())?.y ?? 0;
  const areLevel = () => expect.poll(() => cardOffsets(page), "pixels from each card to the line of its words").toEqual([0, 0, 0]);
  await areLevel();

  const before = await stationTop();
  await typeAtEndOf(jonas, "Beginning.", ` ${long.slice(0, 200)}`);
  await page.locator(".ProseMirror p").nth(1).press("Home");
  await page.keyboard.press("Enter");
  await expect.poll(stationTop).toBeGreaterThan(before + 20);
  await areLevel();

  const wide = await stationTop();
  await page.setViewportSize({ width: 1_150, height: 900 });
  await expect.poll(stationTop).not.toBe(wide);
  await areLevel();
});

/** The addresses of the built scripts that have such words in them. */
function scriptsWith(words: RegExp): RegExp {
  const folder = path.resolve(import.meta.dirname, "../build/client/assets");
  const names = readdirSync(folder).filter((name) => name.endsWith(".js") && words.test(readFileSync(path.join(folder, name), "utf8")));
  expect(names).toHaveLength(1);
  return new RegExp(names.join("|"));
}

const MESSAGES = /sonner-loading-wrapper/;

test("what is loaded late and does not come takes nothing with it", async ({ team, amina }) => {
  const { page } = amina;
  const id = await team.newReport("Alternative report", START);
  await given(amina, id, "First paragraph", { note: "Look again." });
  for (const words of [MESSAGES, /aria-label":"Format"/]) await page.route(scriptsWith(words), (route) => route.abort());
  await openDesk(amina, id);
  await typeAtEndOf(amina, "Second paragraph.", " Written without a bar.");
  await openCard(page, "First paragraph");
  await page.keyboard.press("Delete");
  await expect(page.getByRole("article")).toHaveCount(0);
  await saved(page);
  await page.reload();
  await expect(page.locator(".ProseMirror")).toContainText("Written without a bar.");
  await expect(page.getByRole("article")).toHaveCount(0);
});

test("without a connection a deletion can still be taken back", async ({ team, amina }) => {
  const { page } = amina;
  const id = await team.newReport("Alternative report", START);
  await given(amina, id, "First paragraph", { note: "Look again." });
  const messages = page.waitForResponse(scriptsWith(MESSAGES));
  await openDesk(amina, id);
  await (await messages).finished();
  await openCard(page, "First paragraph");
  await amina.context.setOffline(true);
  await page.keyboard.press("Delete");
  await expect(page.getByRole("article")).toHaveCount(0);
  // On a telephone the message covers no way to the marks.
  await page.setViewportSize({ width: 390, height: 844 });
  for (const name of ["Outline", "Marks 0", "Undo"]) await page.getByRole("button", { name }).click({ trial: true });
  await page.setViewportSize({ width: 1_440, height: 900 });
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await amina.context.setOffline(false);
  await expect(page.getByRole("article")).toContainText("Look again.");
  await saved(page);
  await page.reload();
  await expect(page.getByRole("article")).toContainText("Look again.");
});

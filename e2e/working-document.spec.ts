/** Two people write one report at the same time; a lost connection costs nothing. */
import { expect, test } from "./actors.ts";
import { cardOffsets, given, openDesk, saved, typeAtEndOf } from "./desk.ts";

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

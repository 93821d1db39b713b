/** Marks whose words are rewritten or taken away under them: people are told, look, and say where the mark belongs. */
import { call, expect, test } from "./actors.ts";
import { card, dragOver, given, highlight, nextFrames, openCard, openDesk, selectWords } from "./desk.ts";

const TEXT = [
  "The council opened three schools in the northern province last year, and closed none of them.",
  "Nothing was said about the teachers of the southern province, though their number was asked for.",
  "The ministry promised to answer before the end of spring.",
].join("\n\n");
const SCHOOLS = "opened three schools in the northern province";
const PROMISE = "promised to answer before the end of spring";

test("words that somebody rewrites are flagged for everybody until a person says that the position is right", async ({ team, amina, jonas, rami }) => {
  const id = await team.newReport("Notes on schools", TEXT);
  const mark = await given(amina, id, SCHOOLS, { note: "Count them." });
  await Promise.all([openDesk(amina, id), openDesk(jonas, id), openDesk(rami, id)]);
  await expect(highlight(jonas.page, SCHOOLS)).toBeVisible();

  await selectWords(jonas.page, SCHOOLS);
  await jonas.page.keyboard.type("has opened three new schools in the north province", { delay: 5 });
  for (const { page } of [amina, jonas, rami]) await expect(card(page, SCHOOLS)).toContainText("Check the position");

  const theirs = await openCard(rami.page, SCHOOLS);
  await nextFrames(rami.page);
  await expect(theirs.getByRole("button", { name: "Position is right" })).toHaveCount(0);
  const open = await openCard(amina.page, SCHOOLS);
  await open.getByRole("button", { name: "Position is right" }).click();
  await expect(amina.page.getByText("The position is confirmed.")).toBeVisible();
  for (const { page } of [amina, jonas, rami]) await expect(card(page, "Count them.")).not.toContainText("Check the position");
  const { anchor } = (await (await call(amina, "GET", `/annotations/${mark}`)).json()) as { anchor: { quote: string } };
  expect(anchor.quote).toContain("opened three new schools");
});

test("a mark whose words are deleted is kept with its quote, and by the keys alone gets other words, its history with it", async ({ team, amina, jonas, rami }) => {
  const id = await team.newReport("Notes on promises", TEXT);
  const mark = await given(amina, id, PROMISE, { note: "When?" });
  await Promise.all([openDesk(amina, id), openDesk(jonas, id), openDesk(rami, id)]);
  await expect(highlight(jonas.page, PROMISE)).toBeVisible();

  await selectWords(jonas.page, PROMISE);
  await jonas.page.keyboard.press("Delete");
  for (const { page } of [amina, jonas, rami]) await expect(card(page, PROMISE)).toContainText("Detached");

  const { keyboard } = amina.page;
  await keyboard.press("j");
  const attach = card(amina.page, PROMISE).getByRole("button", { name: "Attach to other words" });
  await expect(attach).toBeVisible();
  await attach.focus();
  await keyboard.press("Enter");
  const bar = amina.page.getByRole("group", { name: "Attach the mark" });
  await expect(bar).toContainText("Select the words");
  await keyboard.press("Escape");
  await expect(bar).toHaveCount(0);
  await expect(card(amina.page, PROMISE).locator("[data-card-name]")).toBeFocused();

  await attach.focus();
  await keyboard.press("Enter");
  await expect(amina.page.locator(".ProseMirror")).toBeFocused();
  await keyboard.press("Control+Home");
  for (let word = 0; word < 4; word += 1) await keyboard.press("Control+Shift+ArrowRight");
  await expect(bar).toContainText("The council opened three");
  await keyboard.press("Alt+F10");
  await expect(bar.getByRole("button", { name: "Attach here" })).toBeFocused();
  await keyboard.press("Enter");

  for (const { page } of [amina, jonas, rami]) {
    await expect(highlight(page, "The council opened three")).toBeVisible();
    await expect(card(page, "When?")).not.toContainText("Detached");
  }
  const again = (await (await call(rami, "GET", `/annotations/${mark}`)).json()) as { id: string; anchor: { quote: string } };
  expect(again.anchor.quote).toBe("The council opened three");
  const theirs = await openCard(rami.page, "The council opened three");
  await theirs.getByText("History").click();
  await expect(theirs).toContainText("moved it to other words");

  await amina.page.getByRole("button", { name: "Undo", exact: true }).click();
  for (const { page } of [amina, jonas, rami]) await expect(card(page, PROMISE)).toContainText("Detached");
});

test("on a telephone a mark without words is attached by selecting others", async ({ team, amina }) => {
  const id = await team.newReport("Notes on teachers", TEXT);
  await given(amina, id, PROMISE, { note: "When?" });
  await openDesk(amina, id);
  await selectWords(amina.page, PROMISE);
  await amina.page.keyboard.press("Delete");
  await expect(card(amina.page, PROMISE)).toContainText("Detached");

  await amina.page.setViewportSize({ width: 390, height: 780 });
  await amina.page.getByRole("button", { name: /^Marks/ }).click();
  await amina.page.getByRole("dialog").locator("[data-card-name]").click();
  await amina.page.getByRole("button", { name: "Attach to other words" }).click();
  const bar = amina.page.getByRole("group", { name: "Attach the mark" });
  await expect(bar).toBeVisible();
  await dragOver(amina.page.locator(".ProseMirror"), "teachers of");
  await bar.getByRole("button", { name: "Attach here" }).click();
  await expect(highlight(amina.page, "teachers of")).toBeVisible();
});

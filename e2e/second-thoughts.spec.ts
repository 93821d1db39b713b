/** Changing one's mind: what is deleted comes back, what was approved is asked again, what two wrote is not swallowed. */
import { call, expect, signedIn, test } from "./actors.ts";
import { card, given, highlight, openCard, openDesk, rewriteNote, saved } from "./desk.ts";
import { OBSERVATIONS, WORDS } from "./texts.ts";

test("a deleted mark goes away for everybody, and Undo brings it back as it was", async ({ team, amina, jonas }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  const mark = await given(amina, id, WORDS.lawyers, { tags: ["evasive"], note: "Nothing is said of the years before." });
  await given(amina, id, WORDS.deadline, { tags: ["deadline"] });
  await Promise.all([openDesk(amina, id), openDesk(jonas, id)]);
  await expect(card(jonas.page, WORDS.lawyers)).toBeVisible();

  await openCard(amina.page, WORDS.lawyers);
  await amina.page.keyboard.press("Delete");
  for (const { page } of [amina, jonas]) {
    await expect(card(page, WORDS.lawyers)).toHaveCount(0);
    await expect(highlight(page, WORDS.lawyers)).toHaveCount(0);
    await expect(card(page, WORDS.deadline)).toBeVisible();
  }
  expect((await call(jonas, "GET", `/annotations/${mark}`)).status()).toBe(404);

  await amina.page.getByRole("button", { name: "Undo", exact: true }).click();
  for (const { page } of [amina, jonas]) {
    await expect(card(page, WORDS.lawyers)).toContainText("Nothing is said of the years before.");
    await expect(card(page, WORDS.lawyers)).toContainText("Evasive");
    await expect(highlight(page, WORDS.lawyers)).toBeVisible();
  }
  await saved(amina.page);
});

test("editing what is approved withdraws the approval while the reviewer looks on", async ({ team, amina, marta }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  await given(amina, id, WORDS.lawyers, { note: "Said in the dialogue too.", submitted: true });
  await Promise.all([openDesk(amina, id), openDesk(marta, id)]);
  const judged = await openCard(marta.page, WORDS.lawyers);
  await marta.page.keyboard.press("a");
  const hers = await openCard(amina.page, WORDS.lawyers);
  await expect(hers).toContainText("Approved");
  await expect(judged.getByRole("group", { name: "Your verdict" })).toHaveCount(0);

  await amina.page.keyboard.press("e");
  await hers.getByPlaceholder("Add a note").fill("Said in the dialogue too, twice.");
  await expect(hers).toContainText("Saving it asks for a new review.");
  await hers.getByRole("button", { name: "Save note" }).click();
  for (const open of [hers, judged]) {
    await expect(open).toContainText("Submitted");
    await expect(open).toContainText("Said in the dialogue too, twice.");
  }
  await expect(judged.getByRole("button", { name: /^Approve/ })).toBeVisible();
});

test("a note written in two places at once is a conflict that keeps both, and its author decides", async ({ team, amina, browser }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  const mark = await given(amina, id, WORDS.register, { note: "As it was." });
  const train = await signedIn(browser, "amina");
  await Promise.all([openDesk(amina, id), openDesk(train, id)]);
  const [atDesk, onTrain] = await Promise.all([openCard(amina.page, WORDS.register), openCard(train.page, WORDS.register)]);
  const noteNow = async () => ((await (await call(amina, "GET", `/annotations/${mark}`)).json()) as { note: string }).note;

  await train.context.setOffline(true);
  await rewriteNote(train.page, onTrain, "As written on the train.");
  await expect(onTrain).toContainText("not sent yet");
  await rewriteNote(amina.page, atDesk, "As written at the desk.");
  await expect.poll(noteNow).toBe("As written at the desk.");
  await train.context.setOffline(false);

  const conflict = onTrain.getByRole("alert");
  await expect(conflict).toContainText("It was changed by somebody else");
  await expect(conflict).toContainText("As written on the train.");
  await expect(onTrain.locator(".mark-card__detail")).toContainText("As written at the desk.");
  await expect(train.page.getByText(/^Not saved \(1 change/)).toBeVisible();
  expect(await noteNow()).toBe("As written at the desk.");

  await conflict.getByRole("button", { name: "Try again" }).click();
  await expect(atDesk).toContainText("As written on the train.");
  await expect(conflict).toHaveCount(0);
  await saved(train.page);
  await train.context.close();
});

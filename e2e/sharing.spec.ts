/** What one shows to the others and what not: comments at once, private marks when their author wants it. */
import { call, expect, PEOPLE, test } from "./actors.ts";
import { card, highlight, openCard, openDesk, openMark, saved, selectWords, tag } from "./desk.ts";
import { OBSERVATIONS, WORDS } from "./texts.ts";

test("a comment on somebody else's mark stands in the author's open card, and the answer comes back", async ({ team, amina, jonas, rami }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  await Promise.all([amina, jonas, rami].map((actor) => openDesk(actor, id)));
  const hers = await tag(amina.page, WORDS.lawyers, "Needs checking");

  const seen = await openCard(jonas.page, WORDS.lawyers);
  await seen.getByPlaceholder("Comment for the team").fill("The record of the meeting says the opposite.");
  await seen.getByRole("button", { name: "Send" }).click();
  const asked = hers.getByRole("listitem").filter({ hasText: "The record of the meeting says the opposite." });
  await expect(asked).toContainText(PEOPLE.jonas.shown);

  await hers.getByPlaceholder("Comment for the team").fill("Then it is a contradiction.");
  await amina.page.keyboard.press("Control+Enter");
  await expect(seen.getByRole("listitem").filter({ hasText: "Then it is a contradiction." })).toContainText(PEOPLE.amina.shown);

  // A reader sees the talk, and is offered no word in it.
  await expect(card(rami.page, WORDS.lawyers)).toContainText("2 comments");
  const read = await openCard(rami.page, WORDS.lawyers);
  await expect(read).toContainText("Then it is a contradiction.");
  await expect(read.getByPlaceholder("Comment for the team")).toHaveCount(0);
  await saved(jonas.page);
});

test("a private mark is its author's alone until it is shown to the team, and again when it is taken back", async ({ team, lea, amina, jonas }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  await Promise.all([openDesk(amina, id), openDesk(jonas, id)]);
  const privately = amina.page.getByRole("group", { name: "The selected words" }).getByRole("switch", { name: "Private" });
  await selectWords(amina.page, WORDS.lawyers);
  await privately.click();
  const own = await tag(amina.page, WORDS.lawyers, "Contradiction");
  await expect(own).toContainText("Private ·");
  const mark = await openMark(amina.page);

  // News come in order: when the later mark is here, the private one would be too.
  await selectWords(amina.page, WORDS.thanks);
  await privately.click();
  await tag(amina.page, WORDS.thanks, "Commitment");
  await expect(card(jonas.page, WORDS.thanks)).toBeVisible();
  const others = jonas.page.getByRole("article");
  await expect(others).toHaveCount(1);
  await expect(highlight(jonas.page, WORDS.lawyers)).toHaveCount(0);

  // Not even a lead gets it by another way.
  for (const actor of [jonas, lea]) {
    for (const path of [`/annotations/${mark}`, `/annotations/${mark}/history`]) expect((await call(actor, "GET", path)).status(), path).toBe(404);
    expect((await call(actor, "POST", `/annotations/${mark}/comments`, { text: "I saw it" })).status()).toBe(404);
    for (const path of [`/documents/${id}/annotations`, `/documents/${id}/export.csv?state=all`]) {
      expect(await (await call(actor, "GET", path)).text(), path).not.toContain(WORDS.lawyers);
    }
  }
  expect((await call(amina, "GET", `/annotations/${mark}`)).status()).toBe(200);

  await openCard(amina.page, WORDS.lawyers);
  const shown = own.getByRole("switch", { name: "Private" });
  await shown.click();
  await expect(card(jonas.page, WORDS.lawyers)).toContainText("Contradiction");
  await expect(highlight(jonas.page, WORDS.lawyers)).toBeVisible();
  await shown.click();
  await expect(others).toHaveCount(1);
  await expect(highlight(jonas.page, WORDS.lawyers)).toHaveCount(0);
  await expect(own).toContainText("Private ·");
});

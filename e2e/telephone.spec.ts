/** The main way on a telephone: read, select, tag, write a note, submit, with nothing that has to be pushed sideways. */
import { devices } from "@playwright/test";
import { expect, signedIn, test } from "./actors.ts";
import { expectNoSidewaysScroll, highlight, openDesk, readOnTo, saved, selectWords, writeNote } from "./desk.ts";
import { demoDocument } from "./texts.ts";

const REPLY = "The former limit of 96 hours has thus been abolished.";

test("on a telephone somebody marks a passage, writes why and submits it", async ({ team, browser, jonas }) => {
  const id = await team.importText("CAT_C_VLD_3.txt", demoDocument("CAT_C_VLD_3.txt"));
  const { userAgent, hasTouch, isMobile, deviceScaleFactor } = devices["Pixel 7"];
  const amina = await signedIn(browser, "amina", { viewport: { width: 390, height: 844 }, userAgent, hasTouch, isMobile, deviceScaleFactor });
  const { page } = amina;
  await openDesk(jonas, id);
  await openDesk(amina, id);
  await expectNoSidewaysScroll(page, "the document");

  await selectWords(page, REPLY);
  await expectNoSidewaysScroll(page, "words selected");
  await page.getByRole("button", { name: "All tags…" }).tap();
  await expect(page.getByRole("listbox", { name: "Tags" })).toBeInViewport({ ratio: 1 });
  await expectNoSidewaysScroll(page, "all tags");
  await page.getByRole("option", { name: /^Contradiction/ }).tap();

  // The card comes up from below, and leaves the marked words in sight.
  const sheet = page.getByRole("region", { name: "Selected mark" });
  await expect(sheet).toContainText("Contradiction");
  await expect(highlight(page, REPLY)).toBeInViewport();
  await writeNote(sheet, "Paragraph 84 counts 216 extensions in 2012.");
  await expectNoSidewaysScroll(page, "a card with a note");
  await sheet.getByRole("button", { name: /^Submit/ }).tap();
  await expect(sheet).toContainText("Submitted");
  await saved(page);
  await expect(await readOnTo(jonas.page, REPLY)).toContainText("Submitted");

  await sheet.getByRole("button", { name: "Close the mark" }).tap();
  await expect(sheet).toHaveCount(0);
  await page.getByRole("button", { name: "Marks 1" }).tap();
  await expectNoSidewaysScroll(page, "the list of marks");
  await page.getByRole("dialog", { name: "Marks" }).getByRole("button", { name: /Contradiction/ }).tap();
  await expect(sheet).toContainText("Paragraph 84 counts 216 extensions in 2012.");
  await expect(highlight(page, REPLY)).toBeInViewport();
  await amina.context.close();
});

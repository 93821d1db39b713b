/** Many marks at once: picked by keys and boxes, tagged, submitted, deleted; told what was left out; taken back by one press. */
import { call, expect, test, type Actor } from "./actors.ts";
import { card, given, openDesk } from "./desk.ts";
import { OBSERVATIONS, WORDS } from "./texts.ts";

interface Seen {
  state: string;
  tags: string[];
  anchor: { quote: string };
}

async function marksOf(actor: Actor, documentId: string): Promise<Seen[]> {
  return (await (await call(actor, "GET", `/documents/${documentId}/annotations`)).json()) as Seen[];
}

test("four marks are picked by the keys, tagged and submitted, each with one undo", async ({ team, amina, jonas }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  for (const words of [WORDS.thanks, WORDS.lawyers, WORDS.deadline]) await given(amina, id, words, { tags: ["needs-checking"] });
  await given(jonas, id, WORDS.register, { tags: ["needs-checking"] });
  await Promise.all([openDesk(amina, id), openDesk(jonas, id)]);
  const { page } = amina;
  const bar = page.getByRole("region", { name: "The picked marks" });
  const tags = async () => (await marksOf(amina, id)).map((mark) => mark.tags.includes("deadline"));
  const states = async () => (await marksOf(amina, id)).map((mark) => mark.state);

  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(bar).toContainText("1 selected");
  for (let nth = 0; nth < 3; nth += 1) await page.keyboard.press("Shift+J");
  await expect(bar).toContainText("4 selected");
  await bar.getByRole("button", { name: "Add tag" }).click();
  await page.getByRole("combobox", { name: "Find a tag" }).fill("deadline");
  await page.keyboard.press("Enter");
  await expect(page.getByText("3 of 4 marks tagged. 1 was not changed: only its author may change it.").first()).toBeVisible();
  await expect(card(jonas.page, WORDS.lawyers)).toContainText("Deadline");
  expect(await tags()).toEqual([true, true, true, false]);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(card(jonas.page, WORDS.lawyers)).not.toContainText("Deadline");
  await expect.poll(tags).toEqual([false, false, false, false]);

  await bar.getByRole("button", { name: "Submit" }).click();
  await expect.poll(states).toEqual(["submitted", "submitted", "submitted", "draft"]);
  await page.locator("[data-sonner-toast]").filter({ hasText: "3 of 4 marks submitted" }).getByRole("button", { name: "Undo", exact: true }).click();
  await expect.poll(states).toEqual(["draft", "draft", "draft", "draft"]);
  await page.locator("body").press("Escape");
  await expect(bar).toHaveCount(0);
});

test("boxes pick a range, Ctrl+A all that are shown; what is deleted while the network is away goes when it is back, and comes back whole", async ({ team, amina, jonas }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  for (const words of Object.values(WORDS)) await given(amina, id, words, { tags: words === WORDS.thanks ? ["evasive"] : ["deadline"] });
  await Promise.all([openDesk(amina, id), openDesk(jonas, id)]);
  const { page } = amina;
  const bar = page.getByRole("region", { name: "The picked marks" });
  const box = (words: string) => page.getByRole("checkbox", { name: new RegExp(words.slice(0, 20)) });

  await card(page, WORDS.lawyers).hover();
  await box(WORDS.lawyers).check();
  await box(WORDS.deadline).click({ modifiers: ["Shift"] });
  await expect(bar).toContainText("3 selected");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+a");
  await expect(bar).toContainText("4 selected");
  // What is filtered out is not changed unseen.
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("checkbox", { name: /^Deadline/ }).check();
  await page.keyboard.press("Escape");
  await expect(bar).toContainText("3 selected");

  await amina.context.setOffline(true);
  await bar.getByRole("button", { name: "Delete" }).click();
  await expect(bar).toContainText("Deleting 0 of 3");
  await amina.context.setOffline(false);
  await expect(jonas.page.getByRole("article")).toHaveCount(1);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(jonas.page.getByRole("article")).toHaveCount(4);
  expect((await marksOf(amina, id)).map(({ tags }) => tags[0]).sort()).toEqual(["deadline", "deadline", "deadline", "evasive"]);
});

test("what has a verdict is asked about before a tag withdraws it", async ({ team, amina, marta }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  const approved = await given(amina, id, WORDS.lawyers, { submitted: true });
  await given(amina, id, WORDS.deadline);
  expect((await call(marta, "POST", `/annotations/${approved}/verdicts`, { verdict: "approve" })).ok()).toBe(true);
  await openDesk(amina, id);
  const { page } = amina;
  await card(page, WORDS.lawyers).hover();
  await page.getByRole("checkbox", { name: new RegExp(WORDS.lawyers.slice(0, 20)) }).check();
  await page.keyboard.press("Control+a");
  const bar = page.getByRole("region", { name: "The picked marks" });
  await bar.getByRole("button", { name: "Add tag" }).click();
  await page.getByRole("combobox", { name: "Find a tag" }).fill("evasive");
  await page.keyboard.press("Enter");
  await bar.getByRole("button", { name: "Leave it out" }).click();
  await expect(page.getByText("1 of 2 marks tagged. 1 was not changed: a verdict stands.").first()).toBeVisible();
  expect((await marksOf(amina, id)).map(({ state, tags }) => [state, tags.includes("evasive")])).toEqual([["approved", false], ["draft", true]]);
});

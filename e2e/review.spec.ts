/** Review by keys: what is sent back, rejected and approved, and what the author hears of it. */
import { call, expect, PEOPLE, signedIn, test, type Actor } from "./actors.ts";
import { card, given, nextFrames, openCard, openDesk, openReview, rewriteNote, saved } from "./desk.ts";
import { OBSERVATIONS, WORDS } from "./texts.ts";

/** Says in words why not: the key of the verdict, the reason, and off it goes. */
async function decideInWords({ page }: Actor, key: "c" | "r", reason: string): Promise<void> {
  await page.keyboard.press(key);
  const field = page.getByLabel(key === "c" ? "What should change?" : "Why is it rejected?");
  await expect(field).toBeFocused();
  await field.fill(reason);
  await page.keyboard.press("Control+Enter");
}

test("a mark is sent back, changed, submitted again and approved; another is rejected; the author sees why", async ({ team, amina, marta }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  const [first] = [
    await given(amina, id, WORDS.lawyers, { note: "Lawyers come late.", submitted: true }),
    await given(amina, id, WORDS.deadline, { tags: ["statistic"], note: "A number.", submitted: true }),
  ];
  await openDesk(amina, id);
  await openReview(marta, team, first);
  await decideInWords(marta, "c", "Say by how much.");
  await expect(marta.page.getByText("A number.")).toBeVisible();
  await expect(marta.page.getByText("Lawyers come late.")).toHaveCount(0);

  // A rejection without a reason is asked for one, not given.
  await decideInWords(marta, "r", " ");
  await expect(marta.page.getByText("A rejection needs a reason.")).toBeVisible();
  await marta.page.getByLabel("Why is it rejected?").fill("A date is no statistic.");
  await marta.page.keyboard.press("Control+Enter");
  await expect(marta.page.getByText("Nothing waits for you")).toBeVisible();

  await expect(card(amina.page, WORDS.deadline)).toContainText(`Rejected · ${PEOPLE.marta.shown}`);
  const rejected = await openCard(amina.page, WORDS.deadline);
  await expect(rejected.getByRole("list", { name: "Reviewers’ reasons" })).toContainText("A date is no statistic.");
  const back = await openCard(amina.page, WORDS.lawyers);
  await expect(back).toContainText(`Changes requested · ${PEOPLE.marta.shown}`);
  const reasons = back.getByRole("list", { name: "Reviewers’ reasons" });
  await expect(reasons).toContainText("Say by how much.");

  await rewriteNote(amina.page, back, "Lawyers come three hours late.");
  await expect(back.getByText("Lawyers come three hours late.")).toBeVisible();
  await amina.page.keyboard.press("s");
  await expect(back).toContainText("Submitted");
  await expect(reasons).toContainText("Say by how much.");
  await saved(amina.page);

  await openReview(marta, team, first);
  await expect(marta.page.getByText("Lawyers come three hours late.")).toBeVisible();
  await marta.page.keyboard.press("a");
  await expect(marta.page.getByText("Nothing waits for you")).toBeVisible();
  await expect(back).toContainText(`Approved · ${PEOPLE.marta.shown}`);
});

test("a reviewer is offered no verdict on work of their own, and a colleague is", async ({ team, lea, marta }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  const own = await given(marta, id, WORDS.register, { note: "Asked for twice before.", submitted: true });
  await openDesk(marta, id);
  const hers = await openCard(marta.page, WORDS.register);
  await expect(hers).toContainText("Submitted");
  await expect(hers.getByRole("button", { name: "Take back" })).toBeVisible();
  await expect(hers.getByRole("group", { name: "Your verdict" })).toHaveCount(0);
  await marta.page.keyboard.press("a");
  const verdict = await call(marta, "POST", `/annotations/${own}/verdicts`, { verdict: "approve" });
  expect([verdict.status(), ((await verdict.json()) as { type: string }).type]).toEqual([403, "own-work"]);

  await openReview(lea, team, own);
  await lea.page.keyboard.press("a");
  await expect(hers).toContainText(`Approved · ${PEOPLE.lea.shown}`);

  await given(marta, id, WORDS.thanks, { submitted: true });
  await marta.page.goto(`/workspaces/${team.workspaceId}/review`);
  await expect(marta.page.getByText("Nothing waits for you")).toBeVisible();
  await expect(marta.page.getByText("items you wrote or edited (1 hidden).")).toBeVisible();
});

test("on a narrow screen the list lies over the item, and keys pressed in it decide nothing", async ({ team, amina, browser }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  const [first, second] = [await given(amina, id, WORDS.lawyers, { submitted: true }), await given(amina, id, WORDS.thanks, { note: "Look at this one.", submitted: true })];
  const marta = await signedIn(browser, "marta", { viewport: { width: 390, height: 844 } });
  await openReview(marta, team, first);
  await marta.page.getByRole("button", { name: "List · 1 of 2" }).click();
  const list = marta.page.getByRole("dialog", { name: "Waiting for you" });
  await expect(list).toBeVisible();
  await marta.page.keyboard.press("a");
  await marta.page.keyboard.press("r");
  await nextFrames(marta.page);
  await expect(list.getByRole("listitem")).toHaveCount(2);

  await list.getByRole("link").filter({ hasText: WORDS.thanks }).click();
  await expect(list).toBeHidden();
  await expect(marta.page.getByText("Look at this one.")).toBeVisible();
  await marta.page.keyboard.press("a");
  await expect(marta.page.getByText("Look at this one.")).toHaveCount(0);
  const stateOf = async (mark: string) => ((await (await call(amina, "GET", `/annotations/${mark}`)).json()) as { state: string }).state;
  expect([await stateOf(first), await stateOf(second)]).toEqual(["submitted", "approved"]);
  await marta.context.close();
});

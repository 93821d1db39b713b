/** Somebody is named in a comment, finds it by a quick filter, and stays in the words when they have left. */
import { call, expect, PEOPLE, test } from "./actors.ts";
import { given, openCard, openDesk } from "./desk.ts";
import { OBSERVATIONS, WORDS } from "./texts.ts";

test("Amina mentions Marta by the keys; Marta finds it among the marks, and stays in the words when she has gone", async ({ team, lea, amina, marta, jonas }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  await given(amina, id, WORDS.lawyers);
  await given(jonas, id, WORDS.deadline);
  await Promise.all([openDesk(amina, id), openDesk(marta, id)]);
  await expect(marta.page.getByRole("button", { name: /^Mentions me/ })).toHaveCount(0);

  const open = await openCard(amina.page, WORDS.lawyers);
  const field = open.getByRole("textbox", { name: "Comment" });
  await field.click();
  await amina.page.keyboard.type("Is it so, @sam");
  await expect(open.getByRole("option")).toHaveText([new RegExp(PEOPLE.marta.shown)]);
  // Escape closes the list alone.
  await amina.page.keyboard.press("Escape");
  await expect(open.getByRole("option")).toHaveCount(0);
  await expect(field).toHaveValue("Is it so, @sam");
  await amina.page.keyboard.press("Backspace");
  await amina.page.keyboard.press("Enter");
  await expect(field).toHaveValue(`Is it so, @${PEOPLE.marta.shown} `);
  await amina.page.keyboard.type("or not?");
  await amina.page.keyboard.press("Control+Enter");
  await expect(open.locator(".mention")).toHaveText(`@${PEOPLE.marta.shown}`);

  await marta.page.getByRole("button", { name: "Mentions me 1" }).click();
  await expect(marta.page).toHaveURL(/filter=mentions/);
  await expect(marta.page.getByRole("article")).toHaveCount(1);
  const hers = await openCard(marta.page, WORDS.lawyers);
  await expect(hers.locator(".mention--me")).toHaveText(`@${PEOPLE.marta.shown}`);

  await lea.page.goto(`/workspaces/${team.workspaceId}/members`);
  await lea.page.getByRole("row", { name: new RegExp(`^${PEOPLE.marta.shown}`) }).getByText("Remove").first().click();
  await lea.page.getByRole("button", { name: `Remove ${PEOPLE.marta.shown}`, exact: true }).click();
  await expect(lea.page.getByText("The person is removed.")).toBeVisible();
  await openDesk(amina, id);
  await openCard(amina.page, WORDS.lawyers);
  await expect(amina.page.locator(".comments__text")).toHaveText(`Is it so, @${PEOPLE.marta.shown} or not?`);
  await expect(amina.page.locator(".mention")).toHaveCount(0);
});

test("a comment on a private mark offers no names", async ({ team, amina }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  const made = await call(amina, "POST", `/documents/${id}/annotations`, { anchor: { quote: WORDS.lawyers }, tags: [], visibility: "private" });
  expect(made.status()).toBe(201);
  await openDesk(amina, id);
  const open = await openCard(amina.page, WORDS.lawyers);
  const asked: string[] = [];
  amina.page.on("request", (request) => request.url().endsWith("/members") && asked.push(request.url()));
  await open.getByPlaceholder("Comment for yourself").fill(`@${PEOPLE.marta.shown}`);
  await expect(open.getByRole("option")).toHaveCount(0);
  await open.getByRole("button", { name: "Send" }).click();
  await expect(open.locator(".comments__text")).toHaveText(`@${PEOPLE.marta.shown}`);
  await expect(open.locator(".mention")).toHaveCount(0);
  expect(asked).toEqual([]);
});

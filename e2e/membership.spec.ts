/** Rights change while a desk is open: what may no longer be done is no longer offered, and is refused when tried. */
import { call, expect, PEOPLE, test, type Actor } from "./actors.ts";
import { given, openCard, openDesk, selectInVain, selectWords } from "./desk.ts";

const REPORT = "The cells of the station were without windows.\n\nNobody was told for how long.\n";
const [OWN, OTHER] = ["without windows", "for how long"];

/** A lead gives Amina another role, on the page of the members. */
async function giveRole(lea: Actor, role: string): Promise<void> {
  await lea.page.getByLabel(`Role of ${PEOPLE.amina.shown}`, { exact: true }).selectOption({ label: role });
  await lea.page.getByRole("button", { name: `Change the role of ${PEOPLE.amina.shown}` }).click();
  await expect(lea.page.getByText("The role is changed.")).toBeVisible();
}

test("an open desk follows a change of role at once, and ends with a reason when its person is removed", async ({ team, lea, amina }) => {
  const id = await team.newReport("Visit to the station", REPORT);
  const mark = await given(amina, id, OWN, { note: "Seen on the second day." });
  await openDesk(amina, id);
  await lea.page.goto(`/workspaces/${team.workspaceId}/members`);
  const { page } = amina;
  const text = page.getByRole("textbox", { name: /^Text of/ });
  const open = await openCard(page, OWN);
  const mayWrite = open.getByRole("button", { name: /^(Submit|Edit note|Delete)/ });
  await expect(mayWrite).toHaveCount(3);
  await expect(page.getByRole("toolbar")).toBeVisible();

  // In the middle of a sentence she is made a reader, like everybody who may only read; her words stay to be copied.
  await page.keyboard.press("e");
  await open.getByPlaceholder("Add a note").fill("Seen on the second day, and the");
  await giveRole(lea, "Reader");
  await expect(open).toContainText("Not saved: Seen on the second day, and the");
  await expect(mayWrite).toHaveCount(0);
  await expect(text).toHaveAttribute("aria-readonly", "true");
  await expect(page.getByRole("toolbar")).toHaveCount(0);
  await selectInVain(page, OTHER);
  await page.keyboard.type("written all the same");
  const tried = [
    call(amina, "POST", `/documents/${id}/annotations`, { anchor: { quote: OTHER }, tags: [] }),
    call(amina, "POST", `/annotations/${mark}/submit`),
    call(amina, "POST", `/annotations/${mark}/comments`, { text: "Still here" }),
  ];
  expect((await Promise.all(tried)).map((answer) => answer.status())).toEqual([403, 403, 403]);

  // And marks again when she may.
  await giveRole(lea, "Annotator");
  await expect(open.getByPlaceholder("Add a note")).toHaveValue("Seen on the second day, and the");
  await open.getByRole("button", { name: "Cancel" }).click();
  await expect(mayWrite).toHaveCount(3);
  await expect(text).not.toContainText("written all the same");
  await selectWords(page, OTHER);
  await page.keyboard.press("Escape");

  await lea.page.getByRole("row", { name: new RegExp(`^${PEOPLE.amina.shown}`) }).getByText("Remove").first().click();
  await lea.page.getByRole("button", { name: `Remove ${PEOPLE.amina.shown}`, exact: true }).click();
  await expect(lea.page.getByText("The person is removed.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "You are no longer a member of this workspace." })).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("Ask a lead of the workspace if this is a mistake.");
  // Nothing of what was read stays on the page.
  await expect(page.locator(".ProseMirror")).toHaveCount(0);
  await expect(page.getByText("Nobody was told")).toHaveCount(0);
  await expect(page.getByText(OWN)).toHaveCount(0);
  expect((await call(amina, "GET", `/annotations/${mark}`)).status()).toBe(404);
  await page.getByRole("link", { name: "To your workspaces" }).click();
  await expect(page).toHaveURL(/\/workspaces$/);
  await expect(page.locator(`a[href*="${team.workspaceId}"]`)).toHaveCount(0);
});

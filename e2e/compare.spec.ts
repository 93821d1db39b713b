/** Two documents side by side: words of both are linked, and the link is seen and followed from either end. */
import { expect, test, type Actor } from "./actors.ts";
import { dragOver, highlight, saved } from "./desk.ts";
import { OBSERVATIONS, WORDS } from "./texts.ts";

const REPLY = `CAT/C/VLD/7/Add.1

Replies of Veldoria to the concluding observations

1. The Government has read the observations with attention and thanks the Committee.

2. Since January every register of a police station has been open to the lawyers of the bar.

3. Nothing else can be reported at present, for reasons of budget.
`;
const REPLIED = "every register of a police station has been open";

const pane = ({ page }: Actor, side: "left" | "right") => page.locator(`#pane-${side}`);
const textOf = (actor: Actor, side: "left" | "right") => pane(actor, side).locator(".ProseMirror");

async function openComparison(actor: Actor, workspaceId: string, left: string, right: string): Promise<void> {
  await actor.page.goto(`/workspaces/${workspaceId}/compare?left=${left}&right=${right}`);
  for (const side of ["left", "right"] as const) await expect(textOf(actor, side)).toBeVisible();
}

test("selections of both sides become a link, drawn for everybody who compares and followed both ways", async ({ team, amina, jonas }) => {
  const asked = await team.importText("co.txt", OBSERVATIONS);
  const replied = await team.importText("reply.txt", REPLY);
  await Promise.all([amina, jonas].map((actor) => openComparison(actor, team.workspaceId, asked, replied)));
  const { page } = amina;
  await expect(page.getByText("0 links here")).toBeVisible();

  await dragOver(textOf(amina, "left"), WORDS.register);
  await expect(pane(amina, "left").getByText(`“${WORDS.register.slice(0, 20)}`)).toBeVisible();
  await dragOver(textOf(amina, "right"), REPLIED);
  await expect(pane(amina, "right").getByText(`“${REPLIED.slice(0, 20)}`)).toBeVisible();
  await page.keyboard.press("l");
  await page.getByRole("menuitem", { name: /^Replies to/ }).click();

  const chosen = page.getByRole("region", { name: "Selected link" });
  await expect(chosen).toContainText(`para. 2 “${REPLIED}” replies to CAT/C/VLD/CO/7, para. 3 “${WORDS.register}”`);
  await saved(page);

  // Drawn as a ribbon on both screens; pressing it there leads to the words of both ends.
  for (const actor of [amina, jonas]) {
    await expect(actor.page.getByText("1 link here")).toBeVisible();
    await expect(actor.page.getByRole("list", { name: "Links in view" }).getByRole("button", { name: /^replies to/ })).toBeVisible();
    await expect(actor.page.locator(".ribbons path")).toHaveCount(1);
    await expect(pane(actor, "left").locator("[data-marks]")).toHaveText(WORDS.register);
    await expect(pane(actor, "right").locator("[data-marks]")).toHaveText(REPLIED);
  }
  await jonas.page.getByRole("button", { name: /^replies to/ }).click();
  await expect(jonas.page.getByRole("region", { name: "Selected link" })).toContainText(WORDS.register);

  // From the comparison to one end on its desk, from there to the other, and back.
  await chosen.getByRole("link", { name: "Open CAT/C/VLD/CO/7, para. 3" }).click();
  await expect(page).toHaveURL(new RegExp(`/documents/${asked}`));
  await expect(highlight(page, WORDS.register)).toBeInViewport();
  await page.getByRole("link", { name: /is replied to by/ }).click();
  await expect(page).toHaveURL(new RegExp(`/documents/${replied}`));
  await expect(highlight(page, REPLIED)).toBeInViewport();
  await page.getByRole("link", { name: /replies to/ }).click();
  await expect(page).toHaveURL(new RegExp(`/documents/${asked}`));
  await expect(highlight(page, WORDS.register)).toBeInViewport();
});

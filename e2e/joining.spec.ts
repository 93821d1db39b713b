/** Coming in: an invitation link makes the account; a file dropped on the library becomes a document. */
import { expect, test } from "./actors.ts";

test("a lead invites somebody new, who makes an account and sees the workspace", async ({ team, lea, browser }) => {
  await lea.page.goto(`/workspaces/${team.workspaceId}/members`);
  await lea.page.getByLabel("Invite somebody as").selectOption("annotator");
  await lea.page.getByRole("button", { name: "Create invitation link" }).click();
  const link = await lea.page.getByLabel("Invitation link").inputValue();

  const context = await browser.newContext({ baseURL: process.env.E2E_BASE_URL ?? "" });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel("Your name, as others see it").fill("Dina Okafor");
  await page.getByLabel("E-mail address").fill(`dina.${Date.now().toString(36)}@example.org`);
  await page.getByLabel("Password").fill("a long enough password");
  await page.getByRole("button", { name: "Make the account and join" }).click();
  await expect(page).toHaveURL(new RegExp(`/workspaces/${team.workspaceId}`));
  await context.close();

  await lea.page.reload();
  await expect(lea.page.getByRole("row", { name: /^Dina Okafor/ })).toBeVisible();
  const second = await browser.newContext({ baseURL: process.env.E2E_BASE_URL ?? "" });
  const late = await second.newPage();
  await late.goto(link);
  await expect(late.getByText(/has been used/)).toBeVisible();
  await second.close();
});

test("several files at once: good ones come in, bad ones say what is wrong, the same one again leads to the first", async ({ team, amina }) => {
  await amina.page.goto(`/workspaces/${team.workspaceId}`);
  const good = { name: "report.txt", mimeType: "text/plain", buffer: Buffer.from("CAT/C/VLD/5\n\nReport of Veldoria\n\n1. One.\n\n2. Two.\n") };
  const empty = { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) };
  const binary = { name: "picture.txt", mimeType: "text/plain", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]) };
  await amina.page.locator("#upload-files").setInputFiles([good, empty, binary]);
  await expect(amina.page.getByText("2 numbered paragraphs")).toBeVisible();
  await expect(amina.page.getByText("The file is empty.")).toBeVisible();
  await expect(amina.page.getByText(/seems to be a picture/).last()).toBeVisible();
  await amina.page.locator("#upload-files").setInputFiles([{ ...good, name: "again.txt" }]);
  await amina.page.getByRole("link", { name: "Open the existing one" }).click();
  await expect(amina.page).toHaveURL(/\/documents\//);
  await expect(amina.page.getByText("CAT/C/VLD/5").first()).toBeVisible();
});

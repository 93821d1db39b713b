/** From two real documents to an approved, exported finding: three people, live, each in a browser of their own. */
import { expect, sharedDocument, test } from "./actors.ts";
import { card, highlight, openDesk, openMark, saved, tag, wordsOf } from "./desk.ts";

const observations = sharedDocument("CAT_C_KAZ_CO_2.txt");
const report = sharedDocument("CAT_C_KAZ_3.txt");

test.skip(!observations || !report, "../shared/documents is not here");

test("three people mark one State report live and see each other's marks without a reload", async ({ team, amina, jonas, marta }) => {
  const id = await team.importText("CAT_C_KAZ_3.txt", report ?? "");
  await Promise.all([amina, jonas, marta].map((actor) => openDesk(actor, id)));
  const [first, second, third] = await Promise.all([195, 209, 214].map((paragraph) => wordsOf(amina, id, paragraph)));
  await expect(amina.page.getByRole("list", { name: "Also here" }).getByRole("listitem")).toHaveCount(2);

  await tag(amina.page, first ?? "", "Statistic");
  await expect(card(jonas.page, first ?? "")).toBeVisible();
  await tag(jonas.page, second ?? "", "Contradiction");
  await tag(marta.page, third ?? "", "Rejected");
  for (const { page } of [amina, jonas, marta]) {
    for (const words of [first, second, third]) await expect(card(page, words ?? "")).toBeAttached();
    await saved(page);
  }

  // Two marks on the same words: both stay.
  await tag(jonas.page, (first ?? "").slice(0, 30), "Needs checking");
  await expect(highlight(amina.page, first ?? "")).toHaveAttribute("data-marks", / /);
  await jonas.page.reload();
  await expect(card(jonas.page, third ?? "")).toBeAttached();
});

test("a recommendation is linked to the reply, the link is followed both ways, and what is approved is exported", async ({ team, amina, marta }) => {
  const coId = await team.importText("CAT_C_KAZ_CO_2.txt", observations ?? "");
  const reportId = await team.importText("CAT_C_KAZ_3.txt", report ?? "");
  const [asked, replied, other] = [await wordsOf(amina, coId, 8), await wordsOf(amina, reportId, 214), await wordsOf(amina, reportId, 43)];

  // Amina marks the reply, says why, and leaves a second mark as a draft.
  await openDesk(amina, reportId);
  await tag(amina.page, other, "Statistic");
  await tag(amina.page, replied, "Rejected");
  const reply = card(amina.page, replied);
  await reply.getByPlaceholder("Add a note").fill("The State declines the transfer for the present.");
  await reply.getByRole("button", { name: "Save note" }).click();
  const replyId = await openMark(amina.page);

  // From the recommendation she links to paragraph 214 of the report.
  await openDesk(amina, coId);
  await tag(amina.page, asked, "Recommendation");
  await card(amina.page, asked).getByRole("button", { name: "Add link" }).click();
  await amina.page.getByRole("searchbox", { name: "Find the other passage" }).fill("CAT/C/KAZ/3 214");
  await amina.page.getByRole("radio", { name: /CAT\/C\/KAZ\/3, para\. 214/ }).check();
  await amina.page.getByRole("button", { name: "Save link" }).click();
  const away = card(amina.page, asked).getByRole("link", { name: /CAT\/C\/KAZ\/3, para\. 214/ });
  await expect(away).toBeVisible();
  await saved(amina.page);

  // Followed there and back again, each time to the very words.
  await away.click();
  await expect(amina.page).toHaveURL(new RegExp(`/documents/${reportId}`));
  await expect(highlight(amina.page, replied)).toBeInViewport();
  const back = amina.page.getByRole("link", { name: /para\. 8/ }).first();
  await back.click();
  await expect(amina.page).toHaveURL(new RegExp(`/documents/${coId}`));
  await expect(highlight(amina.page, asked)).toBeInViewport();

  // She submits; she can't approve it herself, not even by the API.
  await openDesk(amina, reportId, `?annotation=${replyId}`);
  await card(amina.page, replied).getByRole("button", { name: /^Submit/ }).click();
  await expect(card(amina.page, replied)).toContainText("Submitted");
  await expect(card(amina.page, replied).getByRole("button", { name: /^Approve/ })).toHaveCount(0);
  const origin = process.env.E2E_BASE_URL ?? "";
  const own = await amina.api.post(`/api/v1/annotations/${replyId}/verdicts`, { headers: { Origin: origin }, data: { verdict: "approve" } });
  expect(own.status()).toBe(403);

  // Marta approves from the queue, by key; Amina sees it without a reload.
  await marta.page.goto(`/workspaces/${team.workspaceId}/review`);
  await expect(marta.page.getByText("The State declines the transfer for the present.").first()).toBeVisible();
  await marta.page.keyboard.press("a");
  await expect(card(amina.page, replied)).toContainText("Approved");

  // The report that leaves holds exactly that mark, with its paragraph.
  const csv = await (await marta.api.get(`/api/v1/workspaces/${team.workspaceId}/export.csv`)).text();
  const rows = csv.trim().split("\r\n");
  expect(rows).toHaveLength(2);
  expect(rows[1]).toContain(replyId);
  expect(rows[1]).toContain("214");
  const html = await (await marta.api.get(`/api/v1/workspaces/${team.workspaceId}/export.html`)).text();
  expect(html).toContain("CAT/C/KAZ/3, para. 214");
  expect(html).not.toContain(`“${other.slice(0, 30)}`);
});

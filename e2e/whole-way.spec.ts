/**
 * From two documents to an approved, exported finding: three people, live, each in a browser of their own.
 *
 * Told twice: about the documents of the demo, and about real ones where the folder with them lies beside the project
 * (they may not be copied into it).
 */
import { call, expect, test } from "./actors.ts";
import { card, highlight, openDesk, openMark, readOnTo, openReview, saved, tag, wordsOf, writeNote } from "./desk.ts";
import { demoDocument, sharedDocument } from "./texts.ts";

interface Dialogue {
  of: string;
  /** The text of a file, asked for in a test. */
  text: (file: string) => Buffer;
  observations: { file: string; /** A paragraph that asks. */ asks: number };
  report: { file: string; symbol: string; /** Paragraphs to mark: the reply is the last of them. */ marked: [number, number, number]; /** One that stays a draft. */ left: number };
}

const DIALOGUES: Dialogue[] = [
  {
    of: "Veldoria",
    text: demoDocument,
    observations: { file: "CAT_C_VLD_CO_2.txt", asks: 9 },
    report: { file: "CAT_C_VLD_3.txt", symbol: "CAT/C/VLD/3", marked: [33, 43, 84], left: 22 },
  },
  {
    of: "Kazakhstan",
    text: sharedDocument,
    observations: { file: "CAT_C_KAZ_CO_2.txt", asks: 8 },
    report: { file: "CAT_C_KAZ_3.txt", symbol: "CAT/C/KAZ/3", marked: [195, 209, 214], left: 43 },
  },
];

const NOTE = "This is not an answer to what was asked.";

for (const { of, text, observations, report } of DIALOGUES) {
  test.describe(of, () => {
    test("three people mark one State report live and see each other's marks without a reload", async ({ team, amina, jonas, marta }) => {
      const id = await team.importText(report.file, text(report.file));
      await Promise.all([amina, jonas, marta].map((actor) => openDesk(actor, id)));
      const [first = "", second = "", third = ""] = await Promise.all(report.marked.map((paragraph) => wordsOf(amina, id, paragraph)));
      await expect(amina.page.getByRole("list", { name: "Also here" }).getByRole("listitem")).toHaveCount(2);

      await tag(amina.page, first, "Statistic");
      await readOnTo(jonas.page, first);
      await tag(jonas.page, second, "Contradiction");
      await tag(marta.page, third, "Rejected");
      for (const { page } of [amina, jonas, marta]) {
        for (const words of [first, second, third]) await readOnTo(page, words);
        await saved(page);
      }

      // Two marks on the same words: both stay.
      await tag(jonas.page, first.slice(0, 30), "Needs checking");
      await readOnTo(amina.page, first);
      await expect(highlight(amina.page, first)).toHaveAttribute("data-marks", / /);
      await jonas.page.reload();
      await readOnTo(jonas.page, third);
    });

    test("a recommendation is linked to the reply, the link is followed both ways, and what is approved is exported", async ({ team, amina, marta }) => {
      const coId = await team.importText(observations.file, text(observations.file));
      const reportId = await team.importText(report.file, text(report.file));
      const paragraph = report.marked[2];
      const citation = `${report.symbol}, para. ${paragraph}`;
      const [asked, replied, other] = [await wordsOf(amina, coId, observations.asks), await wordsOf(amina, reportId, paragraph), await wordsOf(amina, reportId, report.left)];

      // Amina marks the reply, says why, and leaves a second mark as a draft.
      await openDesk(amina, reportId);
      await tag(amina.page, other, "Statistic");
      await tag(amina.page, replied, "Rejected");
      const reply = card(amina.page, replied);
      await writeNote(reply, NOTE);
      const replyId = await openMark(amina.page);

      // From the recommendation she links to the reply.
      await openDesk(amina, coId);
      await tag(amina.page, asked, "Recommendation");
      await card(amina.page, asked).getByRole("button", { name: "Add link" }).click();
      await amina.page.getByRole("searchbox", { name: "Find the other passage" }).fill(`${report.symbol} ${paragraph}`);
      await amina.page.getByRole("radio", { name: citation, exact: true }).check();
      await amina.page.getByRole("button", { name: "Save link" }).click();
      const away = card(amina.page, asked).getByRole("link", { name: citation });
      await expect(away).toBeVisible();
      await saved(amina.page);

      // Followed there and back again, each time to the very words.
      await away.click();
      await expect(amina.page).toHaveURL(new RegExp(`/documents/${reportId}`));
      await expect(highlight(amina.page, replied)).toBeInViewport();
      await amina.page.getByRole("link", { name: new RegExp(`para\\. ${observations.asks} `) }).first().click();
      await expect(amina.page).toHaveURL(new RegExp(`/documents/${coId}`));
      await expect(highlight(amina.page, asked)).toBeInViewport();

      // She submits; she can't approve it herself, not even by the API.
      await openDesk(amina, reportId, `?annotation=${replyId}`);
      await reply.getByRole("button", { name: /^Submit/ }).click();
      await expect(reply).toContainText("Submitted");
      await expect(reply.getByRole("button", { name: /^Approve/ })).toHaveCount(0);
      expect((await call(amina, "POST", `/annotations/${replyId}/verdicts`, { verdict: "approve" })).status()).toBe(403);

      // Marta approves from the queue, by key; Amina sees it without a reload.
      await openReview(marta, team, replyId);
      await expect(marta.page.getByText(NOTE).first()).toBeVisible();
      await marta.page.keyboard.press("a");
      await expect(reply).toContainText("Approved");

      // The report that leaves holds exactly that mark, with its paragraph.
      const exported = async (format: string) => (await call(marta, "GET", `/workspaces/${team.workspaceId}/export.${format}`)).text();
      const rows = (await exported("csv")).trim().split("\r\n");
      expect(rows).toHaveLength(2);
      expect(rows[1]).toContain(replyId);
      expect(rows[1]).toContain(`${paragraph}`);
      const html = await exported("html");
      expect(html).toContain(citation);
      expect(html).not.toContain(`“${other.slice(0, 30)}`);
    });
  });
}

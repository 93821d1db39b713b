/** A document with more marks than a page brings: the first come with it, the others after it, and only those near the window are painted. */
import { call, expect, test, type Actor } from "./actors.ts";
import { card, openDesk, type Block } from "./desk.ts";

const PARAGRAPHS = 120;
/** One more than stands in a page. */
const MARKS = 501;

/** A report in which each paragraph says its number, with `MARKS` marks on it; answers its id and the marks in the order of the text. */
async function muchMarked(amina: Actor, report: (title: string, text: string) => Promise<string>): Promise<{ id: string; marks: { id: string; quote: string }[] }> {
  const text = Array.from({ length: PARAGRAPHS }, (_, nth) => `Place number ${nth + 1} of detention was visited, and nobody there had seen a register, a doctor or a lawyer in the last three years.`);
  const id = await report("Much marked", text.join("\n\n"));
  const { blocks } = (await (await call(amina, "GET", `/documents/${id}`)).json()) as { blocks: Block[] };
  const wanted = Array.from({ length: MARKS }, (_, nth) => nth);
  const marks: { id: string; quote: string }[] = [];
  const make = async (): Promise<void> => {
    for (let nth = wanted.shift(); nth !== undefined; nth = wanted.shift()) {
      const block = blocks[Math.floor((nth * PARAGRAPHS) / MARKS)];
      const start = (nth % 9) * 8;
      const answer = await call(amina, "POST", `/documents/${id}/annotations`, { anchor: { block: block?.id, start, end: start + 24 }, tags: ["statistic"] });
      const made = (await answer.json()) as { id: string; anchor: { quote: string } };
      marks[nth] = { id: made.id, quote: made.anchor.quote };
    }
  };
  await Promise.all(Array.from({ length: 8 }, make));
  return { id, marks };
}

test("whoever comes by the address of the last of very many marks lands on its words, and reads back to the first", async ({ team, amina, jonas }) => {
  // Five hundred marks are made first.
  test.slow();
  const { id, marks } = await muchMarked(amina, team.newReport);
  const [first, last] = [marks[0], marks.at(-1)];
  const { page } = jonas;
  await openDesk(jonas, id, `?annotation=${last?.id ?? ""}`);
  const painted = (mark: { id: string } | undefined) => page.locator(`.ProseMirror [data-marks~="${mark?.id ?? ""}"]`);
  await expect(painted(last).first()).toBeInViewport();
  await expect(card(page, last?.quote ?? "")).toBeVisible();
  await expect(page.getByRole("button", { name: `All ${MARKS}` })).toBeVisible();
  await expect(page.getByText("is not here")).toHaveCount(0);
  // Far above nothing is painted, until somebody reads there.
  await expect(painted(first)).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.mouse.move(600, 400);
  await expect(async () => {
    await page.mouse.wheel(0, -6_000);
    await expect(painted(first).first()).toBeInViewport({ timeout: 500 });
  }).toPass();
  // On paper all of them are.
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await expect(page.locator(".mark-code")).toHaveCount(MARKS);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await expect(page.locator(".mark-code")).toHaveCount(0);
});

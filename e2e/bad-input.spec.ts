/** Things nobody should do, and somebody does: told before anything is lost. */
import { call, expect, test } from "./actors.ts";
import { card, given, nextFrames, openCard, openDesk, saved, tag } from "./desk.ts";
import { OBSERVATIONS, WORDS } from "./texts.ts";

test("a note of 100,000 characters is told to be too long before it is saved, and kept until it fits", async ({ team, amina }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  const mark = await given(amina, id, WORDS.lawyers);
  await openDesk(amina, id);
  const open = await openCard(amina.page, WORDS.lawyers);
  const note = open.getByRole("textbox", { name: "Note" });
  await note.fill("n".repeat(100_000));
  await expect(open.getByText("It is 80000 characters too long.")).toBeVisible();
  await expect(open.getByRole("button", { name: "Save note" })).toBeDisabled();
  await amina.page.keyboard.press("Control+Enter");
  // Leaving the card and coming back keeps what was typed.
  await open.locator("[data-card-name]").click();
  await openCard(amina.page, WORDS.lawyers);
  await expect(note).toHaveValue(/^n{100000}$/);
  expect(((await (await call(amina, "GET", `/annotations/${mark}`)).json()) as { note: string | null }).note).toBeNull();
  await note.fill("n".repeat(20_000));
  await open.getByRole("button", { name: "Save note" }).click();
  await expect.poll(async () => ((await (await call(amina, "GET", `/annotations/${mark}`)).json()) as { note: string | null }).note?.length).toBe(20_000);
});

test("nothing is offered for a selection without words", async ({ team, amina }) => {
  await openDesk(amina, await team.importText("co.txt", OBSERVATIONS));
  const { page } = amina;
  const bar = page.getByRole("group", { name: "The selected words" });
  await page.locator(".ProseMirror p", { hasText: WORDS.lawyers }).click({ position: { x: 5, y: 8 } });
  await page.keyboard.press("Home");
  // The space behind "The", and nothing else.
  for (let nth = 0; nth < 3; nth += 1) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toMatch(/^\s$/);
  await nextFrames(page);
  await expect(bar).toHaveCount(0);
  await page.keyboard.press("Shift+ArrowRight");
  await expect(bar).toBeVisible();
});

test("two hundred marks on the same words: a press goes from one to the next, the keys walk over all", async ({ team, amina }) => {
  test.setTimeout(120_000);
  const id = await team.importText("co.txt", OBSERVATIONS);
  for (let part = 0; part < 20; part += 1) await Promise.all(Array.from({ length: 10 }, () => given(amina, id, WORDS.lawyers, { tags: ["evasive"] })));
  await openDesk(amina, id);
  const { page } = amina;
  const words = page.locator(".ProseMirror .mark").filter({ hasText: WORDS.lawyers });
  await expect(words).toHaveCount(1);
  await expect(words).toHaveAttribute("aria-description", /; and 194 more marks$/);
  const seen = new Set<string>();
  const lookAround = () => {
    const selected = new URL(page.url()).searchParams.get("annotation");
    if (selected) seen.add(selected);
    return seen.size;
  };
  for (let press = 1; press <= 3; press += 1) {
    // Each elsewhere on them: two presses at one place are a double click, which selects a word.
    const line = await words.evaluate((element) => {
      const { left, top, height } = element.getClientRects()[0] ?? element.getBoundingClientRect();
      return { left, middle: top + height / 2 };
    });
    await page.mouse.click(line.left + 30 * press, line.middle);
    await expect.poll(lookAround).toBe(press);
    await expect(page.locator(`[data-card="${[...seen].at(-1) ?? ""}"] .mark-card--selected`)).toBeInViewport();
  }
  await page.keyboard.press("j");
  await expect.poll(lookAround).toBe(4);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("checkbox", { name: /^Evasive\s*200/ }).check();
  await page.keyboard.press("Escape");
  // All of them at once, stopped in the middle, and what was done taken back.
  await card(page, WORDS.lawyers).getByRole("button").first().focus();
  await page.keyboard.press("Control+a");
  const bar = page.getByRole("region", { name: "The picked marks" });
  await expect(bar).toContainText("200 selected");
  await bar.getByRole("button", { name: "Submit" }).click();
  await bar.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText(/^Stopped: \d+ of 200 marks submitted/).first()).toBeVisible();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  const states = async () => [...new Set(((await (await call(amina, "GET", `/documents/${id}/annotations`)).json()) as { state: string }[]).map(({ state }) => state))];
  await expect.poll(states).toEqual(["draft"]);
});

test("a mark over the whole document stands from its first word to its last; one that is too long is told so", async ({ team, amina }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  await openDesk(amina, id);
  const { page } = amina;
  await page.locator(".ProseMirror p", { hasText: WORDS.lawyers }).click();
  await page.keyboard.press("Control+a");
  await page.getByRole("button", { name: "All tags…" }).click();
  await page.getByRole("combobox", { name: "Find a tag" }).fill("evasive");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article")).toHaveCount(1);
  await saved(page);
  const [mark] = (await (await call(amina, "GET", `/documents/${id}/annotations`)).json()) as { anchor: { quote: string } }[];
  expect(mark?.anchor.quote).toMatch(/at the latest\.$/);
  await expect(page.locator(".span-handle--to")).toBeVisible();

  const long = await team.importText("long.txt", `CAT/C/VLD/CO/8\n\n${Array.from({ length: 60 }, (_, nth) => `${nth + 1}. ${"The Committee is concerned. ".repeat(70)}`).join("\n\n")}\n`);
  await openDesk(amina, long);
  await page.locator(".ProseMirror p").nth(1).click();
  await page.keyboard.press("Control+a");
  await page.getByRole("button", { name: "All tags…" }).click();
  await page.getByRole("combobox", { name: "Find a tag" }).fill("evasive");
  await page.keyboard.press("Enter");
  await expect(page.getByText("This is too long for one mark")).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(0);
});

test("several tags are put in and out before they are saved together", async ({ team, amina }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  await openDesk(amina, id);
  const { page } = amina;
  const open = await tag(page, WORDS.lawyers, "evasive");
  const sent: string[] = [];
  page.on("request", (request) => request.method() === "PATCH" && sent.push(request.url()));
  await open.getByRole("button", { name: "Tag", exact: true }).click();
  const find = page.getByRole("combobox", { name: "Find a tag" });
  for (const name of ["deadline", "statistic", "evasive"]) {
    await find.fill(name);
    await page.keyboard.press("Enter");
  }
  await expect(page.getByText("3 changed.")).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(open.getByRole("group", { name: "Tags" })).toContainText("Statistic");
  await expect(open.getByRole("group", { name: "Tags" })).not.toContainText("Evasive");
  await saved(page);
  expect(sent).toHaveLength(1);
  // Escape changes nothing.
  await open.getByRole("button", { name: "Tag", exact: true }).click();
  await find.fill("evasive");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(find).toHaveCount(0);
  await expect(open.getByRole("group", { name: "Tags" })).not.toContainText("Evasive");
  expect(sent).toHaveLength(1);
});

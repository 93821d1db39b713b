/** Two documents side by side: words of both are linked, and the link is seen and followed from either end. */
import { call, expect, signedIn, test, type Actor } from "./actors.ts";
import { dragOver, expectNoSidewaysScroll, highlight, saved, typeAtEndOf, writeNote } from "./desk.ts";
import { demoDocument, OBSERVATIONS, WORDS } from "./texts.ts";

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
  await dragOver(textOf(amina, "right"), REPLIED);
  const bar = page.getByRole("region", { name: "Link the two selections" });
  await expect(bar).toContainText(`“${WORDS.register}”`);
  await expect(bar).toContainText(`“${REPLIED}”`);
  // Three actions: words, words, one key.
  await page.keyboard.press("l");

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

interface End {
  documentId: string;
  quote: string;
}

/** A link made beforehand; answers its id. */
async function givenLink(actor: Actor, from: End, to: End, type = "replies-to"): Promise<string> {
  const end = ({ documentId, quote }: End) => ({ documentId, anchor: { quote } });
  const answer = await call(actor, "POST", "/links", { from: end(from), to: end(to), type });
  expect(answer.status(), await answer.text()).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

/** How far apart in height the marked words of the two sides stand, in pixels. */
const unevenness = (actor: Actor, left: string, right: string) =>
  Promise.all(
    ([["left", left], ["right", right]] as const).map(([side, words]) =>
      pane(actor, side).locator("[data-marks]").filter({ hasText: words }).first().evaluate((mark) => mark.getClientRects()[0]?.top ?? NaN),
    ),
  ).then(([one = NaN, other = NaN]) => Math.abs(one - other));

const paragraphs = (what: string) => Array.from({ length: 60 }, (_, nth) => `${nth + 1}. In ${what} number ${nth + 1} the Committee and the Government speak of registers, of lawyers and of the time that passes before a person sees either.`).join("\n\n");

test("from link to link both texts come level; the address leads somebody else to the same link", async ({ team, amina, jonas }) => {
  // Two long texts in two browsers, twice.
  test.slow();
  const asked = await team.importText("a.txt", `CAT/C/VLD/CO/8\n\nObservations\n\n${paragraphs("observation")}\n`);
  const replied = await team.importText("b.txt", `CAT/C/VLD/8/Add.1\n\nReplies\n\n${paragraphs("reply")}\n`);
  const wishes = [["observation number 12 ", "reply number 40 "], ["observation number 33 ", "reply number 9 "]] as const;
  for (const [quote, reply] of wishes) await givenLink(amina, { documentId: replied, quote: `${reply}the Committee` }, { documentId: asked, quote: `${quote}the Committee` });
  await openComparison(amina, team.workspaceId, asked, replied);
  const { page } = amina;
  await expect(page.getByText("2 links here")).toBeVisible();
  for (const [key, [left, right]] of [["j", wishes[0]], ["j", wishes[1]], ["k", wishes[0]]] as const) {
    await page.keyboard.press(key);
    await expect(pane(amina, "left").locator("[data-marks]").filter({ hasText: left })).toBeInViewport();
    await expect(pane(amina, "right").locator("[data-marks]").filter({ hasText: right })).toBeInViewport();
    await expect.poll(() => unevenness(amina, left, right)).toBeLessThan(2);
  }
  await expect(page).toHaveURL(/&link=/);
  await jonas.page.goto(page.url());
  await expect(jonas.page.getByRole("region", { name: "Selected link" })).toContainText(wishes[0][0].trim());
  await expect.poll(() => unevenness(jonas, ...wishes[0])).toBeLessThan(2);
  await expect(pane(jonas, "right").locator("[data-marks]").filter({ hasText: wishes[0][1] })).toBeInViewport();

  // Scrolling together: the other text follows the links, without anybody selecting them.
  await jonas.page.keyboard.press("Escape");
  await jonas.page.keyboard.press("f");
  await expect(jonas.page).toHaveURL(/together=1/);
  await jonas.page.mouse.move(300, 400);
  await expect(async () => {
    await jonas.page.mouse.wheel(0, 150);
    await expect(pane(jonas, "right").locator("[data-marks]").filter({ hasText: wishes[1][1] })).toBeInViewport({ timeout: 100 });
  }).toPass({ intervals: [50], timeout: 30_000 });
});

test("type and note of a link are changed on its card by whoever may, and everybody sees it", async ({ team, amina, jonas, rami }) => {
  const asked = await team.importText("co.txt", OBSERVATIONS);
  const replied = await team.importText("reply.txt", REPLY);
  const id = await givenLink(amina, { documentId: replied, quote: REPLIED }, { documentId: asked, quote: WORDS.register });
  for (const actor of [amina, jonas, rami]) await actor.page.goto(`/workspaces/${team.workspaceId}/compare?left=${asked}&right=${replied}&link=${id}`);
  const info = ({ page }: Actor) => page.getByRole("region", { name: "Selected link" });
  await info(amina).getByRole("button", { name: "Edit link" }).click();
  await info(amina).getByRole("combobox", { name: "How it is connected" }).selectOption("contradicts");
  await info(amina).getByRole("textbox", { name: "Note" }).fill("The register was shut in May.");
  await info(amina).getByRole("button", { name: "Save link" }).click();
  for (const actor of [amina, jonas, rami]) {
    await expect(info(actor)).toContainText("contradicts CAT/C/VLD/CO/7, para. 3");
    await expect(info(actor)).toContainText("The register was shut in May.");
  }
  await expect(info(rami).getByRole("button", { name: "Edit link" })).toHaveCount(0);
  await saved(amina.page);
});

test("words of both sides are marked as on the desk, and a working document is written in beside its source", async ({ team, lea }) => {
  const source = await team.importText("co.txt", OBSERVATIONS);
  const report = await team.newReport("Notes for the session", "The first point.\n\nThe second point about registers.");
  await openComparison(lea, team.workspaceId, source, report);
  const { page } = lea;
  await dragOver(textOf(lea, "left"), WORDS.lawyers);
  await expect(page.getByRole("group", { name: "The selected words" })).toBeVisible();
  await page.keyboard.press("u");
  const mark = pane(lea, "left").getByRole("region", { name: /^Selected mark/ });
  await expect(mark).toContainText("Unaddressed");
  await writeNote(mark, "Ask again.");
  await expect(page).toHaveURL(/annotation=/);
  await expect(pane(lea, "left").locator("[data-marks]")).toHaveText(WORDS.lawyers);

  await typeAtEndOf(lea, "The second point", " It is open.");
  await expect(textOf(lea, "right")).toContainText("The second point about registers. It is open.");
  await dragOver(textOf(lea, "right"), "The first point");
  await page.getByRole("group", { name: "The selected words" }).getByRole("button", { name: /^Note/ }).click();
  await expect(pane(lea, "right").getByRole("region", { name: /^Selected mark/ })).toContainText("The first point");
  await expect(pane(lea, "right").locator("[data-marks]")).toHaveText("The first point");

  // Where one types, a letter is a letter: the key is Alt+L there.
  await dragOver(textOf(lea, "left"), WORDS.register);
  await dragOver(textOf(lea, "right"), "second point");
  await expect(page.getByRole("region", { name: "Link the two selections" })).toContainText("Alt L");
  await page.keyboard.press("Alt+l");
  await expect(page.getByRole("region", { name: "Selected link" })).toContainText("second point");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByText("0 links here")).toBeVisible();
  await saved(page);

  // From one text to the other by a key.
  await textOf(lea, "left").focus();
  await page.keyboard.press("F6");
  await expect(textOf(lea, "right")).toBeFocused();
  await page.keyboard.press("F6");
  await expect(textOf(lea, "left")).toBeFocused();
});

test("a link to a third document is opened here, beside the text it begins in", async ({ team, amina }) => {
  const asked = await team.importText("co.txt", OBSERVATIONS);
  const replied = await team.importText("reply.txt", REPLY);
  const third = await team.importText("CAT_C_VLD_3.txt", demoDocument("CAT_C_VLD_3.txt"));
  await givenLink(amina, { documentId: replied, quote: REPLIED }, { documentId: asked, quote: WORDS.register });
  await openComparison(amina, team.workspaceId, asked, third);
  const { page } = amina;
  await page.getByRole("button", { name: "1 elsewhere" }).click();
  await page.getByRole("dialog", { name: "Links to other documents" }).getByRole("link", { name: /^Open it here/ }).click();
  await expect(page).toHaveURL(new RegExp(`left=${asked}&right=${replied}`));
  await expect(page.getByRole("region", { name: "Selected link" })).toContainText(REPLIED);
  await expect(pane(amina, "right").locator("[data-marks]")).toBeInViewport();
});

test("on a telephone the two texts are tabs, and a button leads to the other end of a link", async ({ team, browser, amina }) => {
  const asked = await team.importText("a.txt", `CAT/C/VLD/CO/8\n\nObservations\n\n${paragraphs("observation")}\n`);
  const replied = await team.importText("b.txt", `CAT/C/VLD/8/Add.1\n\nReplies\n\n${paragraphs("reply")}\n`);
  const [left, right] = ["In observation number 3 the Committee", "In reply number 50 the Committee"];
  await givenLink(amina, { documentId: replied, quote: right }, { documentId: asked, quote: left });
  const narrow = await signedIn(browser, "amina", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const { page } = narrow;
  await page.addInitScript(() => {
    const seen = window as unknown as { shift: number };
    seen.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) if (!entry.hadRecentInput) seen.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(`/workspaces/${team.workspaceId}/compare?left=${asked}&right=${replied}`);
  const tabs = page.getByRole("tablist", { name: "Which document" }).getByRole("tab");
  await expect(textOf(narrow, "left")).toBeVisible();
  await expect(textOf(narrow, "right")).toBeHidden();
  expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeLessThan(0.02);
  const places = () => tabs.evaluateAll((all) => all.map((tab) => Math.round(tab.getBoundingClientRect().left)));
  const before = await places();
  await tabs.nth(1).tap();
  await expect(textOf(narrow, "right")).toBeVisible();
  expect(await places()).toEqual(before);
  await tabs.nth(0).tap();

  await page.getByRole("list", { name: "Other ends of the links in view" }).getByRole("button", { name: /^Other end, replies to/ }).tap();
  await expect(tabs.nth(1)).toHaveAttribute("aria-selected", "true");
  await expect(pane(narrow, "right").locator("[data-marks]")).toBeInViewport();
  await expectNoSidewaysScroll(page, "a selected link");
  await page.getByRole("region", { name: "Selected link" }).getByRole("button", { name: "Other end" }).tap();
  await expect(pane(narrow, "left").locator("[data-marks]")).toBeInViewport();
  await narrow.context.close();
});

/** What a person does on the desk, in their words: open a document, select words, tag them, open a card. */
import { expect, type Locator, type Page } from "@playwright/test";
import { call, type Actor, type Team } from "./actors.ts";

export interface Block {
  id: string;
  kind: string;
  number?: number;
  text: string;
}

interface DemoDocument {
  id: string;
  kind: "source" | "working";
  symbol: string | null;
}

/** The workspace of the demo, full of marks. Others read it at the same time: nothing may be changed in it. */
export async function demoOf(actor: Actor): Promise<{ workspaceId: string; documents: DemoDocument[] }> {
  const workspaces = (await (await call(actor, "GET", "/workspaces")).json()) as { id: string; name: string }[];
  const workspaceId = workspaces.find((one) => one.name.startsWith("Veldoria"))?.id ?? "";
  return { workspaceId, documents: (await (await call(actor, "GET", `/workspaces/${workspaceId}/documents`)).json()) as DemoDocument[] };
}

/** Opens a document and waits until it is live. */
export async function openDesk(actor: Actor, documentId: string, more = ""): Promise<void> {
  await actor.page.goto(`/documents/${documentId}${more}`);
  await expect(actor.page.locator(".ProseMirror")).toBeVisible();
}

/** Waits until the page has what it needs without network: to keep what is done, and to undo it. */
export async function settled(page: Page): Promise<void> {
  const loaded = () => page.evaluate(() => ["mark-keeping", "undoing", "selection-bar", "tag-picker"].every((name) => performance.getEntriesByType("resource").some((one) => one.name.includes(name))));
  await expect.poll(loaded, { timeout: 20_000 }).toBe(true);
}

/** Opens the review page at an item, and waits until it hears keys: its history is asked for by the living page. */
export async function openReview({ page }: Actor, { workspaceId }: Team, item: string): Promise<void> {
  await page.goto(`/workspaces/${workspaceId}/review?item=${item}`);
  await expect(page.getByRole("region", { name: "History" }).getByText("submitted it").first()).toBeVisible();
}

/** Words of a numbered paragraph, whole words only, about `length` characters from `skip` characters on. */
export async function wordsOf(actor: Actor, documentId: string, paragraph: number, length = 50, skip = 0): Promise<string> {
  const answer = await actor.api.get(`/api/v1/documents/${documentId}`);
  const { blocks } = (await answer.json()) as { blocks: Block[] };
  const text = blocks.find((block) => block.number === paragraph)?.text ?? "";
  const start = skip === 0 ? 0 : text.indexOf(" ", skip) + 1;
  return text.slice(start, text.lastIndexOf(" ", start + length));
}

interface Place {
  from: { x: number; y: number };
  to: { x: number; y: number };
}

/** Where words begin and end on the screen, brought into view. */
export async function placeOf(text: Locator, words: string): Promise<Place> {
  const place = await text.evaluate((root, wanted): Place | null => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes: { node: Text; start: number }[] = [];
    let all = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      nodes.push({ node: node as Text, start: all.length });
      all += (node as Text).data;
    }
    const start = all.indexOf(wanted);
    if (start < 0) return null;
    const at = (offset: number) => {
      const found = nodes.findLast((entry) => entry.start <= offset);
      return found ? { node: found.node, offset: offset - found.start } : null;
    };
    const [first, last] = [at(start), at(start + wanted.length - 1)];
    if (!first || !last) return null;
    first.node.parentElement?.scrollIntoView({ block: "center" });
    const box = (place: { node: Text; offset: number }): DOMRect => {
      const range = document.createRange();
      range.setStart(place.node, place.offset);
      range.setEnd(place.node, place.offset + 1);
      return range.getBoundingClientRect();
    };
    const [begin, end] = [box(first), box(last)];
    return {
      from: { x: begin.left + 1, y: begin.top + begin.height / 2 },
      to: { x: end.right - 1, y: end.top + end.height / 2 },
    };
  }, words);
  if (!place) throw new Error(`The text does not hold “${words}”`);
  return place;
}

/** Drags the mouse over words of a text, as a reader does. */
export async function dragOver(text: Locator, words: string): Promise<void> {
  const place = await placeOf(text, words);
  const { mouse } = text.page();
  await mouse.move(place.from.x, place.from.y);
  await mouse.down();
  await mouse.move(place.to.x, place.to.y, { steps: 4 });
  await mouse.up();
}

/** Selects words of the document on the desk; answers when the page says what can be done with them. */
export async function selectWords(page: Page, words: string): Promise<void> {
  await dragOver(page.locator(".ProseMirror"), words);
  await expect(page.getByRole("group", { name: "The selected words" })).toBeVisible();
}

/** Selects words for which nothing is offered: they can be copied, and no more. */
export async function selectInVain(page: Page, words: string): Promise<void> {
  await dragOver(page.locator(".ProseMirror"), words);
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toContain(words);
  await nextFrames(page);
  await expect(page.getByRole("group", { name: "The selected words" })).toHaveCount(0);
}

/** When the browser has painted what it knows: an absence asked for before says nothing. */
export async function nextFrames(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** Selects words and gives them a tag by its name; answers the card. */
export async function tag(page: Page, words: string, name: string): Promise<Locator> {
  await selectWords(page, words);
  await page.getByRole("button", { name: "All tags…" }).click();
  await page.getByRole("combobox", { name: "Find a tag" }).fill(name);
  await page.keyboard.press("Enter");
  const made = card(page, words);
  await expect(made).toBeVisible();
  return made;
}

/** A mark made beforehand, as people's scripts make them, for stories that begin later; answers its id. */
export async function given(actor: Actor, documentId: string, quote: string, more: { tags?: string[]; note?: string; submitted?: boolean } = {}): Promise<string> {
  const { tags = ["needs-checking"], note, submitted = false } = more;
  const answer = await call(actor, "POST", `/documents/${documentId}/annotations`, { anchor: { quote }, tags, note });
  expect(answer.status(), await answer.text()).toBe(201);
  const { id } = (await answer.json()) as { id: string };
  if (submitted) expect((await call(actor, "POST", `/annotations/${id}/submit`)).ok()).toBe(true);
  return id;
}

/** Opens the card of the mark on these words, unless it is open; answers it. */
export async function openCard(page: Page, words: string): Promise<Locator> {
  const found = card(page, words);
  const name = found.locator("[data-card-name]");
  if ((await name.getAttribute("aria-expanded")) !== "true") await name.click();
  await expect(found.locator(".mark-card__detail")).toBeVisible();
  return found;
}

/** Writes the note of a mark that has none yet, in its open card. */
export async function writeNote(open: Locator, note: string): Promise<void> {
  await open.getByPlaceholder("Add a note").fill(note);
  await open.getByRole("button", { name: "Save note" }).click();
  await expect(open.getByText(note)).toBeVisible();
}

/** Rewrites the note of the mark whose card is open, by the keys. */
export async function rewriteNote(page: Page, open: Locator, note: string): Promise<void> {
  await page.keyboard.press("e");
  await open.getByPlaceholder("Add a note").fill(note);
  await page.keyboard.press("Control+Enter");
}

/** The card of the mark on these words. */
export function card(page: Page, words: string): Locator {
  return page.getByRole("article").filter({ hasText: words.slice(0, 24) }).first();
}

/** The highlight of these words in the text. */
export function highlight(page: Page, words: string): Locator {
  return page.locator(".ProseMirror [data-marks]").filter({ hasText: words.slice(0, 12) }).first();
}

/** Reads on to the marked words; answers the card level with them. Far from the window neither marks nor cards are in the page. */
export async function readOnTo(page: Page, words: string): Promise<Locator> {
  await placeOf(page.locator(".ProseMirror"), words);
  await expect(highlight(page, words)).toBeInViewport();
  const beside = card(page, words);
  await expect(beside).toBeVisible();
  return beside;
}

/** The id of the mark whose card is open, from the address. */
export async function openMark(page: Page): Promise<string> {
  await expect(page).toHaveURL(/annotation=/);
  return new URL(page.url()).searchParams.get("annotation") ?? "";
}

/** Types on at the end of a paragraph of a working document. */
export async function typeAtEndOf({ page }: Actor, paragraph: string, text: string): Promise<void> {
  await page.locator(".ProseMirror p", { hasText: paragraph }).click();
  await page.keyboard.press("End");
  await page.keyboard.type(text, { delay: 15 });
}

/** How far below the line of its words each card stands, in whole pixels, in the order of the text. Only for cards that have room. */
export function cardOffsets(page: Page): Promise<number[]> {
  return page.locator(".ProseMirror [data-marks]").evaluateAll((marks) =>
    marks.map((mark) => {
      const card = document.querySelector(`[data-card="${mark.getAttribute("data-marks")}"]`);
      const line = mark.getClientRects()[0];
      return card && line ? Math.abs(Math.round(card.getBoundingClientRect().top - line.top)) : NaN;
    }),
  );
}

/** The page says that nothing of it could be lost. */
export async function saved(page: Page): Promise<void> {
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
}

/** Fails where the page could be pushed sideways. */
export async function expectNoSidewaysScroll(page: Page, where: string): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, where).toBeLessThanOrEqual(0);
}

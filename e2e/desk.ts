/** What a person does on the desk, in their words: open a document, select words, tag them, open a card. */
import { expect, type Locator, type Page } from "@playwright/test";
import type { Actor } from "./actors.ts";

export interface Block {
  id: string;
  kind: string;
  number?: number;
  text: string;
}

/** Opens a document and waits until it is live. */
export async function openDesk(actor: Actor, documentId: string, more = ""): Promise<void> {
  await actor.page.goto(`/documents/${documentId}${more}`);
  await expect(actor.page.locator(".ProseMirror")).toBeVisible();
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

/** Drags the mouse over words of the text, as a reader does. */
export async function selectWords(page: Page, words: string): Promise<void> {
  const text = page.locator(".ProseMirror");
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
  await page.mouse.move(place.from.x, place.from.y);
  await page.mouse.down();
  await page.mouse.move(place.to.x, place.to.y, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByRole("group", { name: "The selected words" })).toBeVisible();
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

/** The card of the mark on these words. */
export function card(page: Page, words: string): Locator {
  return page.getByRole("article").filter({ hasText: words.slice(0, 36) }).first();
}

/** The highlight of these words in the text. */
export function highlight(page: Page, words: string): Locator {
  return page.locator(".ProseMirror [data-marks]").filter({ hasText: words.slice(0, 12) }).first();
}

/** The id of the mark whose card is open, from the address. */
export async function openMark(page: Page): Promise<string> {
  await expect(page).toHaveURL(/annotation=/);
  return new URL(page.url()).searchParams.get("annotation") ?? "";
}

export async function saved(page: Page): Promise<void> {
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
}

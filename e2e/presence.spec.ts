/** Who else is here: where they read, going along with them, what they select. */
import { call, expect, PEOPLE, signedIn, test, type Actor } from "./actors.ts";
import { bringCrowd } from "./crowd.ts";
import { dragOver, openDesk, settled } from "./desk.ts";
import { demoDocument, OBSERVATIONS, WORDS } from "./texts.ts";

const LONG = "CAT_C_VLD_3.txt";
const shown = (actor: Actor) => PEOPLE[actor.name].shown;
const paragraph = ({ page }: Actor, number: number) => page.locator(`.ProseMirror [data-number="${number}"]`);

/** Scrolls until a paragraph stands at the top of the window. */
async function readAt(actor: Actor, number: number): Promise<void> {
  await paragraph(actor, number).evaluate((element) => element.scrollIntoView({ block: "start", behavior: "instant" }));
}

/** Opens the list of who is here by somebody's picture; answers their line in it. */
async function lineOf({ page }: Actor, other: Actor) {
  await page.getByRole("list", { name: "Also here" }).getByRole("button", { name: shown(other) }).click();
  return page.getByRole("dialog", { name: "Who is here" }).getByRole("listitem").filter({ hasText: shown(other) });
}

async function follow(actor: Actor, other: Actor): Promise<void> {
  await (await lineOf(actor, other)).getByRole("button", { name: /^Follow/ }).click();
  await expect(actor.page.getByText(`Following ${shown(other)}`, { exact: true })).toBeVisible();
}

/** Both have the same paragraph at the top of their windows. */
async function expectTogether(amina: Actor, jonas: Actor, number: number): Promise<void> {
  for (const actor of [amina, jonas]) await expect(paragraph(actor, number)).toBeInViewport();
  const top = ({ page }: Actor) => paragraph({ page } as Actor, number).evaluate((element) => Math.round(element.getBoundingClientRect().top));
  await expect.poll(async () => Math.abs((await top(amina)) - (await top(jonas)))).toBeLessThan(8);
}

test("a dot on the strip says where somebody reads; one goes there, and goes along with them until one scrolls, presses Escape or they leave", async ({ team, amina, jonas }) => {
  const id = await team.importText(LONG, demoDocument(LONG));
  await Promise.all([openDesk(amina, id), openDesk(jonas, id)]);
  const { page } = amina;
  const following = page.getByText(`Following ${shown(jonas)}`, { exact: true });

  await readAt(jonas, 60);
  const line = await lineOf(amina, jonas);
  await expect(line).toContainText("reading paragraph 60");
  await line.getByRole("button", { name: /reading paragraph 60/ }).click();
  await expect(paragraph(amina, 60)).toBeInViewport();

  // The dot stands as far down the strip as the paragraph stands down the text.
  const dot = page.locator(".readers__dot");
  const off = () =>
    page.evaluate(() => {
      const [text, strip, dot, read] = [".ProseMirror", ".density", ".readers__dot", '[data-number="60"]'].map((one) => document.querySelector(one)?.getBoundingClientRect());
      return text && strip && dot && read ? Math.abs((read.top - text.top) / text.height - (dot.top + dot.height / 2 - strip.top) / strip.height) : 1;
    });
  await expect.poll(off).toBeLessThan(0.01);
  await dot.hover();
  await expect(dot.getByText(shown(jonas))).toBeVisible();
  await readAt(amina, 1);
  await dot.click();
  await expect(paragraph(amina, 60)).toBeInViewport();

  await follow(amina, jonas);
  await expectTogether(amina, jonas, 60);
  for (const number of [20, 84]) {
    await readAt(jonas, number);
    await expectTogether(amina, jonas, number);
  }
  await page.mouse.move(500, 400);
  await page.mouse.wheel(0, -900);
  await expect(following).toHaveCount(0);

  await follow(amina, jonas);
  await expectTogether(amina, jonas, 84);
  await page.keyboard.press("Escape");
  await expect(following).toHaveCount(0);

  await follow(amina, jonas);
  await paragraph(amina, 84).click();
  await expect(following).toHaveCount(0);

  await follow(amina, jonas);
  await jonas.page.goto("/workspaces");
  await expect(following).toHaveCount(0);
  await expect(page.getByText(`${shown(jonas)} is here no more.`)).toBeAttached();
});

test("in a working document somebody is followed as well, while they write", async ({ team, lea, amina }) => {
  const id = await team.newReport("Notes for the session", Array.from({ length: 80 }, (_, nth) => `${nth + 1}. The delegation was asked about the registers of station ${nth + 1}.`).join("\n\n"));
  await Promise.all([openDesk(lea, id), openDesk(amina, id)]);
  await follow(lea, amina);
  await amina.page.locator(".ProseMirror p", { hasText: "station 70." }).click();
  await amina.page.keyboard.press("End");
  await amina.page.keyboard.type(" It answered.");
  await expect(lea.page.locator(".ProseMirror p", { hasText: "It answered." })).toBeInViewport();
  await lea.page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(lea.page.locator(".follow-bar")).toHaveCount(0);
});

test("what somebody selects in a source is shown with their name for two seconds, then a thin caret; the text itself is not touched", async ({ team, amina, jonas }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  await Promise.all([openDesk(amina, id), openDesk(jonas, id)]);
  const { page } = amina;
  await page.evaluate(() => {
    const seen = window as unknown as { changes: number };
    seen.changes = 0;
    new MutationObserver((changes) => (seen.changes += changes.length)).observe(document.querySelector(".ProseMirror")!, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  const tinted = () => page.evaluate(() => [...CSS.highlights.values()].flatMap((one) => [...(one as unknown as Iterable<Range>)].map(String)));

  await dragOver(jonas.page.locator(".ProseMirror"), WORDS.lawyers);
  await expect(page.locator(".caret--named")).toHaveText(shown(jonas));
  await expect.poll(tinted).toEqual([WORDS.lawyers]);
  await expect(page.locator(".caret--named")).toHaveCount(0);
  await expect.poll(tinted).toEqual([]);
  await expect(page.locator(".caret")).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { changes: number }).changes)).toBe(0);

  // At the end of the words, on the screen.
  const [caret, words] = await page.evaluate((text) => {
    const walker = document.createTreeWalker(document.querySelector(".ProseMirror")!, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node as Text).data.indexOf(text);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + text.length);
      return [document.querySelector(".caret")!.getBoundingClientRect(), [...range.getClientRects()].at(-1)!].map(({ left, right, bottom }) => ({ left, right, bottom }));
    }
    throw new Error("The words are not there");
  }, WORDS.lawyers);
  expect(Math.abs(caret!.left - words!.right)).toBeLessThan(3);
  expect(Math.abs(caret!.bottom - words!.bottom)).toBeLessThan(8);
  await jonas.page.close();
  await expect(page.locator(".caret")).toHaveCount(0);
});

test("with more people than there is room for, a number opens the list of all", async ({ team, browser, amina, lea, marta, jonas, rami, yusuf }) => {
  const id = await team.importText("co.txt", OBSERVATIONS);
  const invited = await call(lea, "POST", `/workspaces/${team.workspaceId}/invitations`, { role: "reader" });
  const { secret } = (await invited.json()) as { secret: string };
  expect((await call(yusuf, "POST", `/invitations/${secret}/accept`)).ok()).toBe(true);
  const again = await signedIn(browser, "jonas");
  await openDesk(amina, id);
  for (const actor of [lea, marta, jonas, rami, yusuf, again]) await openDesk(actor, id);
  // Five others, one of them in two windows.
  const row = amina.page.getByRole("list", { name: "Also here" });
  await row.getByRole("button", { name: "+1 more" }).click();
  const list = amina.page.getByRole("dialog", { name: "Who is here" });
  await expect(list.getByRole("listitem")).toHaveCount(5);
  await expect(list.getByRole("button").first()).toBeFocused();
  await expect(list).toContainText("reading “CAT/C/VLD/CO/7”");
  await amina.page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await expect(row.getByRole("button", { name: "+1 more" })).toBeFocused();
  await again.context.close();
});

interface Watched {
  commits: number;
  deskCommits: number;
  longTasks: number[];
  mutations: number;
}

/** Before the page is loaded: counts what React commits, in all and of the desk itself, what is changed in text and margin, and what takes long. */
function watchPage(): void {
  interface Fiber {
    tag: number;
    flags: number;
    memoizedProps: Record<string, unknown> | null;
    child: Fiber | null;
    sibling: Fiber | null;
  }
  const watched: Watched = { commits: 0, deskCommits: 0, longTasks: [], mutations: 0 };
  const find = (fiber: Fiber | null): Fiber | null => {
    for (let one = fiber; one; one = one.sibling) {
      if (one.tag === 0 && one.memoizedProps && "html" in one.memoizedProps && "documents" in one.memoizedProps) return one;
      const inside = find(one.child);
      if (inside) return inside;
    }
    return null;
  };
  let before: Fiber | null = null;
  const hook = {
    supportsFiber: true,
    inject: () => 1,
    onCommitFiberUnmount: () => undefined,
    onPostCommitFiberRoot: () => undefined,
    onCommitFiberRoot: (_: number, root: { current: Fiber }) => {
      watched.commits += 1;
      const desk = find(root.current);
      if (desk && desk !== before && (desk.flags & 1) === 1) watched.deskCommits += 1;
      before = desk;
    },
  };
  Object.assign(window, { __REACT_DEVTOOLS_GLOBAL_HOOK__: hook, watched });
  new PerformanceObserver((list) => watched.longTasks.push(...list.getEntries().map(({ duration }) => Math.round(duration)))).observe({ type: "longtask" });
  Object.assign(window, {
    watchMutations: () => {
      const observer = new MutationObserver((changes) => (watched.mutations += changes.length));
      for (const part of [".ProseMirror", ".desk__margin", ".desk__side"]) {
        const element = document.querySelector(part);
        if (element) observer.observe(element, { subtree: true, childList: true, attributes: true, characterData: true });
      }
    },
  });
}

const watchedIn = ({ page }: Actor) => page.evaluate(() => structuredClone((window as unknown as { watched: Watched }).watched));

test("with fifty windows that move five times a second nothing is drawn again but carets, dots and the list of people", async ({ team, amina, lea, marta, jonas, rami }) => {
  const paragraphs = Array.from({ length: 300 }, (_, nth) => `${nth + 1}. The Committee asked about station ${nth + 1}, and the delegation answered that its register is kept, read by monitors every month, and sent to the Ministry.`);
  const id = await team.importText("long.txt", `CAT/C/VLD/9\n\nReport of Veldoria\n\n${paragraphs.join("\n\n")}\n`);
  const { page } = amina;
  await page.addInitScript(watchPage);
  await openDesk(amina, id);
  // What comes once the page has settled is drawn then.
  await settled(page);
  const crowd = await bringCrowd([lea, marta, jonas, rami], id, 50);
  await expect(page.locator(".caret")).toHaveCount(50);
  await expect(page.locator(".readers__dot")).toHaveCount(4);
  await page.evaluate(() => (window as unknown as { watchMutations(): void }).watchMutations());
  const [before, saidBefore] = [await watchedIn(amina), crowd.said];
  await expect.poll(() => crowd.said - saidBefore, { timeout: 30_000 }).toBeGreaterThan(1_500);
  const after = await watchedIn(amina);
  const said = crowd.said - saidBefore;
  crowd.leave();
  console.log(
    `${said} moves of 50 windows: ${after.commits - before.commits} commits, ${after.deskCommits - before.deskCommits} of the desk, ` +
      `${after.mutations - before.mutations} changes in text and margin, long tasks ${JSON.stringify(after.longTasks.slice(before.longTasks.length))} ms`,
  );
  expect(before.commits, "React is watched").toBeGreaterThan(0);
  expect(before.deskCommits, "and the desk is found in it").toBeGreaterThan(0);
  expect(after.deskCommits - before.deskCommits, "commits of the desk").toBe(0);
  expect(after.mutations - before.mutations, "changes in text and margin").toBe(0);
  // Dots: at most five times a second, each measured in the frame after.
  expect(after.commits - before.commits).toBeLessThan(said / 10);
  await expect(page.locator(".caret")).toHaveCount(0);
  await expect(page.locator(".readers__dot")).toHaveCount(0);
});

/** What has to be measured in real Chromium: first text, JavaScript sent, and how soon another browser paints a mark. */
import { gzipSync } from "node:zlib";
import { chromium, type Browser, type Page } from "@playwright/test";
import { findBrowser } from "../../e2e/browser.ts";

export interface BrowserFigures {
  /** ms. */
  firstText: number;
  painted: number[];
  scriptKilobytes: number;
}

async function open(browser: Browser, origin: string, email: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin, viewport: { width: 1440, height: 900 } });
  await context.request.post("/api/auth/sign-in/email", { headers: { Origin: origin }, data: { email, password: "rapporteur" } });
  // tsx names functions by a helper that a page does not have.
  await context.addInitScript("globalThis.__name = (value) => value");
  return context.newPage();
}

async function firstText(page: Page, url: string): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    await page.goto(url);
    const paint = await page.evaluate(
      () => new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (entry.name === "first-contentful-paint") resolve(entry.startTime);
        }).observe({ type: "paint", buffered: true });
      }),
    );
    times.push(paint);
  }
  return times.sort((a, b) => a - b)[2] ?? Number.NaN;
}

/** Sum of all scripts the page loads, each compressed on its own, in kB of 1,000 bytes. */
async function scriptSize(page: Page, url: string): Promise<number> {
  let bytes = 0;
  const pending: Promise<void>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    pending.push(response.body().then((body) => void (bytes += gzipSync(body).length)));
  });
  await page.goto(url);
  await page.locator(".ProseMirror").waitFor();
  await page.waitForLoadState("networkidle");
  await Promise.all(pending);
  // A third browser on the document would take its share of what is measured next.
  await page.close();
  return bytes / 1_000;
}

/** Selects words of the nth paragraph as a mouse would leave them, and presses the key of a tag. */
async function annotate(page: Page, nth: number): Promise<number> {
  await page.locator(".ProseMirror .paragraph p").nth(nth).scrollIntoViewIfNeeded();
  await page.evaluate((index) => {
    const text = document.querySelectorAll(".ProseMirror .paragraph p")[index];
    if (!text) throw new Error("There is no such paragraph");
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const node = walker.nextNode();
    if (!node) throw new Error("The paragraph is empty");
    (document.querySelector(".ProseMirror") as HTMLElement).focus();
    document.getSelection()?.setBaseAndExtent(node, 0, node, Math.min(30, node.textContent?.length ?? 0));
  }, nth);
  await page.getByRole("group", { name: "The selected words" }).waitFor();
  const before = Date.now();
  await page.keyboard.press("u");
  return before;
}

/** When the next mark is painted; ms since the epoch. Watches without work of its own, which would be measured too. */
function nextPainted(page: Page): Promise<number> {
  return page.evaluate(
    () => new Promise<number>((resolve) => {
      const text = document.querySelector(".ProseMirror");
      if (!text) throw new Error("There is no editor");
      const ids = () => new Set([...text.querySelectorAll("[data-marks]")].flatMap((node) => (node.getAttribute("data-marks") ?? "").split(" "))).size;
      const start = ids();
      const observer = new MutationObserver(() => {
        if (ids() === start) return;
        observer.disconnect();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(Date.now());
        // A message sent in a frame's callback arrives when the frame is painted.
        requestAnimationFrame(() => port2.postMessage(null));
      });
      observer.observe(text, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-marks"] });
    }),
  );
}

async function painted(writer: Page, reader: Page, url: string): Promise<number[]> {
  const times: number[] = [];
  for (const page of [writer, reader]) {
    await page.goto(url);
    await page.locator(".ProseMirror").waitFor();
  }
  for (let n = 0; n < 20; n += 1) {
    const seen = nextPainted(reader);
    const before = await annotate(writer, 3 + n);
    times.push((await seen) - before);
    await writer.keyboard.press("Escape");
  }
  return times;
}

export async function measureBrowsers(origin: string, documentId: string): Promise<BrowserFigures> {
  const found = await findBrowser();
  const browser = await chromium.launch({ executablePath: found.executablePath, args: found.args, env: { ...process.env, ...found.env } });
  const url = `/documents/${documentId}`;
  try {
    const [writer, reader] = [await open(browser, origin, "lead@demo.test"), await open(browser, origin, "lead@demo.test")];
    const scriptKilobytes = await scriptSize(await open(browser, origin, "lead@demo.test"), url);
    return { scriptKilobytes, firstText: await firstText(reader, url), painted: await painted(writer, reader, url) };
  } finally {
    await browser.close();
  }
}

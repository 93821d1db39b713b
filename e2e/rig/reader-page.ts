/**
 * A person's desk in real Chromium, and how long they wait: for the first text, for the living editor, for a letter.
 *
 * Made by cases about long documents. What must stay true: times are read in the page, where nothing of the rig's own
 * is in them, and end when a frame has been painted, not when the DOM has changed; the browser ends with the case.
 */
import { chromium, type Page } from "@playwright/test";
import { findBrowser } from "../browser.ts";
import type { Rig } from "./case.ts";
import { PASSWORD, type House, type Person } from "./house.ts";

/** ms since the page was asked for. */
export interface Opening {
  /** A block of the text is painted, as the server sent it. */
  firstText: number;
  /** The editor has taken its place, and has painted marks. */
  ready: number;
}

/** Looks once a frame, which costs the page less than watching all its changes would. */
function watchOpening(): void {
  const seen: Partial<Opening> = {};
  const painted = (what: keyof Opening): void => {
    const { port1, port2 } = new MessageChannel();
    // A message sent in a frame's callback arrives when the frame is painted.
    port1.onmessage = () => (seen[what] ??= performance.now());
    port2.postMessage(null);
  };
  const look = (): void => {
    if (seen.firstText === undefined && document.querySelector("[data-block]")) painted("firstText");
    if (document.querySelector(".ProseMirror [data-marks]")) return painted("ready");
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  Object.assign(globalThis, { opening: seen });
}

/** From each key, as the browser dates it, to the frame that shows it. */
function watchKeys(): void {
  const times: number[] = [];
  const onKey = ({ timeStamp }: KeyboardEvent): void => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => times.push(performance.now() - timeStamp);
      port2.postMessage(null);
    });
  };
  document.addEventListener("keydown", onKey, { capture: true });
  Object.assign(globalThis, { keyTimes: times });
}

export class ReaderPage {
  private constructor(
    private readonly page: Page,
    private readonly origin: string,
  ) {}

  /** A browser of their own, signed in. */
  static async of(rig: Rig, house: House, who: Person): Promise<ReaderPage> {
    const { executablePath, args, env } = await findBrowser();
    const browser = await chromium.launch({ executablePath, args, ...(env ? { env } : {}) });
    rig.atEnd(() => browser.close());
    const { origin } = house.program;
    const context = await browser.newContext({ baseURL: origin, viewport: { width: 1440, height: 900 } });
    const answer = await context.request.post("/api/auth/sign-in/email", { headers: { Origin: origin }, data: { email: who.email, password: PASSWORD } });
    if (!answer.ok()) throw new Error(`could not sign in: ${answer.status()}`);
    // tsx names functions by a helper that a page does not have.
    await context.addInitScript("globalThis.__name = (value) => value");
    await context.addInitScript(watchOpening);
    return new ReaderPage(await context.newPage(), origin);
  }

  /** Opens a document that has marks, afresh. Rejects when it is not ready within two minutes. */
  async open(documentId: string): Promise<Opening> {
    await this.page.goto("about:blank");
    await this.page.goto(`${this.origin}/documents/${documentId}`, { timeout: 120_000 });
    const opened = await this.page.waitForFunction(() => {
      const { opening } = globalThis as unknown as { opening: Opening };
      // Widely polled: the page has enough to do.
      return (opening as Partial<Opening>).ready === undefined ? null : opening;
    }, null, { timeout: 120_000, polling: 250 });
    return (await opened.jsonValue()) as Opening;
  }

  /** Types `text` at the end of the nth block; answers how long each letter took to be painted, ms. */
  async type(nth: number, text: string): Promise<number[]> {
    const words = this.page.locator(".ProseMirror [data-block] p, .ProseMirror p").nth(nth);
    await words.scrollIntoViewIfNeeded();
    await words.click();
    await this.page.keyboard.press("End");
    await this.page.evaluate(watchKeys);
    await this.page.keyboard.type(text, { delay: 100 });
    return this.page.evaluate(() => (globalThis as unknown as { keyTimes: number[] }).keyTimes.splice(0));
  }

  /** How many letters of the text the editor shows. */
  async shown(): Promise<number> {
    return this.page.evaluate(() => document.querySelector(".ProseMirror")?.textContent?.length ?? 0);
  }
}

/**
 * A person's desk in real Chromium, and how long they wait: for the first text, for the living editor, for a letter, for
 * a mark that somebody else has made, for the next frame while scrolling.
 *
 * Made by the rig and by `npm run bench:desk`. What must stay true: times are read in the page, where nothing of the
 * measuring program is in them, and end when a frame has been painted, not when the DOM has changed.
 */
import { chromium, type Page } from "@playwright/test";
import { findBrowser } from "./browser.ts";

/** ms since the page was asked for. */
export interface Opening {
  /** A block of the text is painted, as the server sent it. */
  firstText: number;
  /** The editor has taken its place, and has painted marks if there are to be any. */
  ready: number;
}

/** What is seen for the first time while a page opens; ms. */
interface Seen {
  text?: number;
  editor?: number;
  marks?: number;
}

/** Runs `then` when the frame that is being made has been painted: a message sent in a frame's callback arrives after it. */
function installPainted(): void {
  const afterPaint = (then: () => void): void => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  };
  Object.assign(globalThis, { afterPaint });
}

interface PageTools {
  afterPaint: (then: () => void) => void;
  /** Null when nobody looks any more. */
  opening: Seen | null;
  keyTimes: number[];
  frames: number[];
  painted: Promise<number>;
}

/** Looks once a frame, which costs the page less than watching all its changes would. */
function watchOpening(): void {
  const tools = globalThis as unknown as PageTools;
  const seen: Seen = {};
  const selectors = { text: "[data-block]", editor: ".ProseMirror", marks: ".ProseMirror [data-marks]" };
  const look = (): void => {
    if (tools.opening !== seen) return;
    for (const what of ["text", "editor", "marks"] as const) {
      if (seen[what] === undefined && document.querySelector(selectors[what])) tools.afterPaint(() => (seen[what] ??= performance.now()));
    }
    requestAnimationFrame(look);
  };
  tools.opening = seen;
  requestAnimationFrame(look);
}

/** From each key, as the browser dates it, to the frame that shows it. */
function watchKeys(): void {
  const tools = globalThis as unknown as PageTools;
  const times: number[] = [];
  const onKey = ({ timeStamp }: KeyboardEvent): void => {
    requestAnimationFrame(() => tools.afterPaint(() => times.push(performance.now() - timeStamp)));
  };
  document.addEventListener("keydown", onKey, { capture: true });
  tools.keyTimes = times;
}

/** From frame to frame, until the answered times are taken. */
function watchFrames(): void {
  const tools = globalThis as unknown as PageTools;
  const times: number[] = [];
  let last: number | null = null;
  const look = (now: number): void => {
    if (tools.frames !== times) return;
    if (last !== null) times.push(now - last);
    last = now;
    requestAnimationFrame(look);
  };
  tools.frames = times;
  requestAnimationFrame(look);
}

/** When the mark with this id is painted; ms since the epoch. */
function watchForMark(id: string): void {
  const tools = globalThis as unknown as PageTools;
  tools.painted = new Promise((resolve) => {
    const text = document.querySelector(".ProseMirror");
    if (!text) throw new Error("There is no editor");
    const observer = new MutationObserver(() => {
      if (!text.querySelector(`[data-marks~="${id}"]`)) return;
      observer.disconnect();
      requestAnimationFrame(() => tools.afterPaint(() => resolve(Date.now())));
    });
    observer.observe(text, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-marks"] });
  });
}

export interface MeasuredPerson {
  origin: string;
  email: string;
  password: string;
}

export class MeasuredPage {
  private constructor(
    readonly page: Page,
    private readonly origin: string,
  ) {}

  /** A browser of their own, signed in. `atEnd` is given what closes it. */
  static async of({ origin, email, password }: MeasuredPerson, atEnd: (close: () => Promise<void>) => void): Promise<MeasuredPage> {
    const { executablePath, args, env } = await findBrowser();
    const browser = await chromium.launch({ executablePath, args, ...(env ? { env } : {}) });
    atEnd(() => browser.close());
    const context = await browser.newContext({ baseURL: origin, viewport: { width: 1440, height: 900 } });
    const answer = await context.request.post("/api/auth/sign-in/email", { headers: { Origin: origin }, data: { email, password } });
    if (!answer.ok()) throw new Error(`could not sign in: ${answer.status()}`);
    // tsx names functions by a helper that a page does not have.
    await context.addInitScript("globalThis.__name = (value) => value");
    await context.addInitScript(installPainted);
    await context.addInitScript(watchOpening);
    return new MeasuredPage(await context.newPage(), origin);
  }

  /** Opens a document afresh; `marked`: there are marks, to be waited for. Rejects when it is not ready within two minutes. */
  async open(documentId: string, marked: boolean): Promise<Opening> {
    await this.page.goto("about:blank");
    await this.page.goto(`${this.origin}/documents/${documentId}`, { timeout: 120_000 });
    const opened = await this.page.waitForFunction((last) => {
      const tools = globalThis as unknown as PageTools;
      const { text, [last]: ready } = tools.opening ?? {};
      if (text === undefined || ready === undefined) return null;
      tools.opening = null;
      return { firstText: text, ready };
      // Widely polled: the page has enough to do.
    }, marked ? "marks" as const : "editor" as const, { timeout: 120_000, polling: 250 });
    return (await opened.jsonValue()) as Opening;
  }

  /** Types `text` at the end of the nth paragraph; answers how long each letter took to be painted, ms. */
  async type(nth: number, text: string): Promise<number[]> {
    const words = this.page.locator(".ProseMirror [data-block] p, .ProseMirror p").nth(nth);
    await words.scrollIntoViewIfNeeded();
    await words.click();
    await this.page.keyboard.press("End");
    await this.page.evaluate(watchKeys);
    await this.page.keyboard.type(text, { delay: 100 });
    return this.page.evaluate(() => (globalThis as unknown as PageTools).keyTimes.splice(0));
  }

  /** How many letters of the text the editor shows. */
  async shown(): Promise<number> {
    return this.page.evaluate(() => document.querySelector(".ProseMirror")?.textContent?.length ?? 0);
  }

  /** Scrolls down by `distance` pixels at `speed` pixels a second, as fingers do; answers the time of each frame, ms. */
  async scroll(distance: number, speed: number): Promise<number[]> {
    const session = await this.page.context().newCDPSession(this.page);
    await this.page.evaluate(watchFrames);
    await session.send("Input.synthesizeScrollGesture", { x: 600, y: 450, yDistance: -distance, speed, preventFling: true });
    await session.detach();
    return this.page.evaluate(() => {
      const tools = globalThis as unknown as PageTools;
      const { frames } = tools;
      tools.frames = [];
      return frames;
    });
  }

  /** When the mark with this id is painted, ms since the epoch; ask before it is made. */
  async paintedMark(id: string): Promise<() => Promise<number>> {
    await this.page.evaluate(watchForMark, id);
    return () => this.page.evaluate(() => (globalThis as unknown as PageTools).painted);
  }

  /** Ids of the blocks in the window that hold more than a line. */
  async blocksInWindow(): Promise<string[]> {
    return this.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".ProseMirror [data-block]")].flatMap((block) => {
        const { top, bottom } = block.getBoundingClientRect();
        return top > 100 && bottom < window.innerHeight && block.textContent.length > 100 ? [block.dataset.block ?? ""] : [];
      }),
    );
  }

  /** Memory of the page's scripts after a collection, MB. */
  async heapMegabytes(): Promise<number> {
    const session = await this.page.context().newCDPSession(this.page);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    await session.detach();
    return usedSize / 1_000_000;
  }
}

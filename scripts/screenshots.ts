/**
 * `npm run screenshots`: the pictures of the README and of design reviews, made from the demo of the built program.
 * Writes docs/screenshots/*.png for the README, and with `-- --all` every page, wide and narrow, light and dark.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { chromium, expect, type Browser, type Page } from "@playwright/test";
import { findBrowser } from "../e2e/browser.ts";
import { BenchClient, startServer } from "./bench/server.ts";

const folder = path.resolve(import.meta.dirname, "../docs/screenshots");

const LOOKS = [
  { name: "wide-light", viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  { name: "wide-dark", viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
  { name: "narrow-light", viewport: { width: 390, height: 844 }, colorScheme: "light" },
  { name: "narrow-dark", viewport: { width: 390, height: 844 }, colorScheme: "dark" },
] as const;

interface Mark {
  id: string;
  tags: string[];
  comments: unknown[];
  state: string;
}

/** The demo's pages by name. */
async function pages(client: BenchClient): Promise<Record<string, string>> {
  const [workspace] = await client.json<{ id: string }[]>("/api/v1/workspaces");
  const id = workspace?.id ?? "";
  const documents = await client.json<{ id: string; symbol: string | null }[]>(`/api/v1/workspaces/${id}/documents`);
  const [observations, report, , working] = documents.map((document) => document.id);
  const marks = await client.json<Mark[]>(`/api/v1/documents/${report ?? ""}/annotations`);
  const shown = marks.find((mark) => mark.tags.includes("contradiction") && mark.comments.length > 0) ?? marks[0];
  return {
    desk: `/documents/${report ?? ""}?annotation=${shown?.id ?? ""}`,
    compare: `/workspaces/${id}/compare?left=${observations ?? ""}&right=${report ?? ""}`,
    review: `/workspaces/${id}/review`,
    library: `/workspaces/${id}`,
    working: `/documents/${working ?? ""}`,
    members: `/workspaces/${id}/members`,
    codebook: `/workspaces/${id}/codebook`,
    account: "/account",
  };
}

/** Waits until nothing of a page is on its way any more: live texts, cards at their places, fonts, the outline of what was gone to. */
async function settled(page: Page, name: string): Promise<void> {
  const texts = { desk: 1, working: 1, compare: 2 }[name] ?? 0;
  await expect(page.locator(".ProseMirror")).toHaveCount(texts);
  if (name === "compare") await stepToLink(page);
  if (name === "desk") await expect(page.locator(".mark--selected").first()).toBeInViewport();
  await expect(page.locator(".cards[data-level]:not([data-placed])")).toHaveCount(0);
  await expect(page.locator(".flash")).toHaveCount(0);
  await page.evaluate(async () => document.fonts.ready);
}

/** Selects the first link; both texts then stand at its words, and the ribbon goes from the ones to the others. */
async function stepToLink(page: Page): Promise<void> {
  await page.keyboard.press("j");
  await expect(page.locator(".link-info")).toBeVisible();
  for (const pane of await page.locator(".compare-pane:visible").all()) await expect(pane.locator(".mark--selected").first()).toBeInViewport();
}

async function take(browser: Browser, client: BenchClient, look: (typeof LOOKS)[number], wanted: Record<string, string>, suffix: string): Promise<void> {
  const { viewport, colorScheme } = look;
  const context = await browser.newContext({ baseURL: client.origin, viewport, colorScheme });
  await context.request.post("/api/auth/sign-in/email", {
    headers: { Origin: client.origin },
    data: { email: "reviewer@demo.test", password: "rapporteur" },
  });
  const page = await context.newPage();
  for (const [name, url] of Object.entries(wanted)) {
    await page.goto(url);
    await settled(page, name);
    await page.screenshot({ path: path.join(folder, `${name}${suffix}.png`), animations: "disabled" });
    process.stdout.write(`${name}${suffix}.png\n`);
  }
  await context.close();
}

async function main(): Promise<void> {
  const all = process.argv.includes("--all");
  mkdirSync(folder, { recursive: true });
  const dataDir = mkdtempSync(path.join(tmpdir(), "rapporteur-shots-"));
  const server = await startServer(dataDir);
  const found = await findBrowser();
  const env = { ...process.env, ...found.env } as Record<string, string>;
  const browser = await chromium.launch({ executablePath: found.executablePath, args: found.args, env });
  try {
    const client = await BenchClient.signIn(server.origin, "reviewer@demo.test");
    const wanted = await pages(client);
    if (!all) await take(browser, client, LOOKS[0], { desk: wanted.desk ?? "", compare: wanted.compare ?? "", review: wanted.review ?? "" }, "");
    else for (const look of LOOKS) await take(browser, client, look, wanted, `-${look.name}`);
  } finally {
    await browser.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await main();

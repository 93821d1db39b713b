/** Says which browser the tests would use, and whether it starts and shows a page with letters in it. */
import { chromium, type Page } from "@playwright/test";
import { findBrowser } from "../e2e/browser.ts";

const LETTERS = "Rapporteur ä ñ ş Й";

async function widthOf(text: string, page: Page): Promise<number> {
  await page.setContent(`<title>Check</title><span style="font: 40px sans-serif">${text}</span>`);
  return (await page.locator("span").boundingBox())?.width ?? 0;
}

async function check(): Promise<string> {
  const found = await findBrowser();
  const browser = await chromium.launch(found);
  try {
    const page = await browser.newPage();
    if ((await widthOf(LETTERS, page)) < 100) throw new Error("it shows no text: no fonts");
    return `Browser ${browser.version()} at ${found.executablePath}`;
  } finally {
    await browser.close();
  }
}

try {
  console.log(await check());
} catch (error) {
  console.error(`No browser to test with: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

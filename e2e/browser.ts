/**
 * Which Chromium the browser tests use, so that `npm test` works on a machine without one.
 *
 * In order: CHROMIUM_PATH, a Chromium or Chrome of the system, the one Playwright has downloaded, the one that comes as an npm
 * package (Linux x64 only, unpacked once under .cache/). What must stay true: looking for a browser changes no environment variable,
 * as the tests start a server and a Postgres of their own.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { chromium } from "@playwright/test";
import { isExecutable } from "../server/testing/programs.ts";

export interface Browser {
  executablePath: string;
  args: string[];
  /** All of the browser's environment, where it needs another than ours. */
  env?: Record<string, string>;
}

const CACHE = join(import.meta.dirname, "..", ".cache");
const COMMANDS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PLACES: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"],
  win32: ["C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe", "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe"],
};

const QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Chromium's sandbox cannot be set up by root. */
function browserArgs(): string[] {
  return process.getuid?.() === 0 ? ["--no-sandbox", ...QUIET] : QUIET;
}

function chosenBrowser(): string | undefined {
  const path = process.env.CHROMIUM_PATH;
  if (path && !isExecutable(path)) throw new Error(`CHROMIUM_PATH is not a program: ${path}`);
  return path || undefined;
}

function systemBrowser(): string | undefined {
  const folders = process.platform === "win32" ? [] : (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const candidates = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...candidates, ...(PLACES[process.platform] ?? [])].find(isExecutable);
}

function playwrightBrowser(): string | undefined {
  const path = chromium.executablePath();
  return isExecutable(path) ? path : undefined;
}

function ourEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Runs `work` under other environment variables, and puts ours back. */
async function under<T>(variables: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
  }
}

/** The package unpacks into TMPDIR what is not there yet, half a file included: so into a new folder, renamed when complete. */
async function unpack(folder: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  // The name of the runtime makes it bring the libraries and fonts that a bare system lacks.
  await under({ AWS_LAMBDA_JS_RUNTIME: "nodejs20.x", TMPDIR: unfinished }, async () => {
    const { default: packed } = await import("@sparticuz/chromium");
    await packed.executablePath();
  });
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // else another process was faster
  }
}

/** The package's own configuration looks for fonts under /tmp. */
function fontConfiguration(folder: string): string {
  const fonts = join(folder, "fonts");
  const file = join(folder, "fonts.conf");
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, "font-cache")}</cachedir>
</fontconfig>
`;
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
  return file;
}

async function packagedBrowser(): Promise<Browser | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const manifest = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "..", "..", "package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  const folder = join(CACHE, `chromium-${version}`);
  if (!existsSync(folder)) await unpack(folder);
  const env = ourEnvironment();
  const libraries = [join(folder, "al2023", "lib"), env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return {
    executablePath: join(folder, "chromium"),
    args: browserArgs(),
    env: { ...env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fontConfiguration(folder) },
  };
}

/** The browser to test with. Throws one line that says what to do if there is none. */
export async function findBrowser(): Promise<Browser> {
  const executablePath = chosenBrowser() ?? systemBrowser() ?? playwrightBrowser();
  if (executablePath) return { executablePath, args: browserArgs() };
  const packaged = await packagedBrowser();
  if (packaged) return packaged;
  throw new Error("No Chromium or Chrome found for the browser tests. Hint: npx playwright install chromium");
}

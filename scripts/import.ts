/** `npm run import`: brings files into a running Rapporteur by its API. Exit 1 when a file failed. */
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";

const READABLE = new Set([".txt", ".md", ".markdown"]);
const base = (process.env.RAPPORTEUR_URL ?? `http://127.0.0.1:${process.env.PORT ?? "3000"}`).replace(/\/$/, "");

const USAGE = `npm run import -- [--workspace NAME] FILE-OR-FOLDER …

Brings text files into a running Rapporteur. A workspace that does not exist is made.
  RAPPORTEUR_URL    where it runs, ${base} if not set
  RAPPORTEUR_TOKEN  a personal API token; without one the demo's lead account is tried
`;

interface Imported {
  id: string;
  symbol: string | null;
  title: string;
  importReport: { paragraphs: number; headings: number; warnings: { message: string }[] };
}

interface ProblemBody {
  type?: string;
  title?: string;
  detail?: string;
  documentId?: string;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function reach(to: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(base + to, init);
  } catch {
    throw new Error(`Nothing answers at ${base}. Start Rapporteur with npm start, or set RAPPORTEUR_URL.`);
  }
}

/** Headers that say who we are: a token, or the session of the demo's lead. */
async function credentials(): Promise<Record<string, string>> {
  const token = process.env.RAPPORTEUR_TOKEN;
  if (token) return { Authorization: `Bearer ${token}` };
  const response = await reach("/api/auth/sign-in/email", {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: base },
    body: JSON.stringify({ email: "lead@demo.test", password: "rapporteur" }),
  });
  if (!response.ok) throw new Error("Set RAPPORTEUR_TOKEN to a personal API token (make one on the account page).");
  const cookie = response.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  return { Cookie: cookie, Origin: base };
}

async function answered<T>(response: Response): Promise<T> {
  const body = (await response.json()) as T & ProblemBody;
  if (!response.ok) throw new Error(body.detail ?? body.title ?? `HTTP ${response.status}`);
  return body;
}

async function findWorkspace(who: Record<string, string>, name: string | undefined): Promise<{ id: string; name: string }> {
  const all = await answered<{ id: string; name: string }[]>(await reach("/api/v1/workspaces", { headers: who }));
  const found: { id: string; name: string } | undefined = name === undefined ? all[0] : all.find((workspace) => workspace.name === name || workspace.id === name);
  if (found) return found;
  const body = JSON.stringify({ name: name ?? "Documents" });
  return answered(await reach("/api/v1/workspaces", { method: "POST", headers: { ...who, "Content-Type": "application/json" }, body }));
}

/** Files as given, and the readable ones of folders. */
async function filesOf(given: string[]): Promise<string[]> {
  const files: string[] = [];
  for (const place of given) {
    if ((await stat(place)).isDirectory()) {
      const names = (await readdir(place)).filter((name) => READABLE.has(path.extname(name).toLowerCase())).sort();
      files.push(...names.map((name) => path.join(place, name)));
    } else {
      files.push(place);
    }
  }
  return files;
}

/** Imports one file; answers whether it is in the workspace now. */
async function importFile(who: Record<string, string>, workspaceId: string, file: string): Promise<boolean> {
  const form = new FormData();
  form.set("file", new Blob([await readFile(file)]), path.basename(file));
  const response = await reach(`/api/v1/workspaces/${workspaceId}/documents`, { method: "POST", headers: who, body: form });
  const body = (await response.json()) as Imported & ProblemBody;
  const name = path.basename(file);
  if (response.ok) {
    const { paragraphs, headings, warnings } = body.importReport;
    say(`${name}: ${body.symbol ?? body.title}, ${paragraphs} paragraphs, ${headings} headings, ${warnings.length} warnings  ${base}/documents/${body.id}`);
    return true;
  }
  const problem: ProblemBody = body;
  if (problem.type === "same-file") {
    say(`${name}: is here already  ${base}/documents/${problem.documentId ?? ""}`);
    return true;
  }
  say(`${name}: not imported. ${problem.title ?? response.status}. ${problem.detail ?? ""}`);
  return false;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { workspace: { type: "string" }, help: { type: "boolean" } }, allowPositionals: true });
  if (values.help) return say(USAGE);
  if (positionals.length === 0) throw new Error(USAGE);
  const files = await filesOf(positionals);
  const who = await credentials();
  const workspace = await findWorkspace(who, values.workspace);
  say(`Importing ${files.length} ${files.length === 1 ? "file" : "files"} into “${workspace.name}”`);
  let failed = 0;
  for (const file of files) if (!(await importFile(who, workspace.id, file))) failed += 1;
  if (failed > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

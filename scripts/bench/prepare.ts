/**
 * Makes ready what the sync harness measures, in its fresh database: our tables, somebody who leads a workspace and is
 * signed in, and working documents with nothing in them (the harness types the first paragraph itself).
 *
 * Run by the harness before it starts the server (`--prepare-cmd`, see sync.ts); it reads the last line that is printed.
 */
import { randomBytes } from "node:crypto";
import path from "node:path";
import process from "node:process";
import { uuidv7 } from "uuidv7";
import { connect, type Database } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { documents } from "../../db/schema/index.ts";
import { createAuth } from "../../server/auth.ts";
import { addPerson } from "../../server/commands/invitations.ts";
import { createWorkspace } from "../../server/commands/workspaces.ts";
import { createLog } from "../../server/log.ts";
import { hashPassword } from "../../server/secrets.ts";

const EMAIL = "bench@example.org";

async function addDocuments(db: Database, userId: string, count: number): Promise<string[]> {
  const workspace = await createWorkspace({ db }, userId, "Bench");
  const ids = Array.from({ length: count }, () => uuidv7());
  const rows = ids.map((id, index) => ({ id, workspaceId: workspace.id, kind: "working" as const, title: `Document ${index}`, createdBy: userId }));
  await db.insert(documents).values(rows);
  return ids;
}

/** The cookie a browser would have after signing in. */
async function signIn(db: Database, origin: string, password: string, secret: string): Promise<string> {
  const auth = createAuth({ db, origin, secret, demoAccounts: false, log: createLog("warn") });
  const answer = await auth.api.signInEmail({ body: { email: EMAIL, password }, asResponse: true });
  return answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
}

async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is needed: a fresh, empty database.");
  await migrate(url, path.resolve(import.meta.dirname, "../../db/migrations"));
  const { db, close } = connect(url, 2);
  const [password, secret] = [randomBytes(16).toString("hex"), randomBytes(32).toString("hex")];
  const hashed = await hashPassword(password);
  const userId = await db.transaction((tx) => addPerson(tx, { name: "Bench", email: EMAIL, password: hashed }));
  const docs = await addDocuments(db, userId, Number(process.env.BENCH_DOC_COUNT ?? 1));
  const origin = `http://127.0.0.1:${process.env.PORT ?? ""}`;
  const cookie = await signIn(db, origin, password, secret);
  await close();
  process.stdout.write(`${JSON.stringify({ cookie, headers: { Origin: origin }, docs, env: { SESSION_SECRET: secret } })}\n`);
}

await main();

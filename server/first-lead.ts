/**
 * `npm run first-lead -- --email … --name … [--workspace …]`: the first person on a database of one's own (DATABASE_URL).
 * Makes the account and a workspace they lead, and prints a password once. Refused when there are people already.
 */
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { count } from "drizzle-orm";
import { connect, type Database } from "../db/client.ts";
import { migrate } from "../db/migrate.ts";
import { users } from "../db/schema/index.ts";
import { addPerson } from "./commands/invitations.ts";
import { createWorkspace } from "./commands/workspaces.ts";
import { hashPassword, newSecret } from "./secrets.ts";

const root = path.resolve(import.meta.dirname, "..");

async function makeLead(db: Database, person: { email: string; name: string }, workspace: string): Promise<string> {
  const secret = newSecret();
  const password = await hashPassword(secret);
  await db.transaction(async (tx) => {
    const [people] = await tx.select({ number: count() }).from(users);
    if ((people?.number ?? 0) > 0) throw new Error("There are people already. Ask a lead for an invitation.");
    const id = await addPerson(tx, { name: person.name, email: person.email.toLowerCase(), password });
    await createWorkspace({ db: tx }, id, workspace);
  });
  return secret;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { email: { type: "string" }, name: { type: "string" }, workspace: { type: "string" } } });
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("Set DATABASE_URL to the database. With the embedded one, use the demo accounts.");
  if (!values.email || !values.name) throw new Error('Say who: --email you@example.org --name "Your Name"');
  await migrate(url, path.join(root, "db/migrations"));
  const connection = connect(url, 2);
  try {
    const password = await makeLead(connection.db, { email: values.email, name: values.name }, values.workspace ?? "Our workspace");
    process.stdout.write(`Made an account for ${values.email}. Password (shown once): ${password}\n`);
  } finally {
    await connection.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

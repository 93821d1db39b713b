/**
 * Fills an empty database with the demo workspace in one transaction: all or nothing. Documents come in by the import
 * people use; marks are written as rows, all at once, because the start of the program waits for it.
 * Called at start in the embedded default on a loopback address only; never on a database that has people in it.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { count, eq } from "drizzle-orm";
import type { AppContext } from "../../app/context.ts";
import { documents, memberships, users } from "../../db/schema/index.ts";
import { createWorkingDocument, importDocument } from "../commands/documents.ts";
import { addPerson } from "../commands/invitations.ts";
import type { CommandDeps } from "../commands/scope.ts";
import { hashPassword } from "../secrets.ts";
import { createWorkspace } from "../commands/workspaces.ts";
import { demoDocuments, demoPeople, demoWorkspace } from "./demo-workspace.ts";
import { idOf, type Ids } from "./ids.ts";
import { addMarksAndLinks } from "./mark-rows.ts";

const DEMO_PASSWORD = "rapporteur";

export function demoSignIn(): NonNullable<AppContext["demo"]> {
  return { password: DEMO_PASSWORD, accounts: demoPeople.map(({ email, name, role }) => ({ email, name, role })) };
}

/** True when the demo is there, now or from before; false on a database that is in other use. */
export async function seedDemo(deps: CommandDeps, root: string, say: (line: string) => void): Promise<boolean> {
  const lead = demoPeople.find((person) => person.role === "lead")?.email ?? "";
  const [existing] = await deps.db.select({ id: users.id }).from(users).where(eq(users.email, lead));
  if (existing) return true;
  const [people] = await deps.db.select({ number: count() }).from(users);
  if ((people?.number ?? 0) > 0) return false;
  say("Preparing the demo workspace …");
  const password = await hashPassword(DEMO_PASSWORD);
  await deps.db.transaction(async (tx) => {
    // A transaction offers all that a command asks of the pool; commands inside become savepoints.
    const inside: CommandDeps = { ...deps, db: tx };
    const personIds: Ids = new Map();
    for (const person of demoPeople) personIds.set(person.key, await addPerson(tx, { ...person, password }));
    const workspaceId = await addWorkspace(inside, personIds);
    const documentIds = await addDocuments(inside, personIds, workspaceId, root);
    await addMarksAndLinks(inside, { workspaceId, people: personIds, documents: documentIds });
  });
  return true;
}

async function addWorkspace(deps: CommandDeps, people: Ids): Promise<string> {
  const { id } = await createWorkspace(deps, idOf(people, "lead"), demoWorkspace.name);
  const others = demoPeople.filter((person) => person.key !== "lead");
  await deps.db.insert(memberships).values(others.map(({ key, role }) => ({ workspaceId: id, userId: idOf(people, key), role })));
  return id;
}

async function addDocuments(deps: CommandDeps, people: Ids, workspaceId: string, root: string): Promise<Ids> {
  const ids: Ids = new Map();
  const lead = idOf(people, "lead");
  for (const { key, file, kind, title, symbol } of demoDocuments) {
    const bytes = await readFile(path.join(root, "server/demo/documents", file));
    const made =
      kind === "working"
        ? await createWorkingDocument(deps, lead, workspaceId, { title: title ?? file, text: bytes.toString("utf8") })
        : await importDocument(deps, lead, workspaceId, { filename: file, bytes: new Uint8Array(bytes), title, symbol });
    ids.set(key, made.id);
  }
  // Told apart in lists by when they came, as they would be.
  for (const [index, id] of [...ids.values()].entries()) {
    await deps.db.update(documents).set({ createdAt: new Date(Date.now() - (ids.size - index) * 60_000) }).where(eq(documents.id, id));
  }
  return ids;
}

/** The write path for what belongs to a workspace rather than a document: members, invitations, new documents. */
import { eq } from "drizzle-orm";
import type { Actor } from "../../app/core/access/can.ts";
import { notFound } from "../../app/core/problem.ts";
import type { Transaction } from "../../db/client.ts";
import { record, type NewEvent } from "../../db/events.ts";
import { ring } from "../../db/notify.ts";
import { roleIn } from "../../db/people.ts";
import { workspaces } from "../../db/schema/index.ts";
import { isId, type CommandDeps } from "./scope.ts";

export interface WorkspaceScope {
  tx: Transaction;
  actor: Actor;
  workspaceId: string;
  record(event: Pick<NewEvent, "subject" | "subjectId" | "action" | "before" | "after"> & { documentId?: string }): Promise<void>;
  /** Roles have changed: open sockets are checked again at the commit. */
  membersChanged(): Promise<void>;
}

/** Runs a command on a workspace in one transaction; the workspace row is locked, so that "the last lead" is decided once. */
export async function onWorkspace<T>(
  deps: Pick<CommandDeps, "db">,
  userId: string,
  workspaceId: string,
  work: (scope: WorkspaceScope) => Promise<T>,
): Promise<T> {
  if (!isId(workspaceId)) throw notFound();
  return deps.db.transaction(async (tx) => {
    const [workspace] = await tx.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.id, workspaceId)).for("update");
    const role = workspace ? await roleIn(tx, workspaceId, userId) : null;
    if (role === null) throw notFound();
    return work({
      tx,
      actor: { userId, role },
      workspaceId,
      record: (event) => record(tx, { ...event, workspaceId, actorId: userId }),
      membersChanged: () => ring(tx, { workspace: workspaceId, members: true }),
    });
  });
}

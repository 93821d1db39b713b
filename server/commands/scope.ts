/**
 * The one write path: every change of a document's marks runs inside `onDocuments`.
 *
 * It opens one transaction, locks the documents in a fixed order, reads the actor's role, lets the command work, moves
 * the clock and rings the bell. What must stay true: nothing is written outside of it, and who may not see a document
 * gets the same answer as for one that does not exist.
 */
import type { Actor } from "../../app/core/access/can.ts";
import { notFound } from "../../app/core/problem.ts";
import type { Database, Transaction } from "../../db/client.ts";
import { lockDocuments, tick } from "../../db/documents.ts";
import { record, type NewEvent } from "../../db/events.ts";
import { ring } from "../../db/notify.ts";
import { roleIn } from "../../db/people.ts";
import type { documents } from "../../db/schema/index.ts";
import type { DocumentText, DocumentTexts } from "../queries/document-texts.ts";

export interface CommandDeps {
  db: Database;
  texts: DocumentTexts;
}

export type LockedDocument = typeof documents.$inferSelect;

export interface Scope {
  tx: Transaction;
  actor: Actor;
  workspaceId: string;
  /** The locked document with this id. */
  document(id: string): LockedDocument;
  text(id: string): Promise<DocumentText>;
  /** The clock this change happens at in a document; moved on once, at the first call. */
  clock(id: string): Promise<number>;
  record(event: Pick<NewEvent, "subject" | "subjectId" | "action" | "before" | "after"> & { documentId?: string }): Promise<void>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Is this an id at all? Postgres would answer an error for anything else. */
export function isId(value: string): boolean {
  return UUID.test(value);
}

/** Runs a command on one or more documents of one workspace. Throws notFound for outsiders and for what is not there. */
export async function onDocuments<T>(
  deps: CommandDeps,
  userId: string,
  ids: string[],
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  if (!ids.every(isId)) throw notFound();
  return deps.db.transaction(async (tx) => {
    const locked = await lockDocuments(tx, ids);
    const workspaceId = locked[0]?.workspaceId;
    const together = locked.length === new Set(ids).size && locked.every((document) => document.workspaceId === workspaceId);
    if (workspaceId === undefined || !together) throw notFound();
    const role = await roleIn(tx, workspaceId, userId, true);
    if (role === null) throw notFound();
    const clocks = new Map<string, number>();
    const scope = makeScope(deps, tx, { userId, role }, workspaceId, locked, clocks);
    const result = await work(scope);
    for (const [document, clock] of clocks) await ring(tx, { document, clock });
    return result;
  });
}

function makeScope(
  deps: CommandDeps,
  tx: Transaction,
  actor: Actor,
  workspaceId: string,
  locked: LockedDocument[],
  clocks: Map<string, number>,
): Scope {
  const document = (id: string): LockedDocument => {
    const found = locked.find((row) => row.id === id);
    if (!found) throw new Error("This document is not in the scope of the command");
    return found;
  };
  return {
    tx,
    actor,
    workspaceId,
    document,
    text: (id) => deps.texts.at(tx, id, document(id).head),
    clock: async (id) => {
      const known = clocks.get(id) ?? (await tick(tx, id));
      clocks.set(id, known);
      return known;
    },
    record: (event) => record(tx, { ...event, workspaceId, actorId: actor.userId }),
  };
}

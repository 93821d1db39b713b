/** The doorbell: one NOTIFY channel, sent inside the transaction, so it rings when (and only if) the change is committed. */
import { sql } from "drizzle-orm";
import type { Executor } from "./client.ts";

export const CHANNEL = "rapporteur";
/** What nodes say to each other (server/sync/notes.ts), here and as a channel of Redis. Never sent inside a transaction. */
export const NODES = "rapporteur_nodes";

export type Bell =
  /** Marks of a document changed up to this clock. */
  | { document: string; clock: number }
  /** Text of a document changed up to this log row. */
  | { document: string; text: number }
  | { document: string; deleted: true }
  /** Somebody's role in a workspace changed. */
  | { workspace: string; members: true }
  /** Somebody has signed out, or a token of theirs has been revoked. */
  | { user: string };

export async function ring(db: Executor, bell: Bell): Promise<void> {
  await db.execute(sql`select pg_notify(${CHANNEL}, ${JSON.stringify(bell)})`);
}

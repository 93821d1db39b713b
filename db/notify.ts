/** The doorbell: one NOTIFY channel, sent inside the transaction, so it rings when (and only if) the change is committed. */
import { sql } from "drizzle-orm";
import type { Executor } from "./client.ts";

export const CHANNEL = "rapporteur";

export type Bell =
  /** Marks of a document changed up to this clock. */
  | { document: string; clock: number }
  /** Text of a document changed up to this log row. */
  | { document: string; text: number }
  | { document: string; deleted: true }
  /** Somebody's role in a workspace changed. */
  | { workspace: string; members: true };

export async function ring(db: Executor, bell: Bell): Promise<void> {
  await db.execute(sql`select pg_notify(${CHANNEL}, ${JSON.stringify(bell)})`);
}

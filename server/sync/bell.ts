/**
 * The bell of commands: short notes on a Postgres channel that something has changed. Rung inside transactions, heard by
 * every node; what nodes say to each other is in doorbell.ts.
 *
 * Called by server.ts. What must stay true: a bell carries no content, only where to look, and it may be lost; each
 * time the connection comes back, `onSilence` is called, because bells may have rung meanwhile.
 */
import type postgres from "postgres";
import { z } from "zod";
import { CHANNEL } from "../../db/notify.ts";

const bell = z.union([
  z.object({
    document: z.uuid(),
    /** Its marks have changed; this is the newest clock. */
    clock: z.number().optional(),
    /** Its text has; this is the newest sequence number. */
    text: z.number().optional(),
    deleted: z.literal(true).optional(),
  }),
  z.object({ workspace: z.uuid(), members: z.literal(true) }),
  z.object({ user: z.uuid() }),
]);

export type Bell = z.infer<typeof bell>;

/** What the note says; null for a note of another version of this program. */
export function readBell(payload: string): Bell | null {
  try {
    return bell.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
}

/** Listens until the answer is called. */
export async function listen(sql: postgres.Sql, onBell: (bell: Bell) => void, onSilence: () => void): Promise<() => Promise<void>> {
  const request = await sql.listen(
    CHANNEL,
    (payload) => {
      const rung = readBell(payload);
      if (rung) onBell(rung);
    },
    onSilence,
  );
  return () => request.unlisten();
}

/**
 * This node among others: what its rooms do at the doorbell, and which carriers the doorbell has.
 *
 * Called by server.ts. What must stay true: what another node says moves a room to read the log, and never anything
 * into its text; presence of others goes into the rooms that are open here, and is dropped for all other documents.
 */
import type postgres from "postgres";
import { postgresCarrier, redisCarrier, type Carrier } from "./carriers.ts";
import type { BellListener, Doorbell } from "./doorbell.ts";
import type { Said } from "./notes.ts";
import type { Heard } from "./presence.ts";
import type { Rooms } from "./rooms.ts";
import type { Clock, SyncLog } from "./surroundings.ts";

export function noteOf(document: string, { clientId, clock, state, userId }: Heard): Said {
  return { document, client: clientId, clock, state, user: userId };
}

/** The rooms of this node as the doorbell sees them. */
export function answerBell(rooms: Rooms, clock: Clock): BellListener {
  return {
    moved: (documentId, seq) => rooms.get(documentId)?.catchUp(seq),
    presence: (node, { document, client, clock: said, state, user }, again) =>
      rooms.presenceOf(document)?.hear(node, { clientId: client, clock: said, state, userId: user }, again, clock.now()),
    present: (documentIds) =>
      (documentIds ?? rooms.documentIds()).flatMap((id) => (rooms.presenceOf(id)?.here() ?? []).map((heard) => noteOf(id, heard))),
    left: (node) => {
      for (const id of rooms.documentIds()) rooms.presenceOf(id)?.expire((elsewhere) => elsewhere.node === node);
    },
  };
}

/** Stock clients repeat their presence every 15 s, and give others up after 30 s. */
const PRESENCE_LASTS = 40_000;

/** Forgets people at other nodes of whom nothing is heard any more. */
export function expirePresence(rooms: Rooms, clock: Clock): void {
  const since = clock.now() - PRESENCE_LASTS;
  for (const id of rooms.documentIds()) rooms.presenceOf(id)?.expire(({ heardAt }) => heardAt < since);
}

/** Connects the doorbell. Rejects when the database does not answer; a Redis that doesn't is waited for meanwhile. */
export async function openDoorbell(doorbell: Doorbell, sql: postgres.Sql, redisUrl: string | null, log: SyncLog): Promise<void> {
  const hearOn = (index: number) => (note: string) => doorbell.hear(index, note);
  const carriers: Carrier[] = redisUrl === null ? [] : [await redisCarrier(redisUrl, hearOn(0), log)];
  carriers.push(await postgresCarrier(sql, hearOn(carriers.length)));
  doorbell.open(carriers);
}

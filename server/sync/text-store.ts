/** The log of one document in Postgres, as a room wants it. */
import type { Database } from "../../db/client.ts";
import { appendByNewAuthors, authorsSince } from "../../db/document-authors.ts";
import { loadLog, updatesSince } from "../../db/document-log.ts";
import type { RoomStore } from "./durable-text.ts";

/** Authors are read after the rows: one too many does no harm, one too few would. */
export function textStore(db: Database, documentId: string): RoomStore {
  return {
    load: async () => {
      const log = await loadLog(db, documentId);
      return { ...log, authors: await authorsSince(db, documentId, 0) };
    },
    since: async (seq) => {
      const read = await updatesSince(db, documentId, seq);
      return { ...read, authors: await authorsSince(db, documentId, seq) };
    },
    append: (rows, newAuthors) => appendByNewAuthors(db, documentId, rows, newAuthors),
  };
}

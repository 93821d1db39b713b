/**
 * Where unsent commands outlast a page: one table of this browser's IndexedDB, by person, document and page.
 *
 * Called by mark-keeping alone, and loaded late. Promises: `takeOver` gives a command to one page only; nothing is
 * written after `close`, or after the browser has taken the database away (the site's data were cleared). What must stay true: only
 * what this person wrote is in it, and nobody reads another person's.
 */
import { ApiProblem } from "./api.ts";
import type { Errand } from "./errand.ts";
import type { Unsent } from "./mark-outbox.ts";

const DATABASE = "rapporteur";
const TABLE = "unsent";

/** Whose command it is, and where it belongs. */
export interface Place {
  userId: string;
  workspaceId: string;
  documentId: string;
}

/** A command as it is kept. `page`: the one that has it in hand. */
interface Row extends Place {
  key: string;
  page: string;
  errand: Errand;
  problem?: { status: number; type: string; title: string; detail?: string; fields?: unknown };
}

export class KeptOrders {
  readonly #database: IDBDatabase;
  #open = true;

  private constructor(database: IDBDatabase) {
    this.#database = database;
    // Cleared with the site's data, as at signing out.
    database.addEventListener("close", () => (this.#open = false));
    database.addEventListener("versionchange", () => this.close());
  }

  /** Rejects where the browser keeps nothing. */
  static async open(): Promise<KeptOrders> {
    const asked = indexedDB.open(DATABASE, 1);
    asked.addEventListener("upgradeneeded", () => asked.result.createObjectStore(TABLE, { keyPath: "key" }));
    return new KeptOrders(await answered(asked));
  }

  /** Resolves when it is on the disk. */
  async put(place: Place, page: string, { key, errand, problem }: Unsent): Promise<void> {
    const row: Row = { ...place, page, key, errand };
    if (problem) {
      const { status, type, title, detail, more } = problem;
      // What somebody else wrote, in a conflict, is not ours to keep.
      row.problem = { status, type, title, detail, fields: more.fields };
    }
    await this.#change((table) => table.put(row));
  }

  async delete(key: string): Promise<void> {
    await this.#change((table) => table.delete(key));
  }

  /** The commands of a document that no living page has in hand are this page's from now on; in order. Names the living, too. */
  async takeOver({ userId, documentId }: Place, page: string, isAlive: (page: string) => boolean): Promise<{ taken: Unsent[]; living: Set<string> }> {
    const living = new Set<string>();
    const rows: Row[] = [];
    await this.#walk((row, cursor) => {
      if (row.userId !== userId || row.documentId !== documentId || row.page === page) return;
      if (isAlive(row.page)) return void living.add(row.page);
      rows.push(row);
      cursor.update({ ...row, page });
    });
    return { taken: rows.map(unsentOf), living };
  }

  /** Deletes what is chosen, by where it belongs and when it was wished; answers it, in order. */
  async wipe(chosen: (place: Place, at: string) => boolean): Promise<Unsent[]> {
    const rows: Row[] = [];
    await this.#walk((row, cursor) => {
      if (!chosen(row, row.errand.at)) return;
      rows.push(row);
      cursor.delete();
    });
    return rows.map(unsentOf);
  }

  close(): void {
    this.#open = false;
    this.#database.close();
  }

  async #walk(visit: (row: Row, cursor: IDBCursorWithValue) => void): Promise<void> {
    await this.#change((table) => {
      const asked = table.openCursor();
      asked.addEventListener("success", () => {
        const cursor = asked.result;
        if (!cursor) return;
        visit(cursor.value as Row, cursor);
        cursor.continue();
      });
    });
  }

  #change(work: (table: IDBObjectStore) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      if (!this.#open) throw new DOMException("The database is closed", "InvalidStateError");
      const transaction = this.#database.transaction(TABLE, "readwrite");
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("abort", () => reject(transaction.error ?? new DOMException("Not written", "AbortError")));
      work(transaction.objectStore(TABLE));
    });
  }
}

function answered<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.addEventListener("success", () => resolve(asked.result));
    asked.addEventListener("error", () => reject(asked.error ?? new DOMException("Not opened", "UnknownError")));
  });
}

function unsentOf({ key, errand, problem }: Row): Unsent {
  if (!problem) return { key, errand };
  const { status, type, title, detail, fields } = problem;
  return { key, errand, problem: new ApiProblem(status, type, title, detail, fields === undefined ? {} : { fields }) };
}

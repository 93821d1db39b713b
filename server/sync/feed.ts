/**
 * What reaches open sockets from outside the text: changes of marks, changes of roles, documents deleted.
 *
 * Called by server.ts with each bell and each join, and by its clock. What must stay true: a connection gets only
 * what its own user may see, computed for that user; each frame starts at the clock where the one before ended; a
 * lost bell delays, nothing more, because `recheck` asks for everything again.
 */
import type { Role } from "../../app/core/access/can.ts";
import type { DocumentKind } from "../../app/core/document/document.ts";
import { CLOSE, type ChangesFrame } from "../../app/core/live/protocol.ts";
import type { DocumentHead } from "../../db/document-log.ts";
import type { Bell } from "./bell.ts";
import type { Connection } from "./connection.ts";
import type { Rooms } from "./rooms.ts";
import { failureOf, type SyncLog } from "./surroundings.ts";

export interface Access {
  role: Role;
  kind: DocumentKind;
}

/** What changed after a clock, as far as one user may see. */
export type Changes = Pick<ChangesFrame, "clock" | "puts" | "removes">;

export interface FeedParts {
  access(documentId: string, userId: string): Promise<Access | null>;
  changesSince(documentId: string, since: number, userId: string, role: Role): Promise<Changes>;
  heads(documentIds: readonly string[]): Promise<Map<string, DocumentHead>>;
  rooms: Pick<Rooms, "get" | "documentIds">;
  log: SyncLog;
}

/** How many people are asked about at once; the pool of connections serves others too. */
const ABREAST = 4;

export class Feed {
  private readonly connections = new Map<string, Set<Connection>>();
  private readonly pushes = new Map<string, () => void>();
  /** Asks again who may be here, and where all open documents stand. */
  readonly recheck: () => void;

  constructor(private readonly parts: FeedParts) {
    this.recheck = this.oneAtATime(() => this.checkAll());
  }

  get size(): number {
    return [...this.connections.values()].reduce((sum, set) => sum + set.size, 0);
  }

  /** Counts a connection in, before its access is asked for, so that no bell passes it by. */
  add(connection: Connection): void {
    const { documentId } = connection;
    const set = this.connections.get(documentId) ?? new Set();
    this.connections.set(documentId, set.add(connection));
    if (!this.pushes.has(documentId)) this.pushes.set(documentId, this.oneAtATime(() => this.push(documentId)));
  }

  remove(connection: Connection): void {
    const set = this.connections.get(connection.documentId);
    set?.delete(connection);
    if (set?.size !== 0) return;
    this.connections.delete(connection.documentId);
    this.pushes.delete(connection.documentId);
  }

  /** First frames of a connection: its role, and what has changed since the clock it came with. */
  async welcome(connection: Connection, clock: number | null): Promise<void> {
    if (!connection.isLive) return;
    connection.tellRole();
    const { documentId } = connection;
    connection.marksClock = clock ?? (await this.parts.heads([documentId])).get(documentId)?.clock ?? 0;
    this.pushes.get(documentId)?.();
  }

  /** Marks were kept back from this connection while its line was full. */
  resume(connection: Connection): void {
    this.pushes.get(connection.documentId)?.();
  }

  /** Something has changed somewhere. */
  ring(bell: Bell): void {
    if ("workspace" in bell) return this.recheck();
    if (bell.deleted) return this.closeAll(bell.document);
    if (bell.text !== undefined) this.parts.rooms.get(bell.document)?.catchUp(bell.text);
    if (bell.clock !== undefined) this.pushes.get(bell.document)?.();
  }

  private closeAll(documentId: string): void {
    for (const connection of this.at(documentId)) connection.close(CLOSE.notFound, "no such document");
  }

  private at(documentId: string): Connection[] {
    return [...(this.connections.get(documentId) ?? [])];
  }

  /** Sends what is new; asks once for all who see the same. */
  private async push(documentId: string): Promise<void> {
    const alike = new Map<string, Connection[]>();
    for (const connection of this.at(documentId)) {
      if (!connection.isLive || connection.marksClock === null || connection.isClosed || connection.isBehind) continue;
      const sight = `${connection.userId} ${connection.role} ${connection.marksClock}`;
      alike.set(sight, [...(alike.get(sight) ?? []), connection]);
    }
    for (const connections of alike.values()) {
      const { userId, role, marksClock } = connections[0] as Connection;
      const from = marksClock ?? 0;
      const changes = await this.parts.changesSince(documentId, from, userId, role);
      // An empty frame would tell that somebody is working on private marks.
      if (isEmpty(changes)) continue;
      for (const connection of connections) {
        connection.sendLive({ t: "changes", from, ...changes });
        connection.marksClock = changes.clock;
      }
    }
  }

  private async checkAll(): Promise<void> {
    // First, so that whoever reads a deleted document is told that, and not that they may no longer.
    await this.compareHeads();
    const everybody = [...this.connections.values()].flatMap((set) => [...set]);
    await abreast(ABREAST, everybody, (connection) => this.check(connection));
  }

  private async check(connection: Connection): Promise<void> {
    if (connection.isClosed) return;
    const access = await this.parts.access(connection.documentId, connection.userId);
    if (access === null) return connection.close(CLOSE.notAllowed, "no longer allowed");
    connection.become(access.role, access.kind);
    if (!(await connection.isStillSignedIn())) connection.close(CLOSE.notSignedIn, "signed out");
  }

  /** For bells that were never heard. */
  private async compareHeads(): Promise<void> {
    const documentIds = this.parts.rooms.documentIds();
    const heads = await this.parts.heads(documentIds);
    for (const documentId of documentIds) {
      const head = heads.get(documentId);
      if (!head || head.deleted) this.closeAll(documentId);
      else {
        this.parts.rooms.get(documentId)?.catchUp(head.head);
        if (this.at(documentId).some((one) => one.marksClock !== null && one.marksClock < head.clock)) this.pushes.get(documentId)?.();
      }
    }
  }

  /** Runs a task when called, once more if called meanwhile, never twice at a time. */
  private oneAtATime(task: () => Promise<void>): () => void {
    let [wanted, done] = [0, 0];
    const run = async (): Promise<void> => {
      while (done < wanted) {
        const serving = wanted;
        // The database may be away; `recheck` comes round again and makes up for it.
        await task().catch((error: unknown) => this.parts.log.error({ failure: failureOf(error) }, "the feed could not read"));
        done = serving;
      }
    };
    return () => {
      const idle = done === wanted;
      wanted += 1;
      if (idle) void run();
    };
  }
}

function isEmpty({ puts, removes }: Changes): boolean {
  return puts.annotations.length + puts.links.length + removes.annotations.length + removes.links.length === 0;
}

/** Does `work` for all items, `count` at a time. */
async function abreast<T>(count: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: count }, worker));
}

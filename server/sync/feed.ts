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
import type { Credential, Opened } from "../../db/people.ts";
import type { Bell } from "./bell.ts";
import type { Connection } from "./connection.ts";
import type { Rooms } from "./rooms.ts";
import { failureOf, type SyncLog } from "./surroundings.ts";

export interface Access {
  role: Role;
  kind: DocumentKind;
  /** That of the document's marks. */
  clock: number;
}

/** What changed after a clock, as far as one user may see. */
export type Changes = Pick<ChangesFrame, "clock" | "puts" | "removes">;

export interface FeedParts {
  /** In the order asked; null where somebody may not read, or the document is gone. */
  accessOf(opened: readonly Opened[]): Promise<(Access | null)[]>;
  /** Those that have not ended, by id, with the time of their end; null for none. */
  goodCredentials(credentials: readonly Credential[]): Promise<Map<string, Date | null>>;
  changesSince(documentId: string, since: number, userId: string, role: Role): Promise<Changes>;
  heads(documentIds: readonly string[]): Promise<Map<string, DocumentHead>>;
  rooms: Pick<Rooms, "get" | "documentIds">;
  log: SyncLog;
}

export class Feed {
  private readonly connections = new Map<string, Set<Connection>>();
  private readonly pushes = new Map<string, () => void>();
  private readonly doubted = new Set<Connection>();
  private readonly checkDoubted: () => void;
  /** How many bells have rung: whoever was let in meanwhile is asked for again. */
  private rung = 0;
  /** Asks again who may be here, and where all open documents stand. */
  readonly recheck: () => void;
  /** Asks where all open documents stand: one statement, for while the bell is silent. */
  readonly poll: () => void;

  constructor(private readonly parts: FeedParts) {
    this.recheck = this.oneAtATime(() => this.checkAll());
    this.poll = this.oneAtATime(() => this.compareHeads());
    this.checkDoubted = this.oneAtATime(() => this.check([...this.doubted]));
  }

  get size(): number {
    return [...this.connections.values()].reduce((sum, set) => sum + set.size, 0);
  }

  /** What `add` wants: taken before anybody's access is asked for. */
  get mark(): number {
    return this.rung;
  }

  /** Counts a connection in. What was read of its rights since `mark` may be old by now, if a bell has rung. */
  add(connection: Connection, mark: number): void {
    const { documentId } = connection;
    if (mark !== this.rung) this.doubt([connection]);
    const set = this.connections.get(documentId) ?? new Set();
    this.connections.set(documentId, set.add(connection));
    if (!this.pushes.has(documentId)) this.pushes.set(documentId, this.oneAtATime(() => this.push(documentId)));
  }

  remove(connection: Connection): void {
    const set = this.connections.get(connection.documentId);
    set?.delete(connection);
    this.doubted.delete(connection);
    if (set?.size !== 0) return;
    this.connections.delete(connection.documentId);
    this.pushes.delete(connection.documentId);
  }

  /** First frames of a connection: its role, and what has changed since the clock it came with; `head` was read since `mark`. */
  welcome(connection: Connection, clock: number | null, { head, mark }: { head: number; mark: number }): void {
    if (!connection.isLive) return;
    connection.tellRole();
    connection.marksClock = clock ?? head;
    if (connection.marksClock !== head || mark !== this.rung) this.pushes.get(connection.documentId)?.();
  }

  /** Marks were kept back from this connection while its line was full. */
  resume(connection: Connection): void {
    this.pushes.get(connection.documentId)?.();
  }

  /** Something has changed somewhere. */
  ring(bell: Bell): void {
    this.rung += 1;
    if ("workspace" in bell) return this.recheck();
    if ("user" in bell) return this.doubt(this.everybody().filter(({ userId }) => userId === bell.user));
    if (bell.deleted) return this.closeAll(bell.document);
    if (bell.text !== undefined) this.parts.rooms.get(bell.document)?.catchUp(bell.text);
    if (bell.clock !== undefined) this.pushes.get(bell.document)?.();
  }

  /** Asks for those whose session should have ended by now; it may have been renewed meanwhile. `now` as of `Date.now`. */
  endExpired(now: number): void {
    this.doubt(this.everybody().filter(({ goodUntil }) => goodUntil !== null && goodUntil <= now));
  }

  private everybody(): Connection[] {
    return [...this.connections.values()].flatMap((set) => [...set]);
  }

  private doubt(connections: readonly Connection[]): void {
    for (const connection of connections) this.doubted.add(connection);
    if (connections.length > 0) this.checkDoubted();
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
    await this.check(this.everybody());
  }

  /** May they still be here? Two statements, for however many. */
  private async check(connections: readonly Connection[]): Promise<void> {
    const live = connections.filter((connection) => !connection.isClosed);
    if (live.length === 0) return;
    const credentials = new Map(live.flatMap(({ credential }) => (credential ? [[credential.id, credential]] : [])));
    const [access, good] = await Promise.all([this.parts.accessOf(live), this.parts.goodCredentials([...credentials.values()])]);
    live.forEach((connection, index) => {
      this.doubted.delete(connection);
      this.settle(connection, access[index] ?? null, good);
    });
  }

  private settle(connection: Connection, access: Access | null, good: ReadonlyMap<string, Date | null>): void {
    if (connection.isClosed) return;
    const { credential } = connection;
    if (access === null) return connection.close(CLOSE.notAllowed, "no longer allowed");
    if (credential && !good.has(credential.id)) return connection.close(CLOSE.notSignedIn, "signed out");
    connection.goodUntil = (credential && good.get(credential.id)?.getTime()) ?? null;
    connection.become(access.role, access.kind);
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

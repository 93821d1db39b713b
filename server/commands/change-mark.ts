/**
 * How every change of an existing mark runs, be it an annotation or a link: lock, decide, check the version, write,
 * move the clocks, record one event. What differs between the two kinds is a `MarkTable`.
 */
import { decide, type Decision, type MarkCommand } from "../../app/core/annotation/decide.ts";
import { notFound } from "../../app/core/problem.ts";
import type { Database, Executor, Transaction } from "../../db/client.ts";
import { changeColumns, decidable, requireVersion, withdrawVerdicts, type MarkRow } from "./mark-state.ts";
import { isId, onDocuments, type CommandDeps, type Scope } from "./scope.ts";

/** Where marks of one kind are kept. */
export interface MarkTable<Row extends MarkRow, Mark> {
  subject: "annotation" | "link";
  find(db: Database, id: string): Promise<Row | null>;
  lock(tx: Transaction, id: string): Promise<Row | null>;
  /** The documents it stands in; the first one is its event's. */
  documents(row: Row): [string, ...string[]];
  /** Writes the columns of every change, those of this one, and the clocks of its documents. */
  write(scope: Scope, row: Row, common: ReturnType<typeof changeColumns>, own: Partial<Row> | undefined): Promise<void>;
  /** The mark as its reader gets it; null when it is deleted. */
  read(tx: Executor, id: string, userId: string): Promise<Mark | null>;
}

export interface ChangeOptions<Row> {
  command: MarkCommand | ((scope: Scope, row: Row) => Promise<MarkCommand>);
  /** The version the wish was made from: stale → 412. Null or left out where the caller asks for no check (`If-Match: *`, or none where the API wants none). */
  version?: number | null;
  /** The command is for deleted marks. */
  deleted?: boolean;
}

export interface Change<Row> {
  scope: Scope;
  row: Row;
  decision: Decision;
}

/** What a command writes besides the columns of every change, and what its event says. */
export interface Written<Row> {
  columns?: Partial<Row>;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

/** Locks, decides, lets `write` say which columns change (null: it was done before), and does the rest. */
export async function changeMark<Row extends MarkRow, Mark>(
  table: MarkTable<Row, Mark>,
  deps: CommandDeps,
  userId: string,
  id: string,
  options: ChangeOptions<Row>,
  write: (change: Change<Row>) => Written<Row> | null | Promise<Written<Row> | null>,
): Promise<Mark | null> {
  const { subject } = table;
  const known = isId(id) ? await table.find(deps.db, id) : null;
  if (!known) throw notFound();
  return onDocuments(deps, userId, table.documents(known), async (scope) => {
    const row = await table.lock(scope.tx, id);
    if (!row || (row.deletedAt !== null) !== (options.deleted ?? false)) throw notFound();
    const command = typeof options.command === "function" ? await options.command(scope, row) : options.command;
    const decision = decide(decidable(row), command, scope.actor);
    requireVersion(row, options.version ?? null);
    const written = await write({ scope, row, decision });
    if (written === null) return table.read(scope.tx, id, userId);
    const { columns, before, after } = written;
    if (decision.withdrawVerdicts) await withdrawVerdicts(scope.tx, subject, id);
    await table.write(scope, row, changeColumns(row, decision, userId), columns);
    const states = decision.state === row.state ? [{}, {}] : [{ state: row.state }, { state: decision.state }];
    const [documentId] = table.documents(row);
    await scope.record({
      subject, subjectId: id, documentId, action: decision.action, before: { ...before, ...states[0] }, after: { ...after, ...states[1] },
    });
    return table.read(scope.tx, id, userId);
  });
}

/** The mark a change has left; one that is gone was not to be found. */
export function present<Mark>(mark: Mark | null): Mark {
  if (mark === null) throw notFound();
  return mark;
}

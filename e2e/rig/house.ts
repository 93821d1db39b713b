/**
 * A whole Rapporteur for a case: Postgres, one or more processes of the program, and people in every role.
 *
 * Called by cases through `rig.house`. What must stay true: nothing in it stands in for a part of ours; people and
 * documents are made by the program's own commands; all of it goes with the case, its folders too.
 */
import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import type { Role } from "../../app/core/access/can.ts";
import { blocksOf } from "../../app/core/document/blocks.ts";
import { canonicalText } from "../../app/core/document/canonical-text.ts";
import { connect, type DatabaseConnection } from "../../db/client.ts";
import { loadLog } from "../../db/document-log.ts";
import { memberships } from "../../db/schema/index.ts";
import { addPerson } from "../../server/commands/invitations.ts";
import type { CommandDeps } from "../../server/commands/scope.ts";
import { createToken } from "../../server/commands/tokens.ts";
import { createWorkspace } from "../../server/commands/workspaces.ts";
import { startEmbeddedPostgres } from "../../server/postgres/embedded-postgres.ts";
import { startTestPostgres, type TestPostgres } from "../../server/postgres/test-database.ts";
import { DocumentTexts } from "../../server/queries/document-texts.ts";
import { hashPassword } from "../../server/secrets.ts";
import { documentFromUpdates } from "../../server/sync/apply-server-edit.ts";
import { Program } from "./program.ts";
import { canonicalHash } from "./views.ts";
import { until } from "./waiting.ts";

export const PASSWORD = "correct horse battery";
const ROLES: readonly Role[] = ["reader", "annotator", "reviewer", "lead"];

export interface Person {
  id: string;
  name: string;
  email: string;
  /** A personal API token. */
  token: string;
}

export interface HouseOptions {
  /**
   * Whose Postgres: "own" is the program's embedded one with its durable settings, as people run it; "apart" is a
   * throw-away one under DATABASE_URL, which outlives the program and can be shared by several.
   */
  postgres: "own" | "apart";
  /** Stands between the program and a Postgres "apart": answers the address to use instead. */
  between?: (databaseUrl: string) => Promise<string>;
  env?: Record<string, string>;
}

/** What a text is, for comparing: `hash` is of its content, `head` counts its log. */
export interface TextState {
  head: number;
  hash: string;
  text: string;
}

/** The Postgres "apart": one for all cases of a run, each with a database of its own. */
let shared: Promise<TestPostgres> | undefined;

/** Ends what houses shared; called when no case runs any more. */
export async function closeShared(): Promise<void> {
  await (await shared)?.stop();
}

export class House {
  readonly people: Record<Role | "outsider", Person>;
  readonly workspaceId: string;

  private constructor(
    readonly program: Program,
    readonly databaseUrl: string,
    readonly connection: DatabaseConnection,
    readonly deps: CommandDeps,
    team: { workspaceId: string; people: House["people"] },
    private readonly undo: (() => Promise<void> | void)[],
    private readonly env: Record<string, string>,
  ) {
    this.workspaceId = team.workspaceId;
    this.people = team.people;
  }

  static async open(options: HouseOptions): Promise<House> {
    const undo: (() => Promise<void> | void)[] = [];
    try {
      const dataDir = temporaryFolder(undo);
      let databaseUrl = "";
      const env: Record<string, string> = { RAPPORTEUR_DATA_DIR: dataDir, SESSION_SECRET: "a secret for the rig only, 32 characters", ...options.env };
      if (options.postgres === "apart") {
        databaseUrl = await (await (shared ??= startTestPostgres())).createDatabase();
        env.DATABASE_URL = (await options.between?.(databaseUrl)) ?? databaseUrl;
      }
      const program = await Program.start(env);
      undo.push(() => program.kill("SIGKILL"));
      if (databaseUrl === "") databaseUrl = await ownDatabase(env.RAPPORTEUR_DATA_DIR ?? dataDir);
      const connection = connect(databaseUrl, 4);
      undo.push(() => connection.close());
      const deps = { db: connection.db, texts: new DocumentTexts() };
      return new House(program, databaseUrl, connection, deps, await makeTeam(deps), undo, env);
    } catch (error) {
      await undoAll(undo);
      throw error;
    }
  }

  /** Does the program run its Postgres itself? */
  get isOwn(): boolean {
    return this.env.DATABASE_URL === undefined;
  }

  /** Another process of the program on the same Postgres, with variables of its own. */
  async anotherProgram(env: Record<string, string> = {}): Promise<Program> {
    const program = await Program.start({ ...this.env, RAPPORTEUR_DATA_DIR: temporaryFolder(this.undo), ...env });
    this.undo.push(() => program.kill("SIGKILL"));
    return program;
  }

  /** Reads from the database the program has now; its own one may have come back on another port. */
  async reconnected(): Promise<DatabaseConnection> {
    const fresh = connect(await ownDatabase(String(this.env.RAPPORTEUR_DATA_DIR)), 2);
    this.undo.push(() => fresh.close());
    return fresh;
  }

  async person(name: string, role: Role | null): Promise<Person> {
    const made = await makePerson(this.deps, name);
    if (role) await this.deps.db.insert(memberships).values({ workspaceId: this.workspaceId, userId: made.id, role });
    return made;
  }

  /** Several people of a role. */
  persons(count: number, role: Role): Promise<Person[]> {
    return Promise.all(Array.from({ length: count }, (_, nth) => this.person(`${role} ${nth}`, role)));
  }

  /** A call of the API with this person's token. */
  call(who: Person, method: string, to: string, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = { Authorization: `Bearer ${who.token}` };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    return fetch(`${this.program.origin}/api/v1${to}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  }

  /** A working document of these paragraphs; answers its id. */
  async document(paragraphs: readonly string[] = ["The Committee notes."], workspaceId = this.workspaceId, who = this.people.lead): Promise<string> {
    const body = { kind: "working", title: "A report", text: paragraphs.join("\n\n") };
    return idOf(await this.call(who, "POST", `/workspaces/${workspaceId}/documents`, body));
  }

  /** A source document, in which nobody types. */
  async source(text = "1. Registers of detention are kept on paper.\n\n2. Inspectors may read them.\n"): Promise<string> {
    const form = new FormData();
    form.set("file", new Blob([`${text}${Math.random()}`]), "co.txt");
    const headers = { Authorization: `Bearer ${this.people.lead.token}` };
    return idOf(await fetch(`${this.program.origin}/api/v1/workspaces/${this.workspaceId}/documents`, { method: "POST", headers, body: form }));
  }

  /** The text as its log alone gives it. */
  async stored(documentId: string, { db } = this.connection): Promise<TextState> {
    const { updates, head } = await loadLog(db, documentId);
    const doc = documentFromUpdates(updates);
    return { head, hash: canonicalHash(doc), text: canonicalText(blocksOf(doc)).text };
  }

  /** The text as the API gives it out. */
  async exported(documentId: string): Promise<string> {
    return (await this.call(this.people.reader, "GET", `/documents/${documentId}/text`)).text();
  }

  /** How many connections the program holds to its database. */
  async databaseConnections(): Promise<number> {
    const [row] = await this.connection.db.execute<{ count: string }>(sql`select count(*) from pg_stat_activity where datname = current_database()`);
    return Number(row?.count);
  }

  async close(): Promise<void> {
    await undoAll(this.undo);
  }
}

function temporaryFolder(undo: (() => void)[]): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "rapporteur-rig-")));
  // As root, Postgres runs as another account, which has to get in.
  chmodSync(folder, 0o755);
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Joins the Postgres that the program runs; never starts one, since the program runs and owns it. */
async function ownDatabase(dataDir: string): Promise<string> {
  const joined = await startEmbeddedPostgres({ dataDir });
  if (!joined.adopted) throw new Error("the program does not run its Postgres");
  return joined.url;
}

/** Last made, first undone; each is tried. */
async function undoAll(undo: (() => Promise<void> | void)[]): Promise<void> {
  for (const one of undo.splice(0).reverse()) await Promise.resolve(one()).catch(() => undefined);
}

async function idOf(answer: Response): Promise<string> {
  if (answer.status !== 201) throw new Error(`not made: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}

let hashed: Promise<string> | undefined;
let made = 0;

async function makePerson(deps: CommandDeps, name: string): Promise<Person> {
  const password = await (hashed ??= hashPassword(PASSWORD));
  const email = `${name.toLowerCase().replace(/\W+/g, ".")}.${(made += 1)}@rig.test`;
  const id = await deps.db.transaction((tx) => addPerson(tx, { name, email, password }));
  return { id, name, email, token: (await createToken(deps, id, "rig")).token };
}

async function makeTeam(deps: CommandDeps): Promise<{ workspaceId: string; people: House["people"] }> {
  const people = {} as House["people"];
  for (const role of [...ROLES, "outsider"] as const) people[role] = await makePerson(deps, `Rig ${role}`);
  const { id: workspaceId } = await createWorkspace(deps, people.lead.id, "Rig");
  for (const role of ROLES) {
    if (role !== "lead") await deps.db.insert(memberships).values({ workspaceId, userId: people[role].id, role });
  }
  return { workspaceId, people };
}

/** Waits until the program has let go of all rooms. */
export function roomsClosed(program: Program, ms: number): Promise<void> {
  const count = async (): Promise<number> => (await program.metrics()).get('rapporteur_sync{what="rooms"}') ?? Number.NaN;
  return until("all rooms are closed", async () => (await count()) === 0, ms);
}

/** A short name for bytes, to compare them by. */
export function digest(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

/** For integration tests: the API on a real Postgres, with people in every role. No part of it is a stand-in. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { toNodeHandler } from "better-auth/node";
import express from "express";
import type { Role } from "../../app/core/access/can.ts";
import { connect, type DatabaseConnection } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { memberships } from "../../db/schema/index.ts";
import { apiRouter } from "../api/router.ts";
import { createAuth, type Auth } from "../auth.ts";
import { addPerson } from "../commands/invitations.ts";
import type { CommandDeps } from "../commands/scope.ts";
import { createToken } from "../commands/tokens.ts";
import { createWorkspace } from "../commands/workspaces.ts";
import { createLog } from "../log.ts";
import { MissLimit } from "../miss-limit.ts";
import { startTestPostgres } from "../postgres/test-database.ts";
import { DocumentTexts } from "../queries/document-texts.ts";
import { hashPassword } from "../secrets.ts";
import { authenticate } from "../services/authenticate.ts";
import { fromSameOrigin } from "../services/origin.ts";

export const root = path.resolve(import.meta.dirname, "../..");
export const PASSWORD = "correct horse battery";

export interface TestPerson {
  id: string;
  name: string;
  email: string;
  token: string;
}

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
  headers: Headers;
}

export interface House {
  server: http.Server;
  url: string;
  databaseUrl: string;
  deps: CommandDeps;
  auth: Auth;
  misses: MissLimit;
  connection: DatabaseConnection;
  person(name: string): Promise<TestPerson>;
  /** A workspace with one person in each role. */
  team(name?: string): Promise<{ workspaceId: string; people: Record<Role, TestPerson> & { annotator2: TestPerson } }>;
  join(workspaceId: string, person: TestPerson, role: Role): Promise<void>;
  call<T = Record<string, unknown>>(who: TestPerson | null, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  upload<T = Record<string, unknown>>(who: TestPerson, workspaceId: string, filename: string, content: string | Uint8Array, fields?: Record<string, string>): Promise<Answer<T>>;
  close(): Promise<void>;
}

async function read<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  return { status: response.status, body: (isJson && text ? JSON.parse(text) : text) as T, headers: response.headers };
}

export async function openHouse(options: { uploadLimit?: number; misses?: MissLimit } = {}): Promise<House> {
  const postgres = await startTestPostgres();
  const databaseUrl = await postgres.createDatabase();
  await migrate(databaseUrl, path.join(root, "db/migrations"));
  const connection = connect(databaseUrl, 8);
  const deps: CommandDeps = { db: connection.db, texts: new DocumentTexts() };
  const app = express();
  const server = http.createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const auth = createAuth({ db: deps.db, origin: url, secret: "a secret only for tests, 32 characters", demoAccounts: false, log: createLog("silent") });
  const { misses = new MissLimit() } = options;
  const signIn = toNodeHandler(auth);
  app.all("/api/auth/*", (req, res, next) => {
    signIn(req, res).catch(next);
  });
  app.use("/api/v1", apiRouter({
    ...deps, misses, origin: url, uploadLimit: options.uploadLimit ?? 5_000_000, version: "0.0.0-test", log: createLog("silent"),
    sameOrigin: (req) => fromSameOrigin(req, url),
    authenticate: (req) => authenticate({ db: deps.db, auth }, req),
  }));
  const password = await hashPassword(PASSWORD);
  let number = 0;
  const person: House["person"] = async (name) => {
    const email = `${name.toLowerCase().replace(/\W+/g, ".")}.${(number += 1)}@house.test`;
    const id = await deps.db.transaction((tx) => addPerson(tx, { name, email, password }));
    return { id, name, email, token: (await createToken(deps, id, "test")).token };
  };
  const join: House["join"] = async (workspaceId, who, role) => {
    await deps.db.insert(memberships).values({ workspaceId, userId: who.id, role });
  };
  return {
    server, url, databaseUrl, deps, auth, misses, connection, person, join,
    team: async (name = "Team") => {
      const [lead, reviewer, annotator, annotator2, reader] = [
        await person("Lea Lead"), await person("Rui Reviewer"), await person("Ana Annotator"), await person("Ben Annotator"), await person("Rea Reader"),
      ];
      const { id } = await createWorkspace(deps, lead.id, name);
      await join(id, reviewer, "reviewer");
      await join(id, annotator, "annotator");
      await join(id, annotator2, "annotator");
      await join(id, reader, "reader");
      return { workspaceId: id, people: { lead, reviewer, annotator, annotator2, reader } };
    },
    call: async (who, method, to, body, headers = {}) => {
      const authorization: Record<string, string> = who ? { Authorization: `Bearer ${who.token}` } : {};
      const json: Record<string, string> = body === undefined ? {} : { "Content-Type": "application/json" };
      const init = { method, headers: { ...authorization, ...json, ...headers }, body: body === undefined ? undefined : JSON.stringify(body) };
      return read(await fetch(`${url}/api/v1${to}`, init));
    },
    upload: async (who, workspaceId, filename, content, fields = {}) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set("file", new Blob([content as BlobPart]), filename);
      return read(await fetch(`${url}/api/v1/workspaces/${workspaceId}/documents`, { method: "POST", headers: { Authorization: `Bearer ${who.token}` }, body: form }));
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await connection.close();
      await postgres.stop();
    },
  };
}

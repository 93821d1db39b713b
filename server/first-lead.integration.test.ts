/** The first person on a database of one's own: made once, able to sign in, refused when there are people. */
import { execFile } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { connect } from "../db/client.ts";
import { workspacesOf } from "../db/people.ts";
import { createAuth } from "./auth.ts";
import { createLog } from "./log.ts";
import { startTestPostgres } from "./postgres/test-database.ts";

const root = path.resolve(import.meta.dirname, "..");
const ARGUMENTS = ["--import", "tsx", "server/first-lead.ts", "--email", "You@example.org", "--name", "Your Name", "--workspace", "Our team"];

test("makes one lead, whose password is told once and opens a workspace", async () => {
  const postgres = await startTestPostgres();
  const url = await postgres.createDatabase();
  const run = () => promisify(execFile)(process.execPath, ARGUMENTS, { cwd: root, env: { ...process.env, DATABASE_URL: url } });
  const password = /shown once\): (\S+)/.exec((await run()).stdout)?.[1] ?? "";
  await expect(run()).rejects.toMatchObject({ code: 1, stderr: "There are people already. Ask a lead for an invitation.\n" });
  const connection = connect(url, 2);
  const auth = createAuth({ db: connection.db, origin: "http://localhost:3000", secret: "a secret only for tests, 32 characters", demoAccounts: false, log: createLog("silent") });
  const { user } = await auth.api.signInEmail({ body: { email: "you@example.org", password } });
  expect(await workspacesOf(connection.db, user.id)).toMatchObject([{ name: "Our team", role: "lead" }]);
  await connection.close();
  await postgres.stop();
});

import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connect } from "../db/client.ts";
import { createAuth } from "./auth.ts";
import { addPerson } from "./commands/invitations.ts";
import { errorFacts } from "./log.ts";
import { hashPassword } from "./secrets.ts";
import { openHouse, type House } from "./testing/house.ts";

let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test("the accounts of the demo, whose password is known, open nothing once the program is reached from elsewhere", async () => {
  const email = "lead@demo.test";
  const password = await hashPassword("rapporteur");
  await house.deps.db.transaction((tx) => addPerson(tx, { name: "Lead", email, password }));
  const signIn = (demoAccounts: boolean) => {
    const log = { error: () => undefined };
    const auth = createAuth({ db: house.deps.db, origin: "http://localhost:3000", secret: "a secret only for tests, 32 characters", demoAccounts, log });
    return auth.api.signInEmail({ body: { email, password: "rapporteur" } });
  };
  expect((await signIn(true)).user.email).toBe(email);
  await expect(signIn(false)).rejects.toMatchObject({ statusCode: 401 });
});

test("a database that is away is logged without the words it was asked with", async () => {
  const away = connect("postgres://nobody:x@127.0.0.1:1/nothing", 1);
  const lines: string[] = [];
  const printed = (["log", "warn", "error"] as const).map((name) => vi.spyOn(console, name).mockImplementation((...said) => void lines.push(...said.map(String))));
  const log = { error: (facts: { err: unknown }, message: string) => void lines.push(JSON.stringify(errorFacts(facts.err)), message) };
  const auth = createAuth({ db: away.db, origin: "http://127.0.0.1:3000", secret: "a secret only for tests, 32 characters", demoAccounts: false, log });
  await expect(auth.api.signInEmail({ body: { email: "canary@example.org", password: "a wrong guess" } })).rejects.toThrow();
  expect(lines.join("\n")).not.toContain("canary");
  printed.forEach((spy) => spy.mockRestore());
  await away.close();
});

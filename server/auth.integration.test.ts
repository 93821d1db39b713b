import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { connect } from "../db/client.ts";
import { sessions } from "../db/schema/index.ts";
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

describe("who holds the session in a cookie", () => {
  const email = "holder@example.org";
  let cookie: string;
  let userId: string;

  beforeAll(async () => {
    const password = await hashPassword("a long enough password");
    userId = await house.deps.db.transaction((tx) => addPerson(tx, { name: "Holder", email, password }));
  });
  beforeEach(async () => {
    const answer = await house.auth.api.signInEmail({ body: { email, password: "a long enough password" }, returnHeaders: true });
    cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  });

  test("is the one who signed in, as better-auth itself has it", async () => {
    const session = await house.auth.api.getSession({ headers: new Headers({ cookie }) });
    const holder = await house.auth.sessionOf({ cookie });
    expect(holder).toEqual({
      user: { id: userId, name: "Holder", email },
      credential: { kind: "session", id: session?.session.id },
      until: session?.session.expiresAt,
    });
  });

  test("nobody without a cookie, with a forged one, after signing out, and after its end", async () => {
    expect(await house.auth.sessionOf({})).toBeNull();
    expect(await house.auth.sessionOf({ cookie: cookie.slice(0, -8) })).toBeNull();
    await house.auth.api.signOut({ headers: new Headers({ cookie }) });
    expect(await house.auth.sessionOf({ cookie })).toBeNull();
  });

  test("a session that has run out opens nothing; one that is used again is good for longer", async () => {
    const { db } = house.deps;
    const id = (await house.auth.sessionOf({ cookie }))?.credential.id ?? "";
    const inHours = (hours: number): Date => new Date(Date.now() + hours * 3_600_000);
    await db.update(sessions).set({ expiresAt: inHours(1) }).where(eq(sessions.id, id));
    const holder = await house.auth.sessionOf({ cookie });
    expect(holder?.user.id).toBe(userId);
    expect(holder?.until.getTime()).toBeGreaterThan(inHours(11).getTime());
    await db.update(sessions).set({ expiresAt: inHours(-0.01) }).where(eq(sessions.id, id));
    expect(await house.auth.sessionOf({ cookie })).toBeNull();
  });
});

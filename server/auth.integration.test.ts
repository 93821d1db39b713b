import { afterAll, beforeAll, expect, test } from "vitest";
import { createAuth } from "./auth.ts";
import { addPerson } from "./commands/invitations.ts";
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
  const signIn = (origin: string) =>
    createAuth({ db: house.deps.db, origin, secret: "a secret only for tests, 32 characters" }).api.signInEmail({ body: { email, password: "rapporteur" } });
  for (const origin of ["http://127.0.0.1:3000", "http://localhost:3000", "http://[::1]:3000"]) {
    expect((await signIn(origin)).user.email).toBe(email);
  }
  for (const origin of ["http://0.0.0.0:3000", "https://rapporteur.example", "http://127.0.0.1.example", "http://192.168.1.5:3000"]) {
    await expect(signIn(origin)).rejects.toMatchObject({ statusCode: 401 });
  }
});

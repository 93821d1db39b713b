import { expect, test } from "vitest";
import { forbidden, notFound, Problem } from "../app/core/problem.ts";
import { askerOf, Asking, MissLimit, namedIn } from "./miss-limit.ts";

let now = 0;
const limit = () => new MissLimit(() => now);
const miss = () => Promise.reject(notFound());

/** The status of a question: 200 for an answer. */
async function statusOf(asked: Promise<unknown>): Promise<number> {
  return asked.then(() => 200, (error: unknown) => (error as Problem).status);
}

/** The statuses of so many requests, one after the other. */
async function askAgain(measure: MissLimit, asker: string, times: number, work: () => Promise<unknown> = miss): Promise<number[]> {
  const statuses: number[] = [];
  for (let nth = 0; nth < times; nth += 1) statuses.push(await statusOf(new Asking(measure, asker, null).ask(work)));
  return statuses;
}

test("after twenty misses nothing more is looked up, and it says for how long", async () => {
  const measure = limit();
  expect(new Set(await askAgain(measure, "a", 20))).toEqual(new Set([404]));
  let looked = 0;
  const asked = new Asking(measure, "a", null).ask(async () => (looked += 1));
  await expect(asked).rejects.toMatchObject({ status: 429, type: "too-many-misses", more: { retryAfter: 6 } });
  expect(looked).toBe(0);
});

test("one asker is not limited by another, nor a person by their address", async () => {
  const measure = limit();
  await askAgain(measure, askerOf(null, "203.0.113.7"), 21);
  expect(await askAgain(measure, askerOf("7", "203.0.113.7"), 1)).toEqual([404]);
  expect(await askAgain(measure, askerOf(null, "203.0.113.8"), 1)).toEqual([404]);
});

test("what is found, refused for another reason, or unknown as an address costs nothing", async () => {
  const measure = limit();
  const others = [() => Promise.resolve(1), () => Promise.reject(forbidden()), () => Promise.reject(new Problem(404, "unknown-format", "No such format"))];
  for (const work of others) await askAgain(measure, "a", 100, work);
  expect(await askAgain(measure, "a", 20)).not.toContain(429);
});

test("a dead link every six seconds never limits anybody, and whoever was limited is free again after that time", async () => {
  const measure = limit();
  expect((await askAgain(measure, "a", 21)).at(-1)).toBe(429);
  for (let nth = 0; nth < 50; nth += 1) {
    now += 6_001;
    expect(await askAgain(measure, "a", 2)).toEqual([404, 429]);
  }
});

test("several questions of one request are one miss", async () => {
  const measure = limit();
  for (let nth = 0; nth < 20; nth += 1) {
    const asking = new Asking(measure, "a", null);
    await Promise.all([1, 2, 3].map(() => statusOf(asking.ask(miss))));
  }
  expect(await askAgain(measure, "a", 1)).toEqual([429]);
});

test("of many requests at once no more than twenty hear that it was a miss, and the rest is paid for by waiting", async () => {
  const measure = limit();
  const statuses = await Promise.all(Array.from({ length: 50 }, () => statusOf(new Asking(measure, "a", null).ask(miss))));
  expect([statuses.filter((status) => status === 404).length, statuses.filter((status) => status === 429).length]).toEqual([20, 30]);
  expect(measure.waitOf("a")).toBeGreaterThan(180_000);
  now += 186_001;
  expect(await askAgain(measure, "a", 1)).toEqual([404]);
});

test("the same miss again counts once, whatever is asked of it; others count on", async () => {
  const measure = limit();
  const again = async (what: string): Promise<number> => statusOf(new Asking(measure, "a", what).ask(miss));
  for (let nth = 0; nth < 200; nth += 1) expect(await again("the same")).toBe(404);
  const others = [];
  for (let nth = 0; nth < 20; nth += 1) others.push(await again(`another ${nth}`));
  expect([others.indexOf(429), await again("the same")]).toEqual([19, 429]);
});

test.each([
  ["/documents/0199c9a4-7b1e-7c3a-9d5b-2f6f0e1d2c3b/report", "0199c9a4-7b1e-7c3a-9d5b-2f6f0e1d2c3b"],
  ["/compare/0199C9A4-7B1E-7C3A-9D5B-2F6F0E1D2C3B/0199c9a4-7b1e-7c3a-9d5b-2f6f0e1d2c3c", "0199c9a4-7b1e-7c3a-9d5b-2f6f0e1d2c3b 0199c9a4-7b1e-7c3a-9d5b-2f6f0e1d2c3c"],
  ["/invite/secret", "/invite/secret"],
])("%s names %s", (path, named) => {
  expect(namedIn(path)).toBe(named);
});

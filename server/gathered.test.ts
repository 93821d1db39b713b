import { expect, test, vi } from "vitest";
import { gathered } from "./gathered.ts";

/** Answers each key in capitals when told to, and notes what it was asked together. */
function oracle() {
  const turns: string[][] = [];
  const ends: ((error?: Error) => void)[] = [];
  const ask = gathered(async (keys: readonly string[]) => {
    turns.push([...keys]);
    await new Promise<void>((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve())));
    return keys.map((key) => key.toUpperCase());
  });
  const end = (error?: Error): Promise<void> => vi.waitFor(() => (ends.shift() ?? expect.unreachable("nothing is asked"))(error));
  return { turns, ask, end };
}

test("what is asked while a question is under way is asked together, and each gets its own answer", async () => {
  const { turns, ask, end } = oracle();
  const first = ask("a");
  const others = [ask("b"), ask("c")];
  await end();
  expect(await first).toBe("A");
  await end();
  expect(await Promise.all(others)).toEqual(["B", "C"]);
  expect(turns).toEqual([["a"], ["b", "c"]]);
});

test("a failed question is heard by those who asked it, and by nobody after", async () => {
  const { ask, end } = oracle();
  const first = ask("a");
  const second = ask("b");
  const failed = expect(first).rejects.toThrow("away");
  await end(new Error("away"));
  await failed;
  await end();
  expect(await second).toBe("B");
});

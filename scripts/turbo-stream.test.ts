/**
 * Guards the patch of turbo-stream 2.4.1 (patches/turbo-stream+*.patch, CVE-2026-34077).
 *
 * The stock decoder calls `new` on any global whose name the payload gives as the type of an error. Patched, only the native Error
 * types are looked up and everything else becomes a plain Error. Remix 2 pins the version; the patch goes with Remix 2.
 */
import { createRequire } from "node:module";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as esm from "turbo-stream";

const cjs = createRequire(import.meta.url)("turbo-stream") as typeof esm;

function payload(line: unknown): ReadableStream<Uint8Array> {
  return new Blob([`${JSON.stringify(line)}\n`]).stream();
}

async function decodeError(decoder: typeof esm, type: string): Promise<unknown> {
  return (await decoder.decode(payload([["E", "message", type]]))).value;
}

describe.each([
  { build: "esm", decoder: esm },
  { build: "cjs", decoder: cjs },
])("the turbo-stream decoder ($build)", ({ decoder }) => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("does not construct a global that is not a native Error type", async () => {
    const constructed = vi.fn(function Trap() {});
    vi.stubGlobal("Trap", constructed);
    const error = await decodeError(decoder, "Trap");
    expect(constructed).not.toHaveBeenCalled();
    expect(error).toBeInstanceOf(Error);
    expect(error).toHaveProperty("message", "message");
  });

  it.each(["Function", "constructor", "__proto__", "AggregateError", "WebSocket", "eval"])("answers a plain Error for %s", async (type) => {
    const error = await decodeError(decoder, type);
    expect(Object.getPrototypeOf(error)).toBe(Error.prototype);
  });

  it.each([EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError])("keeps the native type %o", async (type) => {
    const error = await decodeError(decoder, type.name);
    expect(error).toBeInstanceOf(type);
  });

  it("still carries a value there and back", async () => {
    const value = { text: "ä", when: new Date(0), later: Promise.resolve(1) };
    const decoded = (await decoder.decode(decoder.encode(value))).value as typeof value;
    expect(decoded.text).toBe("ä");
    expect(decoded.when).toEqual(new Date(0));
    await expect(decoded.later).resolves.toBe(1);
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lockfileProblems } from "./lockfile.mjs";

interface Entry {
  optionalDependencies?: Record<string, string>;
  resolved?: string;
}

const ours = readFileSync(new URL("../package-lock.json", import.meta.url), "utf8");

/** Our own lock, changed. */
function lockWith(change: (packages: Record<string, Entry>) => void): string {
  const lock = JSON.parse(ours) as { packages: Record<string, Entry> };
  change(lock.packages);
  return JSON.stringify(lock);
}

describe("the guard of package-lock.json", () => {
  it("finds nothing wrong with ours", () => {
    expect(lockfileProblems(ours)).toEqual([]);
  });

  it("names a platform package that npm left out", () => {
    const lock = lockWith((packages) => {
      delete packages["node_modules/@rollup/rollup-darwin-arm64"];
    });
    expect(lockfileProblems(lock)).toEqual([expect.stringContaining("@rollup/rollup-darwin-arm64 is missing")]);
  });

  it("names one of a package that came later", () => {
    const lock = lockWith((packages) => {
      packages["node_modules/native"] = { optionalDependencies: { "native-darwin-arm64": "1.0.0", "native-linux-x64-gnu": "1.0.0" } };
    });
    expect(lockfileProblems(lock)).toEqual([expect.stringContaining("native-darwin-arm64 is missing")]);
  });

  it("names a package with a download address", () => {
    const lock = lockWith((packages) => {
      packages["node_modules/yjs"] = { ...packages["node_modules/yjs"], resolved: "https://registry.example/yjs.tgz" };
    });
    expect(lockfileProblems(lock)).toEqual([expect.stringContaining("yjs carries a download address")]);
  });
});

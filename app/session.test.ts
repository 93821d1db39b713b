import { describe, expect, it } from "vitest";
import { safeRedirectTarget, signInPath } from "./session.ts";

describe("where to go after signing in", () => {
  it.each([
    ["/workspaces/1?tag=x#p2", "/workspaces/1?tag=x#p2"],
    ["/", "/"],
    [null, "/"],
    ["", "/"],
    ["workspaces", "/"],
    ["https://evil.example/", "/"],
    ["//evil.example/", "/"],
    ["/\\evil.example/", "/"],
    ["/\t/evil.example/", "/"],
    ["/x/..//evil.example/", "/"],
    ["javascript:alert(1)", "/"],
    ["/\\\\evil.example", "/"],
  ])("%j → %s", (wanted, expected) => {
    expect(safeRedirectTarget(wanted)).toBe(expected);
  });

  it("leads back to the page, not to its data", () => {
    expect(signInPath(new Request("http://site/workspaces/1.data?x=1"))).toBe(`/sign-in?to=${encodeURIComponent("/workspaces/1?x=1")}`);
    expect(signInPath(new Request("http://site/"))).toBe("/sign-in");
    expect(signInPath(new Request("http://site/workspaces", { method: "POST" }))).toBe("/sign-in");
  });
});

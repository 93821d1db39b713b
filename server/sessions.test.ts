import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { tokenIn } from "./sessions.ts";

const cookie = { name: "rapporteur.session_token", secret: "a secret only for tests, 32 characters" };
const signed = (token: string, secret = cookie.secret): string =>
  encodeURIComponent(`${token}.${createHmac("sha256", secret).update(token).digest("base64")}`);

describe("the token in a cookie", () => {
  test("is answered when it is signed by us, among other cookies too", () => {
    expect(tokenIn(`theme=dark; ${cookie.name}=${signed("abc")}; other=1`, cookie)).toBe("abc");
  });

  test.each([
    ["no cookie of ours", "theme=dark"],
    ["an empty one", `${cookie.name}=`],
    ["no signature", `${cookie.name}=abc`],
    ["an empty signature", `${cookie.name}=abc.`],
    ["another token's signature", `${cookie.name}=${signed("abc").replace("abc", "abd")}`],
    ["another secret", `${cookie.name}=${signed("abc", "another secret")}`],
    ["half a signature", `${cookie.name}=${signed("abc").slice(0, -12)}`],
    ["broken percent signs", `${cookie.name}=abc.%E0%A4%A`],
    ["a name that only ends like ours", `x${cookie.name}=${signed("abc")}`],
  ])("%s: none", (_, cookies) => {
    expect(tokenIn(cookies, cookie)).toBeNull();
  });
});

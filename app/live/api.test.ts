import { expect, test } from "vitest";
import { problem } from "./far-end.ts";
import { request } from "./api.ts";

test("who is signed out is told what a person can do, whatever the interface says to programs", async () => {
  const answer = () => Promise.resolve(problem(401, "not-signed-in"));
  await expect(request("GET", "/me", undefined, { fetch: answer })).rejects.toMatchObject({
    status: 401, type: "not-signed-in", title: "You are signed out", detail: "Sign in again in another tab, then try again here.",
  });
});

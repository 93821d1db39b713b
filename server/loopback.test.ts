import { expect, test } from "vitest";
import { isLoopback } from "./loopback.ts";

test.each(["localhost", "::1", "[::1]", "127.0.0.1", "127.8.0.1"])("%s leads to this machine alone", (host) => {
  expect(isLoopback(host)).toBe(true);
});

test.each(["0.0.0.0", "::", "192.168.1.5", "127.0.0.1.example", "127.evil.example", "localhost.example", ""])("%s does not", (host) => {
  expect(isLoopback(host)).toBe(false);
});

/** The texts the stories are about. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "@playwright/test";

/** A short one, about the State of the demo. */
export const OBSERVATIONS = `CAT/C/VLD/CO/7

Concluding observations on the seventh periodic report of Veldoria

1. The Committee thanks the delegation for its patience and for the written replies it has sent since.

2. The Committee is concerned that lawyers are called only after the first interview has ended.

3. The State party should open the register of every police station to monitors and to lawyers.

4. The Committee asks for information on what has been done, by 12 May of next year at the latest.
`;

/** Words of it, one stretch for each paragraph. */
export const WORDS = {
  thanks: "thanks the delegation for its patience",
  lawyers: "lawyers are called only after the first interview",
  register: "open the register of every police station",
  deadline: "by 12 May of next year at the latest",
} as const;

/** A document of the demo, as the demo imports it. */
export function demoDocument(filename: string): Buffer {
  return readFileSync(path.resolve(import.meta.dirname, "../server/demo/documents", filename));
}

/** A real document, which may not be copied into the project. The test that asks for it is skipped where the folder beside it is missing. */
export function sharedDocument(filename: string): Buffer {
  const file = path.resolve(import.meta.dirname, "../../shared/documents", filename);
  test.skip(!existsSync(file), `the real document ../shared/documents/${filename} is not here`);
  return readFileSync(file);
}

/** Finds programs of the machine in PATH. Used by tests that need one: a browser, a Redis. */
import { accessSync, constants } from "node:fs";

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

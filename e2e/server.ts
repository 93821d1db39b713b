/** Starts the built program once for all specs: its own data folder, its own port, the demo on. Ends it afterwards. */
import process from "node:process";
import { startProgram } from "./program.ts";

export default async function startServer(): Promise<() => Promise<void>> {
  const program = await startProgram();
  process.env.E2E_BASE_URL = program.origin;
  return program.stop;
}

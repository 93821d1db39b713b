/**
 * Starts a worker thread that lies beside the module that wants it.
 *
 * Called by whatever must not block the event loop: imports, compaction. In production workers are bundled `.js` files
 * in one folder; in development and tests `.ts`, loaded through tsx, which has to be registered inside the thread
 * (Node 20 does not run `--import` hooks for the entry of a worker).
 */
import { Worker, type WorkerOptions } from "node:worker_threads";

/** `name` without its ending, as in "read.worker"; `from` is the `import.meta.url` of the caller. */
export function startWorker(name: string, from: string, options: WorkerOptions): Worker {
  if (!from.endsWith(".ts")) return new Worker(new URL(`./${name}.js`, from), options);
  const entry = JSON.stringify(new URL(`./${name}.ts`, from).href);
  return new Worker(`import("tsx/esm/api").then(({ register }) => { register(); return import(${entry}); });`, { ...options, eval: true });
}

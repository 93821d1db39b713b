/** Going down in order: no new requests, sockets told to come back, what is queued written, then the database. */
import type http from "node:http";
import process from "node:process";
import type { Logger } from "./log.ts";

/** Signals this close together are one wish. */
const SAME_SIGNAL_MS = 1_000;
/** Longest wait for open requests before they are cut off. */
const PATIENCE_MS = 8_000;

export interface Shutdown {
  server: http.Server;
  log: Logger;
  /** Run one after the other. */
  steps: (() => Promise<void> | undefined | void)[];
}

/** SIGTERM and SIGINT end the process with 0 within ten seconds; a second signal, later than a second after the first, ends it at once. */
export function onShutdown({ server, log, steps }: Shutdown): void {
  let since: number | null = null;
  const go = (): void => {
    if (since !== null) {
      // One Ctrl-C can arrive twice: from the terminal's process group and passed on by `npm start`.
      if (performance.now() - since > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    since = performance.now();
    const late = setTimeout(() => process.exit(1), PATIENCE_MS + 1_500);
    late.unref();
    down(server, steps).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, "shutdown failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", go);
  process.on("SIGINT", go);
}

async function down(server: http.Server, steps: Shutdown["steps"]): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const [first, ...rest] = steps;
  await first?.();
  setTimeout(() => server.closeAllConnections(), PATIENCE_MS / 4).unref();
  await closed;
  for (const step of rest) await step();
}

/**
 * Is a failure the database's absence, and not a fault of ours? It then goes away by itself, and whoever asked may ask again.
 *
 * Called where failures become answers (server/api, server/services). What must stay true: only codes are read; the
 * messages of these errors hold people's words.
 */

/** Classes of SQLSTATE: connection lost, resources used up (connections, disk), an operator or a crash has intervened. */
const CLASSES = ["08", "53", "57P"];
/** Of postgres.js and of the system. */
const CODES = new Set(["CONNECTION_CLOSED", "CONNECTION_ENDED", "CONNECTION_DESTROYED", "CONNECT_TIMEOUT", "ECONNREFUSED", "ECONNRESET", "EPIPE"]);

/** Looks at the error itself and at its cause: drizzle wraps what the driver throws. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === "string" && (CODES.has(code) || (code.length === 5 && CLASSES.some((prefix) => code.startsWith(prefix))))) return true;
  return isDatabaseAway(error.cause);
}

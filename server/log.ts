/** The log: JSON lines to standard output. Cookies, tokens and passwords are cut out; document text is never given to it. */
import { pino, type Logger } from "pino";

export type { Logger };

export function createLog(level: string): Logger {
  return pino({
    level,
    base: undefined,
    redact: {
      paths: ["req.headers.cookie", "req.headers.authorization", "res.headers['set-cookie']", "password", "token", "secret"],
      remove: true,
    },
    serializers: { err: errorFacts, error: errorFacts },
  });
}

/**
 * What may be said of an error. drizzle puts SQL and parameters into messages: of its errors name, code and stack frames
 * are kept. ProseMirror and JSON.parse quote the text they stumble over: messages end before the first quotation.
 */
export function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const cause = error.cause as { code?: string } | undefined;
  const fromDatabase = error.name === "DrizzleQueryError" || error.message.startsWith("Failed query");
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line)).slice(0, 8);
  return { type: error.name, message: fromDatabase ? "database query failed" : error.message.replace(/["“<][\s\S]*/, "…"), code: cause?.code, frames };
}

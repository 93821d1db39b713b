/** The environment, read once and checked: one schema for every variable; a wrong value is one clear line. */
import { isIP } from "node:net";
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
const url = (schemes: string[]) =>
  z.string().refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.replace(":", "")), {
    message: `expected an address starting with ${schemes.map((scheme) => `${scheme}://`).join(" or ")}`,
  });

/** What Express knows by name, an address, or a range of them. */
function isProxy(entry: string): boolean {
  if (["loopback", "linklocal", "uniquelocal"].includes(entry)) return true;
  const [address = "", bits, ...more] = entry.split("/");
  const family = isIP(address);
  if (bits === undefined) return family !== 0;
  return family !== 0 && more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}

const list = (value: string): string[] => value.split(",").map((name) => name.trim());

const schema = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  PUBLIC_ORIGIN: url(["http", "https"]).transform((value) => new URL(value).origin).optional(),
  DATABASE_URL: url(["postgres", "postgresql"]).optional(),
  REDIS_URL: url(["redis", "rediss"]).optional(),
  RAPPORTEUR_DATA_DIR: z.string().min(1).default(".data"),
  SERVICES: z
    .string()
    .default("web,sync")
    .transform(list)
    .pipe(z.array(z.enum(["web", "sync"], "expected web, sync or web,sync")).min(1)),
  TRUSTED_PROXIES: z
    .string()
    .default("")
    .transform((value) => (value === "" ? [] : list(value)))
    .pipe(z.array(z.string().refine(isProxy, "expected addresses or ranges like 10.0.0.0/8, or loopback, linklocal, uniquelocal"))),
  SESSION_SECRET: z.string().min(32, "expected at least 32 characters").optional(),
  RAPPORTEUR_DEMO: z.enum(["0", "1"]).optional(),
  UPLOAD_LIMIT_MB: z.coerce.number().positive().max(500).default(50),
  SYNC_RATE_FACTOR: z.coerce.number().min(1).max(1_000_000).default(1),
  METRICS_TOKEN: z.string().min(16, "expected at least 16 characters").optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
});

export type Env = z.infer<typeof schema>;

/** Reads the environment. Empty values count as absent. Throws an Error whose message is one line. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`The environment variable ${String(issue?.path[0])} is wrong: ${issue?.message}.`);
}

/**
 * Accounts and sessions, by better-auth on our tables: e-mail and password (argon2id), sessions in Postgres.
 * There is no open sign-up: accounts are made by accepting an invitation (server/commands/invitations.ts).
 */
import type { IncomingHttpHeaders } from "node:http";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError, createAuthMiddleware } from "better-auth/api";
import { fromNodeHeaders } from "better-auth/node";
import { uuidv7 } from "uuidv7";
import type { Database } from "../db/client.ts";
import { ring } from "../db/notify.ts";
import * as schema from "../db/schema/index.ts";
import { hashPassword, PASSWORD_LENGTH, verifyPassword } from "./secrets.ts";
import { sessionReader, type SessionHolder } from "./sessions.ts";
import { SignInLimit } from "./sign-in-limit.ts";

/** Set by our own server from the socket; whatever a client sends under this name is dropped. */
export const CLIENT_ADDRESS_HEADER = "x-rapporteur-client";

export interface AuthOptions {
  db: Database;
  origin: string;
  secret: string;
  /** Whether accounts of the demo may sign in: where nobody but this machine can. */
  demoAccounts: boolean;
  log: { error: (facts: { err: unknown }, message: string) => void };
}

const HOUR = 3_600;

/** Sessions are good for so long after they were used last, and noted as used so often; in seconds. */
const SESSION = { expiresIn: 12 * HOUR, updateAge: HOUR };

/** better-auth as we use it, and a short way to ask who holds a session. */
export function createAuth(options: AuthOptions) {
  const auth = makeAuth(options);
  const read = auth.$context.then(({ authCookies, secret }) => sessionReader(options.db, { name: authCookies.sessionToken.name, secret }));
  const sessionOf = async (headers: IncomingHttpHeaders): Promise<SessionHolder | null> => {
    const holder = await (await read)(headers.cookie);
    // better-auth itself notes that it is used, and until when it is good now.
    const isDue = holder !== null && holder.until.getTime() - Date.now() < (SESSION.expiresIn - SESSION.updateAge) * 1000;
    return isDue ? renewed(auth, fromNodeHeaders(headers)) : holder;
  };
  return { api: auth.api, handler: auth.handler, sessionOf };
}

async function renewed(auth: ReturnType<typeof makeAuth>, headers: Headers): Promise<SessionHolder | null> {
  const found = await auth.api.getSession({ headers });
  if (!found) return null;
  const { id, name, email } = found.user;
  return { user: { id, name, email }, credential: { kind: "session", id: found.session.id }, until: found.session.expiresAt };
}

function makeAuth({ db, origin, secret, demoAccounts, log }: AuthOptions) {
  return betterAuth({
    appName: "Rapporteur",
    baseURL: origin,
    basePath: "/api/auth",
    secret,
    trustedOrigins: (request) => [origin, ...sameOrigin(request)],
    telemetry: { enabled: false },
    // Its own logger prints errors whole; those of the database hold e-mail addresses and session tokens.
    logger: { level: "error", log: (_level, _message, ...more) => log.error({ err: more.find((one) => one instanceof Error) }, "signing in failed") },
    database: drizzleAdapter(db, {
      provider: "pg",
      schema: { user: schema.users, session: schema.sessions, account: schema.accounts, verification: schema.verifications },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    databaseHooks: { session: { delete: { after: (session) => tellSockets(db, log, session.userId) } } },
    session: { ...SESSION, cookieCache: { enabled: false } },
    rateLimit: { enabled: true, window: 60, max: 300, storage: "memory", customRules: { "/sign-in/email": false } },
    hooks: signInHooks(new SignInLimit(), { demo: demoAccounts }),
    advanced: {
      database: { generateId: () => uuidv7() },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      cookiePrefix: "rapporteur",
      useSecureCookies: origin.startsWith("https:"),
    },
  });
}

/** A session has ended, by signing out or otherwise: sockets opened with it close. */
async function tellSockets(db: Database, log: AuthOptions["log"], userId: string): Promise<void> {
  // The session has ended all the same; the sockets are asked again within ten seconds.
  await ring(db, { user: userId }).catch((err: unknown) => log.error({ err }, "the bell for a sign-out could not be rung"));
}

/** Accounts of the demo: everybody knows their password, and a database may be opened to a network after it has got them. */
const DEMO_ACCOUNT = /@demo\.test$/i;

/** Counts failed sign-ins, whether they come by HTTP or from our own sign-in page. Demo accounts sign in only where `demo` is true. */
function signInHooks(limit: SignInLimit, allowed: { demo: boolean }) {
  const attempt = (context: { path?: string; body?: unknown; headers?: Headers }) => {
    if (context.path !== "/sign-in/email") return null;
    const email = (context.body as { email?: unknown } | undefined)?.email;
    return { email: typeof email === "string" ? email : "", address: context.headers?.get(CLIENT_ADDRESS_HEADER) ?? "unknown" };
  };
  return {
    before: createAuthMiddleware(async (context) => {
      const tried = attempt(context);
      if (tried && !limit.begin(tried.email, tried.address)) {
        throw new APIError("TOO_MANY_REQUESTS", { message: "Too many tries. Wait a quarter of an hour." });
      }
      if (tried && !allowed.demo && DEMO_ACCOUNT.test(tried.email.trim())) {
        throw new APIError("UNAUTHORIZED", { message: "The accounts of the demo are for a loopback address only." });
      }
    }),
    after: createAuthMiddleware(async (context) => {
      const tried = attempt(context);
      if (tried && context.context.newSession) limit.succeeded(tried.email, tried.address);
    }),
  };
}

/** The address the browser itself used, when it is a loopback one: the same server is 127.0.0.1 and localhost. */
function sameOrigin(request: Request | undefined): string[] {
  const host = request?.headers.get("host");
  return host && /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(host) ? [`http://${host}`] : [];
}

export type Auth = ReturnType<typeof createAuth>;

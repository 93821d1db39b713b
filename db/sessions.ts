/** Who holds a session; asked with each request, so as one statement for many, parsed and planned once. */
import { sql } from "drizzle-orm";
import { prepared, type Executor } from "./client.ts";
import { sessions, users } from "./schema/people.ts";

export interface HeldSession {
  id: string;
  until: Date;
  user: { id: string; name: string; email: string };
}

interface Row extends Record<string, unknown> {
  token: string;
  id: string;
  /** In milliseconds. */
  until: string;
  user_id: string;
  name: string;
  email: string;
}

const HOLDERS = prepared<Row>("session_holders", sql`
  select ${sessions.token}, ${sessions.id}, extract(epoch from ${sessions.expiresAt}) * 1000 as until,
    ${users.id} as user_id, ${users.name}, ${users.email}
  from ${sessions} join ${users} on ${users.id} = ${sessions.userId}
  where ${sessions.token} in (select jsonb_array_elements_text(${sql.placeholder("tokens")}::jsonb)) and ${sessions.expiresAt} > now()`);

/** In the order of the tokens; null for one that has ended or never was. */
export async function sessionsByToken(db: Executor, tokens: readonly string[]): Promise<(HeldSession | null)[]> {
  const rows = await HOLDERS(db, { tokens: JSON.stringify(tokens) });
  const held = new Map(rows.map(({ token, id, until, user_id, name, email }) =>
    [token, { id, until: new Date(Number(until)), user: { id: user_id, name, email } }]));
  return tokens.map((token) => held.get(token) ?? null);
}

/** C12: what was taken away while somebody is connected. */
import { eq } from "drizzle-orm";
import { changeRole, removeMember } from "../../../server/commands/workspaces.ts";
import { revokeToken } from "../../../server/commands/tokens.ts";
import { apiTokens, sessions } from "../../../db/schema/index.ts";
import { replyFrame, updateFrame } from "../../../server/sync/wire.ts";
import type { Case, Rig } from "../case.ts";
import * as crafted from "../crafted.ts";
import type { House, Person } from "../house.ts";
import { RawSocket } from "../raw-socket.ts";
import { everyMs, pause, until } from "../waiting.ts";
import { signIn } from "./getting-in.ts";

/** Something that is taken from a person; `within` is how long their socket may go on, ms. */
interface Taking {
  name: string;
  within: number;
  /** Are they still to see the text? */
  mayRead: boolean;
  take(house: House, victim: Victim): Promise<unknown>;
}

interface Victim {
  who: Person;
  cookie: string;
  documentId: string;
}

const TWO_SECONDS = 2_000;
/** Nobody says that a session has run out; all sockets are asked again every ten seconds. */
const TWELVE_SECONDS = 12_000;

const BY_BELL: readonly Taking[] = [
  {
    name: "role down", within: TWO_SECONDS, mayRead: true,
    take: (house, { who }) => changeRole(house.deps, house.people.lead.id, house.workspaceId, who.id, "reader"),
  },
  {
    name: "removed from the workspace", within: TWO_SECONDS, mayRead: false,
    take: (house, { who }) => removeMember(house.deps, house.people.lead.id, house.workspaceId, who.id),
  },
  {
    name: "document deleted", within: TWO_SECONDS, mayRead: false,
    take: (house, { documentId }) => house.call(house.people.lead, "DELETE", `/documents/${documentId}`),
  },
];

const BY_TIME: readonly Taking[] = [
  {
    name: "session run out", within: TWELVE_SECONDS, mayRead: false,
    take: (house, { who }) => house.deps.db.update(sessions).set({ expiresAt: new Date(Date.now() - 1_000) }).where(eq(sessions.userId, who.id)),
  },
];

const BY_SIGNING_OUT: readonly Taking[] = [
  {
    name: "signed out", within: TWO_SECONDS, mayRead: false,
    take: (house, { cookie }) => {
      const { origin } = house.program;
      return fetch(`${origin}/api/auth/sign-out`, { method: "POST", headers: { Cookie: cookie, Origin: origin, "Content-Type": "application/json" }, body: "{}" });
    },
  },
];

const BY_TOKEN: readonly Taking[] = [
  {
    name: "token revoked", within: TWO_SECONDS, mayRead: false,
    take: async (house, { who }) => {
      const [token] = await house.deps.db.select({ id: apiTokens.id }).from(apiTokens).where(eq(apiTokens.userId, who.id));
      return revokeToken(house.deps, who.id, token?.id ?? "");
    },
  },
];

/** Two people write into one document; from one of them something is taken. */
async function takeFrom(rig: Rig, house: House, taking: Taking, by: "cookie" | "token"): Promise<void> {
  const who = await house.person("Victoria Victim", "annotator");
  const victim: Victim = { who, cookie: await signIn(house, who), documentId: await house.document() };
  const other = rig.typist(house, victim.documentId, { who: house.people.reviewer });
  await until("the other is in", () => other.isUp);
  const { origin } = house.program;
  const headers = { Cookie: victim.cookie, Origin: origin };
  let heardAt = 0;
  const onFrame = (frame: Buffer): void => {
    if (frame[0] === 0) heardAt = performance.now();
  };
  const socket = await new RawSocket(origin, victim.documentId, { query: "?live=1", onFrame, ...(by === "cookie" ? { headers } : { who }) }).sync();
  other.keepTyping(10);
  const copy = crafted.copyOf(other.doc, 8_888);
  socket.send(replyFrame(new Uint8Array([0, 0])));
  let written = 0;
  const stop = everyMs(100, () => {
    written += 1;
    for (const update of crafted.updatesOf(copy, () => crafted.firstText(copy).insert(0, "v"))) socket.send(updateFrame(update));
  });
  rig.atEnd(stop);
  await until("both write", () => socket.saved > 3 && socket.counts.updates > 3);
  await taking.take(house, victim);
  const takenAt = performance.now();
  await until(`${taking.name}: the socket is closed, or writes no more`, () => socket.code !== null, taking.within + 3_000).catch(() => undefined);
  const [row] = await house.connection.raw<{ head: string }[]>`select head from documents where id = ${victim.documentId}`;
  await pause(1_000);
  stop();
  other.rest();
  const late = heardAt - takenAt;
  const later = await house.connection.raw<{ count: string }[]>`
    select count(*) from document_updates where document_id = ${victim.documentId} and user_id = ${who.id} and seq > ${row?.head ?? 0}`;
  if (!taking.mayRead) rig.figures.atMost(`${taking.name}: last content after`, Math.max(0, late), taking.within + (rig.scale < 0.5 ? 2_000 : 0), " ms");
  rig.figures.exactly(`${taking.name}: writes taken afterwards`, Number(later[0]?.count), 0);
  if (!taking.mayRead) rig.figures.exactly("socket open", socket.code === null ? "yes" : "no", "no");
  rig.figures.remark(`closed with ${socket.code ?? "nothing"} after ${written} writes`);
  socket.terminate();
  other.leave();
}

function takings(list: readonly Taking[], by: "cookie" | "token"): (rig: Rig) => Promise<void> {
  return async (rig) => {
    const house = await rig.house({ postgres: "apart" });
    for (const taking of list) await takeFrom(rig, house, taking, by);
  };
}

export const REVOCATION: readonly Case[] = [
  { id: "C12", tier: 0, title: "rights taken away while connected", run: takings(BY_BELL, "cookie") },
  { id: "C12a", tier: 1, title: "session run out while connected", run: takings(BY_TIME, "cookie") },
  { id: "C12b", tier: 1, title: "signed out while connected", run: takings(BY_SIGNING_OUT, "cookie") },
  { id: "C12c", tier: 1, title: "token revoked while connected", run: takings(BY_TOKEN, "token") },
];

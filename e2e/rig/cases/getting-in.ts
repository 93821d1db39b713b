/** C10: upgrades that must not get in. */
import { CLOSE } from "../../../app/core/live/protocol.ts";
import { questionFrame } from "../../../server/sync/wire.ts";
import type { Case, Rig } from "../case.ts";
import { PASSWORD, type House, type Person } from "../house.ts";
import { RawSocket, type RawOptions } from "../raw-socket.ts";
import { abreast } from "../waiting.ts";

/** Signs in as a browser does; answers the cookie. */
export async function signIn(house: House, who: Person): Promise<string> {
  const { origin } = house.program;
  const body = JSON.stringify({ email: who.email, password: PASSWORD });
  const answer = await fetch(`${origin}/api/auth/sign-in/email`, { method: "POST", headers: { "Content-Type": "application/json", Origin: origin }, body });
  if (!answer.ok) throw new Error(`could not sign in: ${answer.status}`);
  return answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
}

type Attempt = [name: string, code: number, options: RawOptions];

function attempts(house: House, cookie: string): Attempt[] {
  const { origin } = house.program;
  const { host, port } = new URL(origin);
  const from = (other: string): RawOptions => ({ headers: { Cookie: cookie, Origin: other } });
  const foreign = [
    "null", "http://evil.test", `${origin}.evil.test`, `http://evil.${host}`, `http://${host}0`, `http://127.0.0.1:${Number(port) + 1}`,
    `https://${host}`, `http://127.0.0.1`, `http://user@evil.test/${host}`, "file://", "",
  ];
  const token = house.people.annotator.token;
  return [
    ["no cookie", CLOSE.notSignedIn, { headers: { Origin: origin } }],
    ["nothing at all", CLOSE.notSignedIn, {}],
    ["a cookie of nobody", CLOSE.notSignedIn, { headers: { Cookie: "rapporteur.session_token=abc.def", Origin: origin } }],
    ["a cookie with a forged signature", CLOSE.notSignedIn, { headers: { Cookie: `${cookie.slice(0, -4)}AAAA`, Origin: origin } }],
    ["a token of nobody", CLOSE.notSignedIn, { headers: { Authorization: "Bearer rap_0000000000000000000000000000" } }],
    ["a token in the address", CLOSE.notSignedIn, { query: `?token=${token}` }],
    ["a token under another name in the address", CLOSE.notSignedIn, { query: `?access_token=${token}` }],
    ["an outsider", CLOSE.notFound, { who: house.people.outsider }],
    ...foreign.map((other): Attempt => [`origin ${other || "empty"}`, CLOSE.notAllowed, from(other)]),
  ];
}

async function uninvited(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const documentId = await house.document();
  const cookie = await signIn(house, house.people.annotator);
  const wrong: string[] = [];
  let told = 0;
  const tried = attempts(house, cookie);
  await abreast(8, tried, async ([name, wanted, options]) => {
    const socket = new RawSocket(house.program.origin, documentId, options);
    // Said at once, before anybody can have looked who it is.
    socket.socket.once("open", () => socket.send(questionFrame(new Uint8Array([0]))));
    const code = await socket.closed();
    if (code !== wanted) wrong.push(`${name} ${code}`);
    told += socket.counts.frames;
  });
  const own = await new RawSocket(house.program.origin, documentId, { headers: { Cookie: cookie, Origin: house.program.origin } }).sync();
  rig.figures.none(`let in or closed with another code, of ${tried.length}`, wrong);
  rig.figures.exactly("frames sent before authorisation", told, 0);
  rig.figures.exactly("the person herself gets in", own.counts.replies, 1);
  rig.figures.none("secrets in the log", [house.people.annotator.token, cookie].filter((secret) => house.program.said.includes(secret)));
  own.terminate();
}

export const GETTING_IN: readonly Case[] = [{ id: "C10", tier: 0, title: "uninvited upgrades", run: uninvited }];

/**
 * What is shown of somebody: what they say of themselves, under the identity the server knows.
 *
 * Called by presence for each state a client sends. What must stay true: name, id and colour never come from a client;
 * nothing but what protocol.ts knows goes on to others; a state is small.
 */
import type { PresenceState } from "../../app/core/live/protocol.ts";

/** Bytes of a state, as said and as filled in. */
const MAX_STATE = 2 * 1024;

/** Dark enough for white text, apart enough to tell people by. */
const COLOURS = ["#1d4ed8", "#b91c1c", "#15803d", "#7e22ce", "#b45309", "#0f766e", "#be185d", "#3f6212", "#7c2d12", "#334155"];

/** The colour of a person, the same in every room and on every node. */
export function colourOf(userId: string): string {
  let hash = 2_166_136_261;
  for (let index = 0; index < userId.length; index += 1) hash = Math.imul(hash ^ userId.charCodeAt(index), 16_777_619);
  return COLOURS[(hash >>> 0) % COLOURS.length] ?? "#334155";
}

/** The state with the server's identity, only what protocol.ts knows of it; null when it is too long or no object. */
export function filledIn(attendant: { userId: string; name: string }, json: string): string | null {
  if (Buffer.byteLength(json) > MAX_STATE) return null;
  const said = parsed(json);
  if (typeof said !== "object" || said === null || Array.isArray(said)) return null;
  const { reading, cursor } = said as PresenceState;
  const state: PresenceState = { user: { id: attendant.userId, name: attendant.name, colour: colourOf(attendant.userId) } };
  if (typeof reading === "string") state.reading = reading;
  if (cursor !== undefined) state.cursor = cursor;
  const filled = JSON.stringify(state);
  // Numbers may have grown: 1e20 is written out.
  return Buffer.byteLength(filled) > MAX_STATE ? null : filled;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}

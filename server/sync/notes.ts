/**
 * What nodes say to each other: that they are there, which texts have moved, who is present where.
 *
 * Written and read by doorbell.ts, carried by carriers.ts. What must stay true: a note carries no text, only where to
 * look; each fits into one NOTIFY (8,000 bytes); a note of another version of this program is passed over.
 */
import { z } from "zod";

/** What a node knows of one person's presence, by the client's own clock. */
const said = z.object({
  document: z.uuid(),
  client: z.number().int().nonnegative(),
  clock: z.number().int().nonnegative(),
  user: z.string(),
  /** JSON; "null" for somebody who has gone. */
  state: z.string(),
});

const body = z.discriminatedUnion("t", [
  /** A node has come: the others answer with "here". */
  z.object({ t: z.literal("hello") }),
  z.object({ t: z.literal("here") }),
  z.object({ t: z.literal("bye") }),
  /** Texts have grown up to these rows of their logs. */
  z.object({ t: z.literal("moved"), documents: z.array(z.tuple([z.uuid(), z.number()])) }),
  /** `again` when it was asked for: old news. */
  z.object({ t: z.literal("presence"), said: z.array(said), again: z.boolean().optional() }),
  /** Rooms have been opened here: who is in them elsewhere? */
  z.object({ t: z.literal("ask"), documents: z.array(z.uuid()) }),
]);

const note = z.intersection(z.object({ node: z.string() }), body);

export type Said = z.infer<typeof said>;
export type NoteBody = z.infer<typeof body>;
export type Note = z.infer<typeof note>;

/** Bytes of one note; NOTIFY takes 7,999. */
const MAX_NOTE = 7_900;

export function readNote(payload: string): Note | null {
  try {
    return note.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
}

export function writeNote(node: string, said: NoteBody): string {
  return JSON.stringify({ node, ...said });
}

/** As many notes as these items need. One that fits into none is left out. */
export function writeNotes<T>(node: string, items: readonly T[], bodyOf: (part: T[]) => NoteBody): string[] {
  const room = MAX_NOTE - Buffer.byteLength(writeNote(node, bodyOf([])));
  const parts: T[][] = [];
  let left = 0;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (size > room) continue;
    if (size > left) {
      parts.push([]);
      left = room;
    }
    parts.at(-1)?.push(item);
    left -= size;
  }
  return parts.map((part) => writeNote(node, bodyOf(part)));
}

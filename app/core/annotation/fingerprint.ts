/**
 * Whether two values of a mark's field are the same to the server, and a short print of one, to compare with later.
 *
 * Called by the mark store and by the steps that can be undone. What must stay true: order of tags, white space around
 * notes and "" for none do not count; a print is too short to tell the words it was made from.
 */
import type { Anchor } from "../anchor/anchor.ts";

/** Equal as the server keeps it. */
export function same(a: unknown, b: unknown): boolean {
  return normal(a) === normal(b);
}

/** 32 bits of a field's value, as text. */
export function fingerprint(value: unknown): string {
  let hash = 0x811c9dc5;
  for (const unit of normal(value)) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}

function normal(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify([...(value as string[])].sort());
  if (typeof value === "string") return value.trim();
  if (value === null || value === undefined) return "";
  const { block, start, endBlock = block, end, quote } = value as Partial<Anchor>;
  return JSON.stringify([block, start, endBlock, end, quote]);
}

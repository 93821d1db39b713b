/**
 * Made texts for the tests of anchors: words of many scripts, repeated phrases, astral characters, and edits.
 *
 * Promises: the same seed gives the same text. Callers: tests only.
 */

import type { IndexedBlock } from "./text-index.ts";

const WORDS = (
  "river lantern council morning harvest of the and window bridge mountain seven valley report garden to in letter " +
  "school market winter summer road island copper silver station reader border village teacher archive signal"
).split(" ");

/** A small generator with a fixed course (mulberry32), for timing. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A document of `count` blocks of about `length` units; one word in `rare` is a number of its own. */
export function madeDocument(count: number, length: number, seed = 1, rare = 12): IndexedBlock[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, nth) => {
    let text = `Paragraph ${nth}`;
    while (text.length < length) {
      const word = WORDS[Math.floor(random() * WORDS.length)] ?? "";
      text += random() < 1 / rare ? ` ${Math.floor(random() * 1e6)}` : ` ${word}`;
    }
    return { id: `b${nth}`, text };
  });
}

const PIECES = [
  ...WORDS.slice(0, 12), "the State party", "the State party", "caf\u00E9", "cafe\u0301", "na\u00EFve", "\u{1F469}\u200D\u{1F4BB}", "\u{1F600}", "\u{20000}",
  "\u{20000}\u{20001}", "\u0627\u0644\u0644\u062C\u0646\u0629", "\u062A\u0648\u0635\u064A", "\u6F22\u5B57", "o\uFB01ce", "\u201Cquoted\u201D", "well\u2013known", "it\u2019s",
];
const GAPS = [" ", " ", " ", " ", ", ", ". ", "  ", "\u00A0", "\n"];

/** Blocks of words with repeated phrases and characters outside the basic plane: one number chooses one word. */
export function madeBlocks(choices: readonly (readonly number[])[]): IndexedBlock[] {
  const word = (choice: number): string => (PIECES[choice % PIECES.length] ?? "") + (GAPS[choice % GAPS.length] ?? "");
  return choices.map((words, nth) => ({ id: `b${nth}`, text: words.map(word).join("") }));
}

/** Where the code points of a text may be cut: UTF-16 offsets between them. */
export function cuts(text: string): number[] {
  const offsets = [0];
  for (const character of text) offsets.push((offsets.at(-1) ?? 0) + character.length);
  return offsets;
}

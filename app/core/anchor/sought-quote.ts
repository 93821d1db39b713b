/**
 * What an anchor says, made ready to be compared with a text: its words folded, its context, and where in this
 * text it was said to be.
 *
 * Promises: folding is done only when a comparison to the letter fails, so that anchors of an unchanged text cost
 * almost nothing. Callers: the rungs of resolve. Positions are flat UTF-16 offsets of the index.
 */

import type { Anchor } from "./anchor.ts";
import { foldWords } from "./fold.ts";
import type { FlatRange, TextIndex } from "./text-index.ts";

export class SoughtQuote {
  #words: string | undefined;
  #context: { prefix: string; suffix: string } | undefined;

  constructor(
    readonly index: TextIndex,
    readonly anchor: Pick<Anchor, "block" | "start" | "endBlock" | "end" | "quote" | "prefix" | "suffix">,
  ) {}

  /** The folded words, without white space at the ends. */
  get words(): string {
    this.#words ??= foldWords(this.anchor.quote);
    return this.#words;
  }

  /** Whether the anchor says anything about what stands around the quote. */
  get hasContext(): boolean {
    return /\S/.test(this.anchor.prefix) || /\S/.test(this.anchor.suffix);
  }

  /** The folded context, without white space. */
  get context(): { prefix: string; suffix: string } {
    this.#context ??= { prefix: foldWords(this.anchor.prefix), suffix: foldWords(this.anchor.suffix) };
    return this.#context;
  }

  /** Where block and offsets say it is; null when there is no such place. */
  get said(): FlatRange | null {
    const { block, start, end, endBlock = block } = this.anchor;
    return this.index.rangeOf({ block, start, endBlock, end });
  }

  /** All of the blocks it was said to be in, as far as they are still there. */
  get area(): FlatRange | null {
    const first = this.index.blockRange(this.anchor.block);
    const last = this.index.blockRange(this.anchor.endBlock ?? this.anchor.block);
    if (!first || !last) return first ?? last;
    return last.end < first.start ? first : { start: first.start, end: last.end };
  }

  /** The flat offset it was said to start at, as nearly as can be known; null when its blocks are gone. */
  get expected(): number | null {
    const range = this.index.blockRange(this.anchor.block);
    if (range) return Math.min(range.end, range.start + Math.max(0, this.anchor.start));
    return this.area?.start ?? null;
  }

  /** Whether the words of a place are those of the quote, to the letter or folded. */
  isAt(range: FlatRange): boolean {
    const text = this.index.slice(range);
    return text === this.anchor.quote || (this.words !== "" && foldWords(text) === this.words);
  }

  /** Distance of a place from the expected one, in UTF-16; from the start of the text when none is known. */
  distance(range: FlatRange): number {
    return Math.abs(range.start - (this.expected ?? 0));
  }

  /**
   * How far the surroundings of a place agree with prefix and suffix, 0 to 1: the mean, over the sides that say
   * something, of the share that is equal counted outwards from the place. One intact side of two gives 0.5.
   */
  agreement(range: FlatRange): number {
    const { text } = this.index;
    const { prefix, suffix } = this.anchor;
    const from = range.start - prefix.length;
    const intact = from >= 0 && text.startsWith(prefix, from) && text.startsWith(suffix, range.end);
    if (intact && prefix + suffix !== "") return 1;
    const sides: number[] = [];
    const { context } = this;
    if (context.prefix) sides.push(this.#before(range, context.prefix) / context.prefix.length);
    if (context.suffix) sides.push(this.#after(range, context.suffix) / context.suffix.length);
    return sides.length === 0 ? 0 : sides.reduce((sum, side) => sum + side, 0) / sides.length;
  }

  #before(range: FlatRange, prefix: string): number {
    const { text } = this.index.folded;
    let at = this.index.folded.indexAt(range.start) - 1;
    if (text[at] === " ") at -= 1;
    let run = 0;
    while (run < prefix.length && at >= run && text[at - run] === prefix[prefix.length - 1 - run]) run += 1;
    return run;
  }

  #after(range: FlatRange, suffix: string): number {
    const { text } = this.index.folded;
    let at = this.index.folded.indexAt(range.end);
    if (text[at] === " ") at += 1;
    let run = 0;
    while (run < suffix.length && text[at + run] === suffix[run]) run += 1;
    return run;
  }
}

/**
 * What a text has answered since it last changed: everybody who comes back after a restart asks the same.
 *
 * Kept by the replica, one for each open text, so it weighs next to nothing until there is an answer to keep.
 */

/** A few: whoever types is asked for by nobody, whoever reads has one of the last states. */
const MOST = 8;

export class Answers {
  private made: { vector: Uint8Array; answer: readonly Uint8Array[] }[] = [];

  /** The answer to this state vector, made anew only when it is not among the last few. */
  to(vector: Uint8Array, make: () => readonly Uint8Array[]): readonly Uint8Array[] {
    const known = this.made.find((one) => Buffer.compare(one.vector, vector) === 0);
    if (known) return known.answer;
    const answer = make();
    if (this.made.length === MOST) this.made.shift();
    this.made.push({ vector, answer });
    return answer;
  }

  clear(): void {
    if (this.made.length > 0) this.made = [];
  }
}

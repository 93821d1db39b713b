/**
 * What a case has measured, each figure beside the bar it has to meet.
 *
 * Filled by cases, printed and counted by main.ts. What must stay true: a case without a single barred figure fails, so
 * that a case that measured nothing is never taken for one that passed.
 */

interface Figure {
  text: string;
  met: boolean;
}

export class Figures {
  readonly #figures: Figure[] = [];
  readonly #remarks: string[] = [];

  /** The value is to be at most the bound. NaN misses. */
  atMost(what: string, value: number, bound: number, unit = ""): void {
    this.#add(`${what} ${shown(value)}${unit} (≤ ${shown(bound)}${unit})`, value <= bound);
  }

  atLeast(what: string, value: number, bound: number, unit = ""): void {
    this.#add(`${what} ${shown(value)}${unit} (≥ ${shown(bound)}${unit})`, value >= bound);
  }

  /** Nothing but this value will do. */
  exactly(what: string, value: number | string, wanted: number | string): void {
    this.#add(value === wanted ? `${what} ${value}` : `${what} ${value} (= ${wanted})`, value === wanted);
  }

  /** None of these: each is named when there are some. */
  none(what: string, found: readonly string[]): void {
    const named = found.length > 0 ? `: ${[...new Set(found)].slice(0, 4).join(", ")}` : "";
    this.#add(`${what} ${found.length}${named}`, found.length === 0);
  }

  /** Said beside the figures, without a bar. */
  remark(text: string): void {
    this.#remarks.push(text);
  }

  #add(text: string, met: boolean): void {
    this.#figures.push({ text, met });
  }

  get met(): boolean {
    return this.#figures.length > 0 && this.#figures.every((figure) => figure.met);
  }

  toString(): string {
    const all = this.#figures.map(({ text, met }) => (met ? text : `✗ ${text}`));
    return [...all, ...this.#remarks].join("; ");
  }
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

/** The value below which `share` (0 to 1) of the values lie; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

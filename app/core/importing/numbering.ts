/**
 * Which of the numbers at line starts are paragraph numbers.
 *
 * Promises: the chosen numbers are the most plausible single run through the document: they go on by one where they
 * can, and a jump, a repeat or a restart is accepted only when more speaks for it than against. Numbers of
 * inner lists, years, wrapped references ("article⏎3.") and contents lines are left alone.
 * Called by: the paragraphs pass. Must stay true: n log n in the number of candidates, and the same answer every time.
 */

/** A number at the start of a line. `weight` from 0 to 1: how much it looks like a paragraph number. */
export interface Candidate {
  line: number;
  value: number;
  weight: number;
}

export interface Jump {
  line: number;
  kind: "gap" | "repeated" | "restarted";
  from: number;
  to: number;
}

export interface Numbering {
  /** Line index → paragraph number. */
  numbers: Map<number, number>;
  jumps: Jump[];
}

/** Cost of passing over a candidate: only breaks ties, towards runs that stay together. */
const SKIP = 0.001;
const REPEAT = 0.8;
const FAR_GAP = 2.5;
const NEAR = 46;
/** A second run (an annex that begins again at 1) must look like numbered paragraphs throughout. */
const SECOND_RUN_WEIGHT = 0.85;
const MOST_RUNS = 40;

/** Chooses the paragraph numbers among the candidates, which come in the order of the document. */
export function chooseNumbers(candidates: Candidate[]): Numbering {
  let chosen: Candidate[] = [];
  const open: [from: number, to: number, main: boolean][] = [[0, candidates.length, true]];
  for (let runs = 0; open.length > 0 && runs < MOST_RUNS; runs += 1) {
    const [from, to, main] = open.pop() ?? [0, 0, false];
    const run = bestRun(candidates, from, to);
    const first = run[0];
    const last = run.at(-1);
    if (first === undefined || last === undefined || !isPlausible(run, candidates, main)) continue;
    chosen = chosen.concat(run.map((at) => candidates[at] as Candidate), continuations(candidates, run));
    open.push([from, first, false], [last + 1, to, false]);
  }
  chosen.sort((a, b) => a.line - b.line);
  return { numbers: new Map(chosen.map((one) => [one.line, one.value])), jumps: findJumps(chosen) };
}

function isPlausible(run: number[], candidates: Candidate[], main: boolean): boolean {
  const start = candidates[run[0] ?? 0]?.value;
  if (main) return start === 1 || run.length >= 3;
  const weight = run.reduce((sum, at) => sum + (candidates[at]?.weight ?? 0), 0) / run.length;
  return start === 1 && run.length >= 2 && weight >= SECOND_RUN_WEIGHT;
}

function gapCost(missing: number): number {
  return Math.min(FAR_GAP, 0.3 + 0.05 * (missing - 1));
}

interface Step {
  /** Score with the skip cost taken out, so that steps at different places compare. */
  key: number;
  at: number;
}

/** The best-scoring run of candidates between two indices, as indices. */
function bestRun(candidates: Candidate[], from: number, to: number): number[] {
  const best = new Array<Step | undefined>(10_000);
  const far = new PrefixBest(10_000);
  const before = new Map<number, number>();
  let end: Step | null = null;
  for (let at = from; at < to; at += 1) {
    const one = candidates[at];
    if (!one) break;
    const shift = SKIP * (at - 1);
    let score = one.weight - (one.value === 1 ? 0 : gapCost(one.value - 1));
    let previous = -1;
    const offer = (step: Step | null | undefined, cost: number): void => {
      if (!step || step.key - shift + one.weight - cost <= score) return;
      score = step.key - shift + one.weight - cost;
      previous = step.at;
    };
    offer(best[one.value - 1], 0);
    for (let gap = 2; gap < NEAR && gap <= one.value; gap += 1) offer(best[one.value - gap], gapCost(gap - 1));
    offer(far.below(one.value - NEAR), FAR_GAP);
    if (one.weight >= 0.9 && best[one.value]?.at === at - 1) offer(best[one.value], REPEAT);
    const step = { key: score + SKIP * at, at };
    if (previous !== -1) before.set(at, previous);
    if (step.key >= (best[one.value]?.key ?? -Infinity)) best[one.value] = step;
    far.add(one.value, step);
    if (score > (end ? end.key - SKIP * end.at : 0)) end = step;
  }
  const run: number[] = [];
  for (let at = end?.at; at !== undefined; at = before.get(at)) run.push(at);
  return run.reverse();
}

/** The best step among all values up to a bound. */
class PrefixBest {
  private readonly tree: (Step | undefined)[];
  constructor(private readonly size: number) {
    this.tree = new Array<Step | undefined>(size + 1);
  }
  add(value: number, step: Step): void {
    for (let at = value + 1; at <= this.size; at += at & -at) {
      if (step.key > (this.tree[at]?.key ?? -Infinity)) this.tree[at] = step;
    }
  }
  below(value: number): Step | null {
    let best: Step | null = null;
    for (let at = Math.min(value + 1, this.size); at > 0; at -= at & -at) {
      const step = this.tree[at];
      if (step && (!best || step.key > best.key)) best = step;
    }
    return best;
  }
}

/** Passed-over numbers that go straight on from a chosen one: the run after them then restarts, as printed. */
function continuations(candidates: Candidate[], run: number[]): Candidate[] {
  const extra: Candidate[] = [];
  for (let step = 0; step + 1 < run.length; step += 1) {
    const start = run[step] ?? 0;
    let expected = (candidates[start]?.value ?? 0) + 1;
    const found: Candidate[] = [];
    for (let at = start + 1; at < (run[step + 1] ?? 0); at += 1) {
      const one = candidates[at];
      if (!one || one.value !== expected || one.weight < 0.9) break;
      found.push(one);
      expected += 1;
    }
    if (found.length >= 2) for (const one of found) extra.push(one);
  }
  return extra;
}

function findJumps(chosen: Candidate[]): Jump[] {
  const jumps: Jump[] = [];
  let from = 0;
  for (const { line, value } of chosen) {
    if (value === from) jumps.push({ line, kind: "repeated", from, to: value });
    else if (value < from) jumps.push({ line, kind: "restarted", from, to: value });
    else if (value > from + 1) jumps.push({ line, kind: "gap", from, to: value });
    from = value;
  }
  return jumps;
}

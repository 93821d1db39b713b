export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
export function stepCounts(code: number): Counts;
export function vitestCounts(report: unknown, code: number): Counts;
export function playwrightCounts(report: unknown, code: number): Counts;
export function caseCounts(report: unknown, code: number): Counts;
export function total(all: readonly Counts[]): Counts;
export function closingLine(counts: Counts): string;

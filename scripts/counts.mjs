// What a step of `npm test` counts for. Whatever a report says, a runner that ended badly counts at least one failure.

function honest(counts, code) {
  if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1 };
  return counts;
}

/** A step without tests of its own, such as the linter, is one test. */
export function stepCounts(code) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** Vitest's JSON report; null if it wrote none. A file that could not be loaded is one failure. */
export function vitestCounts(report, code) {
  if (!report) return stepCounts(code === 0 ? 1 : code);
  const unloaded = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  const skipped = report.numPendingTests + (report.numTodoTests ?? 0);
  return honest({ passed: report.numPassedTests, failed: report.numFailedTests + unloaded, skipped }, code);
}

/** Playwright's JSON report; null if it wrote none. */
export function playwrightCounts(report, code) {
  if (!report) return stepCounts(code === 0 ? 1 : code);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return honest({ passed: expected + flaky, failed: unexpected, skipped }, code);
}

/** The report of `npm run test:hostile`; null if it wrote none. Each case is a test. */
export function caseCounts(report, code) {
  if (!report) return stepCounts(code === 0 ? 1 : code);
  return honest({ passed: report.passed, failed: report.failed, skipped: 0 }, code);
}

export function total(all) {
  const sum = (key) => all.reduce((so, counts) => so + counts[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

/** The last line of `npm test`; machines read it, so its form is fixed. */
export function closingLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

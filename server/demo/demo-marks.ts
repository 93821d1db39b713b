/**
 * All demo marks and links, in the order of the documents.
 * Promises: every quote is found once in its document and within one block, every contradiction has a second end,
 * nobody has judged their own work; `demo-content.test.ts` holds them to it. Used by: the command that fills an empty database.
 */
import type { DemoMark } from "./demo-types.ts";
import { observationMarks } from "./demo-marks-observations.ts";
import { recordMarks } from "./demo-marks-record.ts";
import { reportReplyMarks } from "./demo-marks-replies.ts";
import { reportArticleMarks } from "./demo-marks-report.ts";
import { workingMarks } from "./demo-marks-working.ts";

export { demoLinks } from "./demo-links.ts";

export const demoMarks: DemoMark[] = [
  ...observationMarks,
  ...reportArticleMarks,
  ...reportReplyMarks,
  ...recordMarks,
  ...workingMarks,
];

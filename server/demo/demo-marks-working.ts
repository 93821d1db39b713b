/**
 * Demo marks in the team's own draft report: what still has to be checked before it goes out.
 * Keys: "w" and a word. Used by: `demo-marks.ts`.
 */
import type { DemoMark } from "./demo-types.ts";

type Mark = Omit<DemoMark, "document">;

const marks: Mark[] = [
  {
    key: "w-five",
    author: "annotator2",
    quote: "five were answered in full, eight in part and three by quoting the law",
    tags: ["needs-checking", "statistic"],
    note: "Counted by hand from the matrix last week.",
    state: "changes_requested",
    reviewer: "lead",
    reason: "Recount when paragraphs 20, 22 and 25 have been settled; we cannot print a number that moves.",
  },
  {
    key: "w-lawyers",
    author: "reviewer",
    quote: "In 141 of them the interview had begun before they arrived",
    tags: ["statistic", "needs-checking"],
    note: "141 of 388, or 36 per cent. Is the list of the Halmere bureau complete for December?",
    state: "submitted",
    comments: [
      { author: "annotator2", text: "@Samuel the December sheet came on Monday: five more interviews, two begun early." },
      { author: "reviewer", text: "Then wait for it and correct both numbers." },
    ],
  },
  {
    key: "w-cameras",
    author: "annotator2",
    quote: "Our members found no camera in the stations of Corran, Lowmere Harbour and Northmarch in October 2013.",
    tags: ["contradiction"],
    note: "Our own observation against the statement in para. 5 of the record. Visit notes signed by two members each.",
    state: "submitted",
  },
  {
    key: "w-name",
    author: "lead",
    quote: "His family consented to the use of his name.",
    tags: ["individual-case"],
    note: "Leave this sentence in every version.",
    state: "approved",
    reviewer: "reviewer2",
  },
  {
    key: "w-deaths",
    author: "annotator",
    quote: "122 in prisons according to the report, 121 according to the delegation",
    tags: ["needs-checking"],
    state: "draft",
  },
  {
    key: "w-dravik",
    author: "annotator",
    quote: "149 persons for every 100 places",
    tags: ["statistic"],
    note: "1,702 divided by 1,140 is 1.493.",
    state: "submitted",
  },
  {
    key: "w-april",
    author: "lead",
    quote: "We will visit in April.",
    tags: ["commitment", "deadline"],
    note: "Ours, not the State's. Do not let it into the table of commitments.",
    visibility: "private",
    state: "draft",
  },
  {
    key: "w-table",
    author: "annotator2",
    quote: "The corrected table of complaints was promised for 3 December 2013.",
    tags: ["deadline"],
    state: "draft",
  },
];

export const workingMarks: DemoMark[] = marks.map((mark) => ({ ...mark, document: "working" }));

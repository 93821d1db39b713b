/**
 * Demo links between marks. A reply points to the recommendation or question it answers; a promise is followed up by what came of it.
 * Used by: `demo-marks.ts`.
 */
import type { DemoLink } from "./demo-types.ts";

/** What the State wrote or said, and the recommendation or question it answers. */
const replies: DemoLink[] = [
  { from: "r76", to: "co7", type: "replies-to", author: "annotator", state: "submitted", note: "On the definition." },
  { from: "s3", to: "co7", type: "replies-to", author: "annotator", state: "approved", reviewer: "reviewer", note: "On the penalty." },
  { from: "r79", to: "co8", type: "replies-to", author: "annotator", state: "approved", reviewer: "reviewer2" },
  { from: "r18", to: "co9-lawyer", type: "replies-to", author: "annotator2", state: "approved", reviewer: "reviewer" },
  { from: "r86", to: "co9-doctor", type: "replies-to", author: "annotator2", state: "submitted" },
  { from: "r20", to: "co9-register", type: "replies-to", author: "annotator2", state: "submitted", note: "Under article 2, not under the heading." },
  { from: "r83", to: "co9-video", type: "replies-to", author: "annotator2", state: "approved", reviewer: "reviewer2" },
  {
    from: "r43",
    to: "co9-video",
    type: "replies-to",
    author: "annotator",
    state: "changes_requested",
    reviewer: "reviewer2",
    reason: "Para. 83 is the reply. Make this “same subject”, with the remark on serious offences.",
  },
  { from: "r84", to: "co10", type: "replies-to", author: "annotator", state: "approved", reviewer: "reviewer" },
  { from: "r89", to: "co11", type: "replies-to", author: "annotator", state: "approved", reviewer: "reviewer" },
  {
    from: "s26",
    to: "co11",
    type: "replies-to",
    author: "annotator",
    state: "approved",
    reviewer: "lead",
    note: "The law in the report, the number in the dialogue: law only, then addressed.",
  },
  { from: "s26", to: "s9", type: "replies-to", author: "annotator", state: "submitted" },
  { from: "r90", to: "co12-body", type: "replies-to", author: "annotator2", state: "approved", reviewer: "lead" },
  { from: "s29", to: "s11", type: "replies-to", author: "annotator2", state: "approved", reviewer: "reviewer2" },
  { from: "s25", to: "s10", type: "replies-to", author: "annotator", state: "approved", reviewer: "reviewer" },
  { from: "r93", to: "co13", type: "replies-to", author: "annotator2", state: "approved", reviewer: "reviewer" },
  { from: "r97", to: "co14-block", type: "replies-to", author: "annotator2", state: "submitted" },
  { from: "r98", to: "co15", type: "replies-to", author: "annotator2", state: "draft" },
  { from: "r103", to: "co19", type: "replies-to", author: "annotator", state: "submitted" },
  { from: "s39", to: "co20", type: "replies-to", author: "annotator2", state: "submitted", note: "Net beds. Restraint and placement are still open." },
  {
    from: "r68",
    to: "co20",
    type: "replies-to",
    author: "annotator2",
    state: "rejected",
    reviewer: "reviewer2",
    reason: "The State does not offer it as a reply and we should not do so for it.",
  },
  { from: "r107", to: "co24", type: "replies-to", author: "annotator", state: "approved", reviewer: "reviewer" },
  { from: "s31", to: "co25", type: "replies-to", author: "annotator2", state: "changes_requested", reviewer: "reviewer", reason: "One link per limb, please." },
];

/** Passages that cannot both hold. */
const contradictions: DemoLink[] = [
  { from: "r19", to: "r84", type: "contradicts", author: "annotator", state: "approved", reviewer: "reviewer", note: "Abolished, and applied to 216 persons." },
  { from: "r22", to: "r101", type: "contradicts", author: "annotator", state: "approved", reviewer: "lead", note: "41 or 27 visits in the same year." },
  { from: "r45", to: "r96", type: "contradicts", author: "annotator", state: "approved", reviewer: "reviewer2" },
  { from: "r47", to: "r98", type: "contradicts", author: "annotator2", state: "approved", reviewer: "reviewer", note: "Holds even if 41 days were four sanctions." },
  {
    from: "r52",
    to: "r91",
    type: "contradicts",
    author: "annotator",
    state: "approved",
    reviewer: "lead",
    note: "The delegation could not explain it (record, para. 25).",
  },
  { from: "s37", to: "r57", type: "contradicts", author: "annotator2", state: "approved", reviewer: "reviewer2" },
  { from: "s42", to: "r62", type: "contradicts", author: "annotator2", state: "approved", reviewer: "reviewer" },
  { from: "s33", to: "r72", type: "contradicts", author: "annotator", state: "approved", reviewer: "lead", note: "14 March in writing, 18 March orally." },
  { from: "s36", to: "s4", type: "contradicts", author: "annotator2", state: "approved", reviewer: "lead" },
  { from: "s30", to: "s5", type: "contradicts", author: "annotator2", state: "approved", reviewer: "reviewer2" },
  { from: "s5", to: "r83", type: "contradicts", author: "annotator2", state: "submitted", note: "Ten months lie between them, so weaker than paras. 5 and 30." },
  { from: "w-cameras", to: "s5", type: "contradicts", author: "annotator2", state: "submitted" },
  { from: "s32", to: "r56", type: "contradicts", author: "annotator", state: "draft", note: "121 and 122. Not to be sent before we know more." },
  {
    from: "r100",
    to: "co17-places",
    type: "contradicts",
    author: "annotator2",
    state: "rejected",
    reviewer: "reviewer2",
    reason: "Different years. Places have closed.",
  },
];

/** What came of promises, who quotes whom, and what is asked again. */
const others: DemoLink[] = [
  { from: "s3", to: "r78", type: "follows-up", author: "annotator", state: "approved", reviewer: "reviewer", note: "Promised for the end of 2013, kept in October." },
  { from: "s44", to: "r111", type: "follows-up", author: "reviewer", state: "submitted" },
  { from: "w-table", to: "s25", type: "follows-up", author: "annotator2", state: "draft" },
  { from: "s11", to: "co12-body", type: "repeats", author: "annotator2", state: "submitted", note: "Asked in 2009, asked again in 2013." },
  { from: "s10", to: "r91", type: "cites", author: "annotator", state: "approved", reviewer: "reviewer" },
  { from: "w-dravik", to: "r96", type: "cites", author: "annotator", state: "submitted" },
  { from: "w-deaths", to: "s32", type: "same-subject", author: "annotator", state: "draft" },
  { from: "s34", to: "co16", type: "same-subject", author: "annotator", state: "submitted", note: "One case reopened; the recommendation is about every death." },
];

export const demoLinks: DemoLink[] = [...replies, ...contradictions, ...others];

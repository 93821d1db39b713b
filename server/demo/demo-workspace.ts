/**
 * The demo workspace: its name, its people and its documents. Everything in it is about an invented State.
 * Used by: the command that fills an empty database; `demo-marks.ts` holds what these people have marked.
 */
import type { DemoDocument, DemoPerson } from "./demo-types.ts";

export const demoWorkspace = {
  name: "Veldoria · torture prevention",
  description: "What became of the recommendations of 2009: the third periodic report, the dialogue and our own report.",
};

export const demoPeople: DemoPerson[] = [
  { key: "lead", name: "Nadia Benkirane", email: "lead@demo.test", role: "lead" },
  { key: "reviewer", name: "Samuel Otieno", email: "reviewer@demo.test", role: "reviewer" },
  { key: "reviewer2", name: "Ingrid Halvorsen", email: "reviewer2@demo.test", role: "reviewer" },
  { key: "annotator", name: "Yuki Tanabe", email: "annotator@demo.test", role: "annotator" },
  { key: "annotator2", name: "Rafael Quispe", email: "annotator2@demo.test", role: "annotator" },
  { key: "reader", name: "Anjali Raman", email: "reader@demo.test", role: "reader" },
];

export const demoDocuments: DemoDocument[] = [
  {
    key: "observations",
    file: "CAT_C_VLD_CO_2.txt",
    kind: "source",
    symbol: "CAT/C/VLD/CO/2",
    title: "Concluding observations on the second periodic report of Veldoria",
  },
  {
    key: "report",
    file: "CAT_C_VLD_3.txt",
    kind: "source",
    symbol: "CAT/C/VLD/3",
    title: "Third periodic report of Veldoria",
  },
  {
    key: "record",
    file: "CAT_C_SR.1204.txt",
    kind: "source",
    symbol: "CAT/C/SR.1204",
    title: "Summary record of the 1204th meeting: third periodic report of Veldoria",
  },
  { key: "working", file: "working-report.txt", kind: "working", title: "Alternative report on Veldoria (draft)" },
];

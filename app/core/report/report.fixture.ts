/**
 * Made-up documents and marks for the tests of reports and exports: an invented State, marks in every state, marks
 * that overlap, private ones, links of every state, and strings that attack each format.
 *
 * What must not leave is planted with canaries, words that begin with CANARY: no export may hold one.
 */
import { describeSpan } from "../anchor/describe.ts";
import { TextIndex } from "../anchor/text-index.ts";
import type { Anchor } from "../anchor/anchor.ts";
import type { Annotation, Link, LinkEnd, Person, State, Verdict } from "../annotation/annotation.ts";
import { DEFAULT_TAGS, type Tag } from "../codebook/tags.ts";
import type { Block } from "../document/block.ts";
import type { DocumentSummary } from "../document/document.ts";
import type { ReportInput } from "./report-tree.ts";

const AT = "2026-03-02T10:00:00.000Z";
const anna: Person = { id: "u-anna", name: "Anna <script>alert(1)</script> Lind" };
const omar: Person = { id: "u-omar", name: "عمر" };
const mail: Person = { id: "u-mail", name: "kim@example.org" };
const secret: Person = { id: "u-CANARYperson", name: "CANARYname" };

const codebook: Tag[] = [
  ...DEFAULT_TAGS,
  { slug: "canary-tag", code: "CANARYcode", name: "CANARYtagname", colour: "red}body{display:none", kind: "work" as const, meaning: "CANARYmeaning" },
  { slug: "odd", code: "<b", name: "=odd & \"tag\"", colour: "url(//evil.example)", kind: "work" as const, meaning: "</style><script>" },
].map((tag, position) => ({ ...tag, id: `tag-${position}`, position }));

function summary(id: string, more: Partial<DocumentSummary> = {}): DocumentSummary {
  return {
    id, workspaceId: "w1", kind: "source", symbol: null, symbolStatus: "stated", title: id, body: null, type: null, country: "Norland",
    language: "en", date: null, createdAt: AT, counts: { annotations: 987_654, submitted: 987_655, approved: 1, links: 987_656 }, ...more,
  };
}

export const reportBlocks: Block[] = [
  { id: "a0", kind: "furniture", text: "Distr.: General" },
  { id: "a1", kind: "heading", level: 1, text: "Places of detention" },
  { id: "a2", kind: "paragraph", number: 1, text: "Norland opened 12 new visiting rooms 🕊️ in the year 𠀀 under review; none was closed." },
  { id: "a3", kind: "paragraph", number: 2, text: "The State party does <script>alert('x')</script> not keep a register." },
  { id: "a4", kind: "item", level: 1, label: "(a)", text: "Every detainee is heard within a day;" },
  { id: "a5", kind: "item", level: 1, label: "(b)", text: "No complaint was received by the office in five years." },
  { id: "a6", kind: "paragraph", number: 3, text: "=HYPERLINK(\"x\") was printed here, and no register is needed." },
  { id: "a7", kind: "paragraph", number: 4, text: "قدمت الدولة الطرف ردها في CAT/C/NRL/7 يوم 3 آذار/مارس." },
  { id: "a8", kind: "paragraph", number: 5, text: "Mr. Case was held for nine days. The office will publish figures by June." },
  { id: "a9", kind: "note", label: "1", text: "Figures of the ministry." },
];

export const replyBlocks: Block[] = [
  { id: "b1", kind: "heading", level: 1, text: "Replies" },
  { id: "b2", kind: "paragraph", number: 14, text: "In the same five years the office received 31 complaints." },
  { id: "b3", kind: "paragraph", number: 15, text: "Rule & <order> \"hold\"." },
];

/** The anchor of words in blocks. */
export function anchorOf(blocks: readonly Block[], quote: string): Anchor {
  const index = new TextIndex(blocks);
  const start = index.text.indexOf(quote);
  if (start < 0) throw new RangeError(`Not in the text: ${quote}`);
  return describeSpan(index, index.spanOf({ start, end: start + quote.length }));
}

function approval(reviewer: Person, more: Partial<Verdict> = {}): Verdict {
  return { id: `v-${reviewer.id}`, reviewer, verdict: "approve", reason: "CANARYreason of an approval", at: "2026-03-05T08:00:00.000Z", withdrawn: false, ...more };
}

type Draft = Partial<Annotation> & Pick<Annotation, "id" | "anchor">;

/** An approved annotation by Anna unless said otherwise. */
export function annotation(draft: Draft): Annotation {
  const comments = [{ id: "c", author: secret, text: "CANARYcomment", at: AT, mentions: [] }];
  return {
    documentId: "doc-a", author: anna, contributorIds: [anna.id, secret.id], state: "approved", note: null, verdicts: [approval(omar)],
    version: 3, createdAt: AT, updatedAt: "2026-03-04T10:00:00.000Z", visibility: "team", tags: ["unaddressed"], paragraph: null, comments, ...draft,
  };
}

/** A mark that must not leave: canaries wherever words can be. */
export function hidden(id: string, quote: string, more: Partial<Annotation> = {}): Annotation {
  return annotation({
    id: `CANARY-${id}`, anchor: anchorOf(reportBlocks, quote), author: secret, note: `CANARYnote ${id}`, tags: ["canary-tag"],
    verdicts: [approval(secret, { verdict: "request-changes", reason: "CANARYreason" })], ...more,
  });
}

function end(documentId: string, blocks: readonly Block[], quote: string, annotationId: string | null, paragraph: number | null): LinkEnd {
  return { documentId, documentLabel: documentId, annotationId, anchor: anchorOf(blocks, quote), paragraph };
}

function link(id: string, from: LinkEnd, to: LinkEnd, more: Partial<Link> = {}): Link {
  return {
    id, workspaceId: "w1", type: "contradicts", from, to, author: anna, contributorIds: [], state: "approved", note: null,
    verdicts: [approval(omar)], version: 1, createdAt: AT, updatedAt: AT, ...more,
  };
}

function annotationsOfReport(): Annotation[] {
  const register = "not keep a register";
  const gone: Anchor = { block: "a99", start: 0, end: 9, quote: "Zwölf Boxkämpfer jagen Viktor quer", prefix: "", suffix: "" };
  return [
    annotation({ id: "n-stat", anchor: anchorOf(reportBlocks, "12 new visiting rooms 🕊️ in the year 𠀀"), tags: ["statistic"], author: mail }),
    annotation({ id: "n-case", anchor: anchorOf(reportBlocks, "Mr. Case was held"), tags: ["individual-case"], note: "CANARYvictim", author: secret }),
    annotation({ id: "n-un", anchor: anchorOf(reportBlocks, register), note: "=1+1 No reply.\nSecond <b>line</b>" }),
    annotation({ id: "n-over", anchor: anchorOf(reportBlocks, "a register.\nEvery detainee"), tags: ["law-only", "odd"], note: "![x](http://evil.example/p.png)" }),
    annotation({ id: "n-co", anchor: anchorOf(reportBlocks, "No complaint was received"), tags: ["contradiction"], note: "31 complaints elsewhere." }),
    annotation({ id: "n-ar", anchor: anchorOf(reportBlocks, "الدولة الطرف ردها في CAT/C/NRL/7"), tags: ["addressed"], note: "رد كامل" }),
    annotation({ id: "n-formula", anchor: anchorOf(reportBlocks, "=HYPERLINK(\"x\")"), tags: [], verdicts: [approval(omar), approval(secret, { id: "v-old", withdrawn: true })] }),
    annotation({ id: "n-gone", anchor: gone, tags: ["commitment"], paragraph: 6 }),
    ...(["draft", "submitted", "changes_requested", "rejected"] as State[]).map((state) => hidden(state, register, { state })),
    hidden("private", "CAT/C/NRL/7", { visibility: "private", state: "draft" }),
    hidden("private-approved", "Figures of", { visibility: "private", state: "approved" }),
  ];
}

function linksOfReport(): Link[] {
  const complaints = end("doc-a", reportBlocks, "No complaint was received", "n-co", 2);
  const received = end("doc-b", replyBlocks, "received 31 complaints", "n-b", 14);
  const canary = { note: "CANARYlinknote", author: secret };
  const toDraft = end("doc-a", reportBlocks, "not keep a register", "CANARY-draft", 2);
  const toPrivate = end("doc-a", reportBlocks, "Figures of", "CANARY-private-approved", null);
  const outside: LinkEnd = { documentId: "doc-z", documentLabel: "A/1/2", annotationId: "n-z", anchor: { block: "z", start: 0, end: 5, quote: "Words elsewhere", prefix: "", suffix: "" }, paragraph: 7 };
  return [
    link("l-co", complaints, received, { note: "Same years, same office." }),
    link("l-to-draft", received, toDraft, { type: "cites" }),
    link("l-outside", end("doc-a", reportBlocks, "publish figures", null, 5), outside, { type: "follows-up" }),
    link("CANARY-unknown", complaints, { ...outside, annotationId: "deleted" }, canary),
    link("CANARY-private", received, toPrivate, canary),
    link("CANARY-case", received, end("doc-a", reportBlocks, "Mr. Case was held", "n-case", 5), canary),
    ...(["draft", "submitted", "changes_requested", "rejected"] as State[]).map((state) => link(`CANARY-l-${state}`, complaints, received, { ...canary, state })),
  ];
}

/** Two documents with everything on them. */
export function input(more: Partial<ReportInput> = {}): ReportInput {
  const title = "Norland: </title><script>alert(2)</script> \"review\"";
  const links = linksOfReport();
  const reply = annotation({ id: "n-b", documentId: "doc-b", anchor: anchorOf(replyBlocks, "received 31 complaints"), tags: ["partially-addressed"], author: omar, verdicts: [approval(anna)] });
  const elsewhere = annotation({ id: "n-z", documentId: "doc-z", anchor: { block: "z", start: 0, end: 5, quote: "CANARYquote", prefix: "", suffix: "" }, state: "draft", note: "CANARYelsewhere" });
  return {
    scope: { kind: "workspace", title },
    documents: [
      { document: summary("doc-a", { symbol: "CAT/C/NRL/8", title, date: "2025-01-01", type: "State report" }), blocks: reportBlocks, annotations: annotationsOfReport(), links, clock: 41, head: 7 },
      { document: summary("doc-b", { title: "Replies of Norland", language: "en\"><script>" }), blocks: replyBlocks, annotations: [reply], links: links.slice(0, 2), clock: 5, head: 2 },
    ],
    elsewhere: [elsewhere],
    tags: codebook,
    state: "approved",
    generatedAt: "2026-04-01T09:30:00.000Z",
    generator: { name: "Rapporteur", version: "0.1.0", url: "http://rapporteur.example/" },
    people: [{ ...anna }, { ...secret, nickname: "CANARYnick" }, { ...omar, nickname: "omar" }],
    ...more,
  };
}

/** Many marks on a long text, every one linked to the next. */
export function largeInput(count: number): ReportInput {
  const blocks: Block[] = Array.from({ length: count / 5 }, (_, nth) => ({
    id: `p${nth}`, kind: "paragraph", number: nth + 1,
    text: `Paragraph ${nth} reports 🕊 that office ${nth * 7} met ${nth} times, heard ${nth + 3} persons and closed no file in year ${nth}.`,
  }));
  const index = new TextIndex(blocks);
  const annotations = Array.from({ length: count }, (_, nth) => {
    const span = { block: `p${Math.floor(nth / 5)}`, start: nth % 5 * 6, endBlock: `p${Math.floor(nth / 5)}`, end: nth % 5 * 6 + 40 };
    const tags = [codebook[nth % 13]?.slug ?? "question"];
    return annotation({ id: `n${nth}`, documentId: "doc-a", anchor: describeSpan(index, span), tags, note: `Note ${nth} on what the office does not say.` });
  });
  const ends = annotations.map(({ id, anchor }) => ({ documentId: "doc-a", documentLabel: "doc-a", annotationId: id, anchor, paragraph: 1 }));
  const links = ends.slice(1).flatMap((to, nth) => (ends[nth] ? [link(`l${nth}`, ends[nth], to, { type: "cites" })] : []));
  const { elsewhere: _, documents: __, ...rest } = input({ scope: { kind: "document", title: "Large" } });
  return { ...rest, elsewhere: [], includeIndividualCases: true, documents: [{ document: summary("doc-a"), blocks, annotations, links, clock: 1, head: 1 }] };
}

import { describe, expect, test } from "vitest";
import { canonicalText } from "../document/canonical-text.ts";
import { sliceCodePoints } from "../document/code-points.ts";
import { annotation, anchorOf, hidden, input, reportBlocks } from "./report.fixture.ts";
import { buildReport } from "./report.ts";
import type { Finding, Report } from "./report-tree.ts";

function finding(report: Report, id: string): Finding {
  const found = report.findings.find((each) => each.id === id);
  if (!found) throw new Error(`No finding ${id}`);
  return found;
}

describe("an approved report", () => {
  const report = buildReport(input());

  test("holds the approved marks in order of importance, numbered from 1", () => {
    expect(report.findings.map((each) => each.id)).toEqual([
      "n-co", "n-un", "n-over", "n-b", "n-ar", "n-stat", "n-formula", "n-gone",
    ]);
    expect(report.findings.map((each) => each.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("names only people who made or approved what it holds, and no addresses", () => {
    expect(report.annotators.map((person) => person.name).sort()).toEqual(["Anna <script>alert(1)</script> Lind", "kim", "عمر"].sort());
    expect(report.reviewers.map((person) => person.id).sort()).toEqual(["u-anna", "u-omar"]);
  });

  test("lists only tags that occur in it, in the order of the codebook", () => {
    expect(report.tags.map((tag) => tag.slug)).toEqual([
      "addressed", "partially-addressed", "unaddressed", "law-only", "contradiction", "statistic", "commitment", "odd",
    ]);
  });

  test("leaves individual cases out and says how many", () => {
    expect(report.individualCasesLeftOut).toBe(1);
    const withCases = buildReport(input({ includeIndividualCases: true }));
    expect(withCases.individualCasesLeftOut).toBe(0);
    expect(withCases.findings.map((each) => each.id)).toContain("n-case");
    expect(withCases.links.map((each) => each.id)).toContain("CANARY-case");
  });

  test("shows approved links, once each, from both ends", () => {
    expect(report.links.map((each) => each.id).sort()).toEqual(["l-co", "l-outside", "l-to-draft"]);
    const [contradiction] = finding(report, "n-co").links;
    expect(contradiction).toMatchObject({ outgoing: true, other: { finding: finding(report, "n-b").number, quote: "received 31 complaints" } });
    expect(finding(report, "n-b").links.map(({ link, outgoing }) => [link.id, outgoing])).toEqual([["l-co", false], ["l-to-draft", true]]);
  });

  test("shows of an end that is not approved only the words and their citation", () => {
    const cites = report.links.find((each) => each.id === "l-to-draft");
    expect(cites?.to).toMatchObject({ finding: null, quote: "not keep a register", citation: "CAT/C/NRL/8, para. 2" });
    const outside = report.links.find((each) => each.id === "l-outside");
    expect(outside?.to).toMatchObject({ status: "elsewhere", citation: "A/1/2, para. 7", quote: "Words elsewhere" });
  });

  test("cites by symbol, paragraph and letters; without a symbol by title", () => {
    expect(finding(report, "n-co").passage.citation).toBe("CAT/C/NRL/8, para. 2 (b)");
    expect(finding(report, "n-over").passage.citation).toBe("CAT/C/NRL/8, para. 2");
    expect(finding(report, "n-b").passage.citation).toBe("Replies of Norland, para. 14");
  });

  test("keeps the quote of a passage that is gone, with where it was", () => {
    expect(finding(report, "n-gone").passage).toMatchObject({ status: "detached", citation: "CAT/C/NRL/8, para. 6", quote: "Zwölf Boxkämpfer jagen Viktor quer", head: null });
    expect(report.documents[0]?.detached).toEqual([finding(report, "n-gone").number]);
  });

  test("gives no reason and no verdict but approvals that count", () => {
    const reviews = report.findings.flatMap((each) => each.reviews);
    expect(new Set(reviews.map((review) => review.verdict))).toEqual(new Set(["approve"]));
    expect(reviews.every((review) => review.reason === null)).toBe(true);
    expect(finding(report, "n-formula").reviews).toHaveLength(1);
    expect(finding(report, "n-un").approvedAt).toBe("2026-03-05T08:00:00.000Z");
  });

  test("the tree itself holds no canary", () => {
    expect(JSON.stringify(report)).not.toContain("CANARY");
    expect(JSON.stringify(report)).not.toContain("98765");
  });

  test("collects statistics and commitments", () => {
    expect(report.statistics).toEqual([finding(report, "n-stat").number]);
    expect(report.commitments).toEqual([finding(report, "n-gone").number]);
  });

  test("states the versions it was made from", () => {
    expect(report.documents.map(({ clock, head }) => [clock, head])).toEqual([[41, 7], [5, 2]]);
  });
});

describe("a working copy", () => {
  const report = buildReport(input({ state: "all" }));
  const ids = report.findings.map((each) => each.id);

  test("holds every state but never private marks, and puts rejected ones last", () => {
    expect(ids).toEqual(expect.arrayContaining(["CANARY-draft", "CANARY-submitted", "CANARY-changes_requested", "CANARY-rejected"]));
    expect(ids.filter((id) => id.includes("private"))).toEqual([]);
    expect(ids.at(-1)).toBe("CANARY-rejected");
    expect(report.links.some((each) => each.id === "CANARY-private")).toBe(false);
  });

  test("gives reasons, but no comments", () => {
    expect(JSON.stringify(report)).toContain("CANARYreason");
    expect(JSON.stringify(report)).not.toContain("CANARYcomment");
  });
});

describe("passages", () => {
  const report = buildReport(input());
  const canonical = canonicalText(reportBlocks);
  const found = report.findings.filter((each) => each.passage.documentId === "doc-a" && each.passage.status === "found");

  test.each(found.map((each) => [each.id, each] as const))("%s: the words at its position are its words", (_, { passage }) => {
    const { exact, prefix, suffix, position } = passage.selector;
    if (!position) throw new Error("no position");
    expect(sliceCodePoints(canonical.text, position.start, position.end)).toBe(exact);
    expect([...canonical.text].slice(Math.max(0, position.start - 32), position.start).join("")).toBe(prefix);
    expect([...canonical.text].slice(position.end, position.end + 32).join("")).toBe(suffix);
  });

  test("count code points: an astral character is one", () => {
    const { position, exact } = finding(report, "n-stat").passage.selector;
    expect((position?.end ?? 0) - (position?.start ?? 0)).toBe([...exact].length);
    expect([...exact].length).toBeLessThan(exact.length);
  });

  test("changed words are quoted as they were marked, flagged, and given no position", () => {
    const [first, ...rest] = input().documents;
    if (!first) throw new Error("no document");
    const blocks = reportBlocks.map((block) => (block.id === "a5" ? { ...block, text: "No complaints were received by the office in those five years." } : block));
    const changed = buildReport(input({ documents: [{ ...first, blocks }, ...rest] }));
    expect(finding(changed, "n-co").passage).toMatchObject({ status: "check", quote: "No complaint was received", selector: { position: null } });
  });

  test("relative positions, when the caller can read them, decide between equal words", () => {
    const twice = [{ ...reportBlocks[2]!, id: "x1", text: "the same words" }, { ...reportBlocks[2]!, id: "x2", text: "the same words" }];
    const anchor = { ...anchorOf(twice, "same"), prefix: "", suffix: "", relative: { start: "", end: "" } };
    const [first] = input().documents;
    const documents = [{ ...first!, blocks: twice, links: [], annotations: [annotation({ id: "n", anchor })], relative: () => ({ block: "x2", start: 4, endBlock: "x2", end: 8 }) }];
    expect(finding(buildReport(input({ documents })), "n").passage.span?.block).toBe("x2");
  });
});

test("two blocks with one id, as a paste can make them, are told apart", () => {
  const twins = [{ ...reportBlocks[2]!, text: "short" }, { ...reportBlocks[2]!, text: "a longer text with the words sought" }];
  const anchor = { block: twins[0]!.id, start: 0, end: 5, quote: "the words sought", prefix: "", suffix: "" };
  const [first] = input().documents;
  const report = buildReport(input({ documents: [{ ...first!, blocks: twins, links: [], annotations: [annotation({ id: "n", anchor })] }] }));
  expect(finding(report, "n").passage).toMatchObject({ status: "found", selector: { exact: "the words sought" } });
  expect(report.documents[0]?.blocks[1]?.segments.map((segment) => segment.starts)).toEqual([[], [1]]);
});

describe("the marked text", () => {
  const report = buildReport(input({ state: "all" }));
  const [document] = report.documents;

  test("is the text of the document to the letter", () => {
    expect(document?.blocks.map((block) => block.segments.map((segment) => segment.text).join(""))).toEqual(reportBlocks.map((block) => block.text));
  });

  test("knows every mark on overlapping words, each on its own lane, begun and ended once", () => {
    const segments = document?.blocks.flatMap((block) => block.segments) ?? [];
    const shared = segments.find((segment) => segment.text === "a register");
    expect(shared?.marks.length).toBe(6);
    expect(new Set(shared?.marks.map((mark) => mark.lane)).size).toBe(6);
    const placed = report.findings.filter((each) => each.passage.span && each.passage.documentId === "doc-a").map((each) => each.number).sort();
    expect(segments.flatMap((segment) => segment.starts).sort()).toEqual(placed);
    expect(segments.flatMap((segment) => segment.ends).sort()).toEqual(placed);
  });
});

test("the order of the input does not change the report", () => {
  const [first, second] = input().documents;
  const turned = { ...first!, annotations: [...first!.annotations].reverse(), links: [...first!.links].reverse() };
  expect(buildReport(input({ documents: [turned, second!] }))).toEqual(buildReport(input()));
});

test("an empty workspace gives an empty report", () => {
  expect(buildReport(input({ documents: [] }))).toMatchObject({ findings: [], links: [], documents: [], tags: [] });
});

test("a private mark cannot pass by being linked from an approved link in another document", () => {
  const documents = input().documents.map((source) => ({ ...source, annotations: source.annotations.filter((each) => !each.id.includes("private-approved")) }));
  const elsewhere = [hidden("private-approved", "Figures of", { visibility: "private", state: "approved" })];
  expect(JSON.stringify(buildReport(input({ documents, elsewhere })))).not.toContain("CANARY");
});

import { describe, expect, it } from "vitest";
import type { Link, LinkEnd } from "~/core/annotation/annotation.ts";
import { readCompareAddress, writeCompareAddress } from "./compare-address.ts";
import { joinedLinks, laterSide, linkPairs, linksElsewhere, neighbour, pressedNext } from "./link-pairs.ts";
import { ribbonsOf } from "./ribbons.ts";

const end = (documentId: string, annotationId: string | null = null): LinkEnd => ({
  documentId, documentLabel: documentId, annotationId, paragraph: null,
  anchor: { block: "b", start: 0, end: 1, quote: "x", prefix: "", suffix: "" },
});
const link = (id: string, from: LinkEnd, to: LinkEnd, version = 1): Link => ({
  id, workspaceId: "w", type: "replies-to", from, to, author: { id: "a", name: "A" }, contributorIds: [], state: "draft", note: null, verdicts: [], version, createdAt: "", updatedAt: "",
});

describe("linkPairs", () => {
  it("takes links between the two texts, whichever way they point", () => {
    const pairs = linkPairs([link("1", end("L"), end("R", "note")), link("2", end("R"), end("L")), link("3", end("L"), end("X"))], "L", "R");
    expect(pairs.map((pair) => [pair.link.id, pair.left.mark, pair.right.mark])).toEqual([
      ["1", "1:from", "note"],
      ["2", "2:to", "2:from"],
    ]);
  });

  it("takes the links inside of one text that stands on both sides", () => {
    expect(linkPairs([link("1", end("L"), end("L"))], "L", "L")).toMatchObject([{ left: { side: "from" }, right: { side: "to" } }]);
  });
});

describe("joinedLinks", () => {
  it("has each link once, in its newer version", () => {
    const older = link("1", end("L"), end("R"), 1);
    const newer = link("1", end("L"), end("R"), 2);
    expect(joinedLinks([older], [newer, link("2", end("L"), end("R"))]).map((one) => [one.id, one.version])).toEqual([["1", 2], ["2", 1]]);
    expect(joinedLinks([newer], [older])[0]?.version).toBe(2);
  });
});

describe("neighbour", () => {
  const pairs = linkPairs(["1", "2", "3"].map((id) => link(id, end("L"), end("R"))), "L", "R");
  it.each([
    [null, 1, "1"],
    [null, -1, "3"],
    ["1", 1, "2"],
    ["3", 1, "1"],
    ["1", -1, "3"],
    ["gone", 1, "1"],
  ] as const)("from %s by %i to %s", (current, step, expected) => {
    expect(neighbour(pairs, current, step)?.link.id).toBe(expected);
  });

  it("is nothing where there are no links", () => expect(neighbour([], null, 1)).toBeUndefined());
});

describe("linksElsewhere", () => {
  it("has the links with one end in a third document, by the side of the other end", () => {
    const links = [link("1", end("L"), end("R")), link("2", end("L"), end("X")), link("3", end("Y"), end("R")), link("4", end("L"), end("L"))];
    expect(linksElsewhere(links, "L", "R").map(({ link: { id }, here, shownOn }) => [id, here.mark, shownOn])).toEqual([["2", "2:from", "left"], ["3", "3:to", "right"]]);
  });
});

describe("pressedNext", () => {
  const pairs = linkPairs([link("1", end("L", "note"), end("R")), link("2", end("L", "note"), end("R")), link("3", end("L"), end("R"))], "L", "R");
  it.each([
    ["the links of a mark, then its card, around", ["note"], [null, "1", "2", "note"], ["1", "2", "note", "1"]],
    ["a link without a card of its own", ["3:from"], [null, "3"], ["3", "3"]],
    ["a mark without links", ["other"], [null], ["other"]],
    ["the end of a link to a third text, by its card", ["9:from"], [null], ["9:from"]],
  ] as const)("%s", (_, ids, currents, expected) => {
    const found = currents.map((current) => pressedNext(pairs, "left", ids, current));
    expect(found.map((one) => (typeof one === "string" ? one : one?.link.id))).toEqual(expected);
  });

  it("is nothing where there are no marks", () => expect(pressedNext(pairs, "left", [], null)).toBeNull());
});

describe("the address", () => {
  it("keeps the documents, and leads to a link or an annotation", () => {
    const search = writeCompareAddress("?left=a&right=b&annotation=x", { link: "l", annotation: null, together: true });
    expect(search).toBe("?left=a&right=b&link=l&together=1");
    expect(readCompareAddress(search)).toEqual({ link: "l", annotation: null, together: true });
    expect(writeCompareAddress(search, { link: null, annotation: "x", together: false })).toBe("?left=a&right=b&annotation=x");
  });
});

describe("laterSide", () => {
  it.each([
    ["2008-01-01", "2013-01-01", "right"],
    ["2013-01-01", "2008-01-01", "left"],
    [null, "2013-01-01", "right"],
  ] as const)("%s and %s: %s", (left, right, expected) => expect(laterSide({ date: left }, { date: right })).toBe(expected));
});

describe("ribbonsOf", () => {
  it("draws a curve from end to end with its label in the middle", () => {
    expect(ribbonsOf([{ id: "a", left: 100, right: 300 }], 100, 500)).toEqual([{ id: "a", path: "M0 100C50 100 50 300 100 300", label: 200 }]);
  });

  it("leaves out what is out of view on both sides or not in the text", () => {
    const wishes = [{ id: "above", left: -50, right: -10 }, { id: "lost", left: null, right: 10 }, { id: "below", left: 900, right: 600 }];
    expect(ribbonsOf(wishes, 100, 500)).toEqual([]);
  });

  it("keeps labels apart and inside", () => {
    const labels = ribbonsOf([{ id: "a", left: 10, right: 10 }, { id: "b", left: 12, right: 10 }, { id: "c", left: 499, right: 900 }], 100, 500).map((one) => one.label);
    expect(labels[1]! - labels[0]!).toBeGreaterThanOrEqual(26);
    for (const label of labels) expect(label).toBeLessThanOrEqual(500);
  });
});

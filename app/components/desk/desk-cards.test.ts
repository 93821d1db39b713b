import { describe, expect, it } from "vitest";
import type { Annotation, Link, LinkEnd } from "~/core/annotation/annotation.ts";
import { addressOf, readAddress, selectedCard, writeAddress } from "./desk-address.ts";
import { cardsOf, chosenCards, countByFilter, inReadingOrder, type PlaceStatus } from "./desk-cards.ts";

const anchor = (block: string, start = 0) => ({ block, start, end: start + 3, quote: "abc", prefix: "", suffix: "" });
const mark = { contributorIds: [] as string[], note: null, verdicts: [], version: 1, createdAt: "", updatedAt: "" };
const annotation = (id: string, more: Partial<Annotation> = {}): Annotation => ({
  ...mark, id, author: { id: "ann", name: "Ann" }, state: "draft", documentId: "d", visibility: "team", tags: [], anchor: anchor("b"), paragraph: null, comments: [], ...more,
});
const end = (documentId: string, annotationId: string | null = null): LinkEnd => ({
  documentId, documentLabel: documentId, annotationId, anchor: anchor("b"), paragraph: null,
});
const link = (id: string, from: LinkEnd, to: LinkEnd, more: Partial<Link> = {}): Link => ({
  ...mark, id, author: { id: "ann", name: "Ann" }, state: "draft", workspaceId: "w", type: "replies-to", from, to, ...more,
});

describe("cardsOf", () => {
  it("gives links of annotations to their cards and bare passages of this document a card", () => {
    const cards = cardsOf("d", [annotation("a")], [
      link("1", end("d", "a"), end("e")),
      link("2", end("d"), end("e", "x")),
      link("3", end("d"), end("d")),
      link("4", end("e"), end("e")),
    ]);
    expect(cards.map((card) => card.id)).toEqual(["a", "2:from", "3:from", "3:to"]);
    expect(cards[0]).toMatchObject({ links: [{ id: "1" }] });
  });
});

describe("chosenCards and countByFilter", () => {
  const reviewer = { userId: "rev", role: "reviewer" } as const;
  const statuses = new Map<string, PlaceStatus>([["gone", "detached"]]);
  const cards = cardsOf("d", [
    annotation("mine", { author: { id: "rev", name: "Rev" }, state: "submitted", tags: ["evasive"] }),
    annotation("waiting", { state: "submitted" }),
    annotation("touched", { state: "submitted", contributorIds: ["rev"] }),
    annotation("done", { state: "approved", tags: ["evasive"] }),
    annotation("gone"),
  ], [link("l", end("d", "gone"), end("e"), { state: "submitted" })]);
  const ids = (choice: Partial<Parameters<typeof chosenCards>[1]>, selected: string | null = null) =>
    chosenCards(cards, { filter: "all", tag: null, ...choice }, selected, reviewer, statuses).map((card) => card.id);

  it.each([
    ["all", ["mine", "waiting", "touched", "done", "gone"]],
    ["mine", ["mine"]],
    ["review", ["waiting", "gone"]],
    ["approved", ["done"]],
    ["detached", ["gone"]],
  ] as const)("%s", (filter, expected) => {
    expect(ids({ filter })).toEqual(expected);
    expect(countByFilter(cards, reviewer, statuses)[filter]).toBe(expected.length);
  });

  it("filters by a tag, and never hides what is selected", () => {
    expect(ids({ tag: "evasive" })).toEqual(["mine", "done"]);
    expect(ids({ tag: "evasive", filter: "approved" }, "gone")).toEqual(["done", "gone"]);
  });

  it("orders by place, then by the place in the line", () => {
    const some = cardsOf("d", [annotation("z", { anchor: anchor("b", 9) }), annotation("y", { anchor: anchor("b", 2) }), annotation("x")], []);
    const tops = new Map([["x", 90], ["y", 10], ["z", 10]]);
    expect(inReadingOrder(some, (card) => tops.get(card.id)!).map((card) => card.id)).toEqual(["y", "z", "x"]);
  });
});

describe("the address", () => {
  it("is empty when everything is as usual", () => {
    expect(writeAddress(readAddress("?filter=nonsense"))).toBe("");
  });

  it.each(["?filter=mine&tag=evasive&annotation=a", "?link=l&end=to", "?annotation=a"])("survives %s", (search) => {
    expect(writeAddress(readAddress(search))).toBe(search);
  });

  it("selects the end of a link in this document, or the annotation it ends at", () => {
    const cards = cardsOf("d", [annotation("a")], [link("1", end("d", "a"), end("e")), link("2", end("e"), end("d"))]);
    expect(selectedCard(readAddress("?link=2"), cards)).toBe("2:to");
    expect(selectedCard(readAddress("?link=1"), cards)).toBe("a");
    expect(selectedCard(readAddress("?link=9"), cards)).toBeNull();
    expect(addressOf("2:to")).toEqual({ annotation: null, link: "2", end: "to" });
    expect(addressOf("a")).toEqual({ annotation: "a", link: null, end: null });
  });
});

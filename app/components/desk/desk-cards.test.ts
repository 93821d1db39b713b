import { describe, expect, it } from "vitest";
import type { Annotation, Link, LinkEnd } from "~/core/annotation/annotation.ts";
import { addressOf, keeping, readAddress, selectedCard, writeAddress } from "./desk-address.ts";
import { ALL_CARDS, chosenCards, countByFilter, withSelected, type CardChoice } from "./card-choice.ts";
import { cardsOf, inReadingOrder, type PlaceStatus } from "./desk-cards.ts";

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
  const statuses = new Map<string, PlaceStatus>([["gone", "detached"], ["done", "check"]]);
  const cards = cardsOf("d", [
    annotation("mine", { author: { id: "rev", name: "Rev" }, state: "submitted", tags: ["evasive"] }),
    annotation("waiting", { state: "submitted" }),
    annotation("touched", { state: "submitted", contributorIds: ["rev"] }),
    annotation("done", { state: "approved", tags: ["evasive"] }),
    annotation("gone"),
  ], [link("l", end("d", "gone"), end("e"), { state: "submitted" })]);
  const ids = (choice: Partial<CardChoice>, selected: string | null = null) =>
    withSelected(chosenCards(cards, { ...ALL_CARDS, ...choice }, reviewer, statuses), cards, selected).map((card) => card.id);

  it.each([
    ["all", ["mine", "waiting", "touched", "done", "gone"]],
    ["mine", ["mine"]],
    ["review", ["waiting", "gone"]],
    ["approved", ["done"]],
    ["check", ["done"]],
    ["detached", ["gone"]],
  ] as const)("%s", (filter, expected) => {
    expect(ids({ filter })).toEqual(expected);
    expect(countByFilter(cards, reviewer, statuses)[filter]).toBe(expected.length);
  });

  it("filters by a tag, and never hides what is selected", () => {
    expect(ids({ tags: ["evasive"] })).toEqual(["mine", "done"]);
    expect(ids({ tags: ["evasive"], filter: "approved" }, "gone")).toEqual(["done", "gone"]);
  });

  it("takes any of a group, and all groups together; what isn't there matches nothing", () => {
    expect(ids({ states: ["submitted", "approved"] })).toEqual(["mine", "waiting", "touched", "done"]);
    expect(ids({ states: ["submitted", "approved"], tags: ["evasive", "statistic"], authors: ["ann", "rev"] })).toEqual(["mine", "done"]);
    expect(ids({ authors: ["rev"], tags: ["evasive"], filter: "mine" })).toEqual(["mine"]);
    expect(ids({ tags: ["never"] })).toEqual([]);
    expect(ids({ authors: ["nobody"] }, "gone")).toEqual(["gone"]);
  });

  it("is the same list where nothing is left out", () => {
    expect(withSelected(chosenCards(cards, ALL_CARDS, reviewer, statuses), cards, "gone")).toBe(cards);
  });

  it("orders by place, then by the place in the line", () => {
    const some = cardsOf("d", [annotation("z", { anchor: anchor("b", 9) }), annotation("y", { anchor: anchor("b", 2) }), annotation("x")], []);
    const tops = new Map([["x", 90], ["y", 10], ["z", 10]]);
    expect(inReadingOrder(some, (card) => tops.get(card.id)!).map((card) => card.id)).toEqual(["y", "z", "x"]);
  });
});

describe("the address", () => {
  it("is empty when everything is as usual", () => {
    expect(writeAddress(readAddress("?filter=nonsense&state=none&tag="))).toBe("");
    expect(readAddress(`?${Array.from({ length: 500 }, (_, nth) => `tag=${nth}`).join("&")}`).tags).toHaveLength(50);
  });

  it.each(["?filter=mine&tag=evasive&annotation=a", "?tag=a&tag=b&state=draft&state=approved&author=x&author=y", "?link=l&end=to", "?annotation=a"])("survives %s", (search) => {
    expect(writeAddress(readAddress(search))).toBe(search);
  });

  it("keeps what has not changed", () => {
    const before = readAddress("?tag=a&state=draft");
    const after = keeping(before, readAddress("?tag=a&state=approved"));
    expect(after.tags).toBe(before.tags);
    expect(after.states).toEqual(["approved"]);
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

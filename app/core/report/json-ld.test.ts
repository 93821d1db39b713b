import { describe, expect, test } from "vitest";
import { canonicalText } from "../document/canonical-text.ts";
import { sliceCodePoints } from "../document/code-points.ts";
import { jsonLd } from "./json-ld.ts";
import { input, replyBlocks, reportBlocks } from "./report.fixture.ts";
import { buildReport } from "./report.ts";

interface Resource { source: string; selector?: { type: string; exact?: string; start?: number; end?: number }[]; purpose?: string; value?: string }
interface Item { id: string; motivation: string; body: Resource[]; target: Resource; creator: Record<string, unknown> }
interface Collection { total: number; last: string; first: { id: string; partOf: { total: number }; items: Item[] } }

const base = { origin: "https://rapporteur.example/" };
const exported = (state: "approved" | "all"): Collection => JSON.parse([...jsonLd(buildReport(input({ state })), base)].join("")) as Collection;
const collection = exported("approved");
const { items } = collection.first;
const item = (id: string): Item => items.find((each) => each.id.endsWith(`/${id}`))!;

describe("the JSON-LD export", () => {
  test("counts its items", () => {
    expect(collection.total).toBe(items.length);
    expect(collection.first.partOf.total).toBe(items.length);
    expect(collection.last).toBe(collection.first.id);
    expect(new Set(items.map((each) => each.id)).size).toBe(items.length);
  });

  test("every position in it gives the exact words in the canonical text of its version", () => {
    const texts = new Map([
      ["https://rapporteur.example/api/v1/documents/doc-a/text?version=7", canonicalText(reportBlocks).text],
      ["https://rapporteur.example/api/v1/documents/doc-b/text?version=2", canonicalText(replyBlocks).text],
    ]);
    let checked = 0;
    for (const resource of items.flatMap((each) => [each.target, ...(each.body ?? [])])) {
      const position = resource.selector?.find((selector) => selector.type === "TextPositionSelector");
      if (!position) continue;
      const quote = resource.selector?.find((selector) => selector.type === "TextQuoteSelector");
      expect(sliceCodePoints(texts.get(resource.source) ?? "", position.start ?? 0, position.end)).toBe(quote?.exact);
      checked += 1;
    }
    expect(checked).toBe(12);
  });

  test("a passage that is gone has its quote and no position, and no version", () => {
    expect(item("n-gone").target).toMatchObject({ source: "https://rapporteur.example/api/v1/documents/doc-a/text", selector: [{ type: "TextQuoteSelector" }] });
    expect(item("n-gone").target.selector).toHaveLength(1);
  });

  test("tags, notes, links and verdicts have the motivations and purposes of the model", () => {
    expect(item("n-un").motivation).toBe("tagging");
    expect(item("n-un").body.map((body) => body.purpose)).toEqual(["tagging", "classifying", "commenting"]);
    expect(item("n-formula")).toMatchObject({ motivation: "highlighting" });
    expect(item("l-co")).toMatchObject({ motivation: "linking" });
    expect(item("l-co").body[0]).toMatchObject({ purpose: "linking", source: "https://rapporteur.example/api/v1/documents/doc-b/text?version=2" });
    expect(item("v-u-omar")).toMatchObject({ motivation: "assessing", creator: { name: "عمر", nickname: "omar" } });
  });

  test("names people, never by an address", () => {
    expect(JSON.stringify(collection)).not.toContain("example.org");
    expect(item("n-stat").creator).toEqual({ id: "https://rapporteur.example/api/v1/people/u-mail", type: "Person", name: "kim" });
  });

  test("a working copy has the reasons of verdicts as comments on them", () => {
    const reasons = exported("all").first.items.filter((each) => each.motivation === "assessing").flatMap((each) => each.body.map((body) => body.value));
    expect(reasons).toContain("changes requested");
    expect(reasons).toContain("CANARYreason");
  });
});

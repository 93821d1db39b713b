import { describe, expect, it } from "vitest";
import { endAt, wordsOf } from "./chosen-passage.ts";

const passage = { documentId: "d", documentLabel: "CAT/C/VLD/3", block: "b", paragraph: 12, text: " 𝔄 total of 11 officers were convicted. " };

describe("wordsOf", () => {
  it("is the whole text when nothing is selected", () => {
    expect(wordsOf(passage, null)).toEqual({ quote: "𝔄 total of 11 officers were convicted.", start: 1, end: 39 });
  });

  it("counts code points of the selected words and drops white space around them", () => {
    const start = passage.text.indexOf(" of 11");
    expect(wordsOf(passage, { start, end: start + 7 })).toEqual({ quote: "of 11", start: 9, end: 14 });
  });

  it("falls back to the whole when only white space is selected", () => {
    expect(wordsOf(passage, { start: 0, end: 1 }).quote).toBe("𝔄 total of 11 officers were convicted.");
  });
});

describe("endAt", () => {
  it("is an anchor with its context, and says how it looks", () => {
    expect(endAt(passage, { start: 4, end: 9 })).toMatchObject({
      documentId: "d",
      anchor: { block: "b", start: 3, end: 8, quote: "total", prefix: " 𝔄 ", suffix: " of 11 officers were convicted. " },
      shown: { documentLabel: "CAT/C/VLD/3", annotationId: null, paragraph: 12 },
    });
  });
});

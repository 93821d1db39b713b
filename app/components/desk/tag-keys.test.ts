import { describe, expect, it } from "vitest";
import { DEFAULT_TAGS, type Tag } from "~/core/codebook/tags.ts";
import { frequentTags, keyedTags } from "./tag-keys.ts";

const tags: Tag[] = DEFAULT_TAGS.map((tag, position) => ({ ...tag, id: tag.slug, position }));
const slugs = (some: readonly Tag[]) => some.map((tag) => tag.slug);

describe("frequentTags", () => {
  it("offers the usual three in a document without marks", () => {
    expect(slugs(frequentTags(tags, []))).toEqual(["unaddressed", "contradiction", "partially-addressed"]);
  });

  it("offers what is used most here", () => {
    const marks = [{ tags: ["statistic", "evasive"] }, { tags: ["statistic"] }, { tags: ["evasive"] }, { tags: ["deadline"] }, { tags: ["deadline"] }];
    expect(slugs(frequentTags(tags, marks)).sort()).toEqual(["deadline", "evasive", "statistic"]);
  });
});

describe("keyedTags", () => {
  const letters = (shown: string[]) =>
    Object.fromEntries(keyedTags(tags, tags.filter((tag) => shown.includes(tag.slug))).map(({ tag, letter }) => [tag.slug, letter]));

  it("keeps U, C and P, shown or not", () => {
    expect(letters([])).toEqual({ unaddressed: "u", contradiction: "c", "partially-addressed": "p" });
  });

  it("gives a shown tag the first of its letters that is free", () => {
    expect(letters(["law-only", "commitment", "correction"])).toMatchObject({ "law-only": "a", commitment: "o", correction: "r" });
  });

  it("never gives one letter twice, nor L and N", () => {
    const given = keyedTags(tags, tags).flatMap(({ letter }) => letter ?? []);
    expect(new Set(given).size).toBe(given.length);
    expect(given).not.toContain("l");
    expect(given).not.toContain("n");
  });
});

describe("keys that people have chosen", () => {
  const keyed = (keys: Record<string, string | null>, signs = true) =>
    Object.fromEntries(keyedTags(tags, frequentTags(tags, []), { signs, keys }).map(({ tag, letter }) => [tag.slug, letter]));

  it("give a tag a key it has not by itself, and take one away", () => {
    expect(keyed({ "tag.statistic": "x", "tag.unaddressed": null })).toMatchObject({ statistic: "x", unaddressed: null });
  });

  it("are never given to another tag as well", () => {
    expect(keyed({ "tag.statistic": "u" })).toMatchObject({ statistic: "u", unaddressed: "a" });
    expect(keyed({ "words.note": "u" })).toMatchObject({ unaddressed: "n" });
  });

  it("of a single letter are silent when they are turned off", () => {
    expect(keyed({ "tag.statistic": "alt+s" }, false)).toEqual({ unaddressed: null, contradiction: null, "partially-addressed": null, statistic: "alt+s" });
  });
});

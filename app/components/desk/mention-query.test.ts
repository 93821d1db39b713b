import { describe, expect, it } from "vitest";
import { completed, matching, mentionAt } from "./mention-query.ts";

const people = ["Yuki Tanabe", "Samuel Otieno", "Samuel Okoro", "Ana María Lü"].map((name, nth) => ({ id: String(nth), name }));
const found = (text: string) => {
  const query = mentionAt(text, text.length);
  return query && matching(people, query).map(({ name }) => name);
};

describe("a name that is being typed", () => {
  it.each([
    ["see @", ["Yuki Tanabe", "Samuel Otieno", "Samuel Okoro", "Ana María Lü"]],
    ["@sam", ["Samuel Otieno", "Samuel Okoro"]],
    ["@ot", ["Samuel Otieno"]],
    ["@samuel ok", ["Samuel Okoro"]],
    ["@marí", ["Ana María Lü"]],
    ["@Samuel Otieno", ["Samuel Otieno"]],
    ["@Samuel Otieno ", []],
    ["@Samuel Otieno said", []],
    ["@ sam", []],
    ["mail me: me@sam", null],
    ["nothing", null],
    ["@sam\nnext", null],
  ])("%j", (text, names) => expect(found(text)).toEqual(names));

  it("is completed where it stands, and the caret goes on behind it", () => {
    const text = "Dear @ot, look";
    const query = mentionAt(text, 8);
    expect(query && completed(text, query, people[1]!)).toEqual({ text: "Dear @Samuel Otieno , look", caret: 20 });
    const between = mentionAt("@ot look", 3);
    expect(between && completed("@ot look", between, people[1]!)).toEqual({ text: "@Samuel Otieno look", caret: 15 });
  });
});

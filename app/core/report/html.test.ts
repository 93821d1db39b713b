import { describe, expect, test } from "vitest";
import { cssString } from "./html-style.ts";
import { reportHtml } from "./html.ts";
import { input } from "./report.fixture.ts";
import { buildReport } from "./report.ts";

const html = [...reportHtml(buildReport(input()))].join("");

describe("the HTML report", () => {
  test("has no script, no handler, no address it could fetch", () => {
    expect(html).not.toMatch(/<script|<iframe|<img|<link|<object|<base|javascript:/i);
    expect(html).not.toMatch(/<[^>]*\son[a-z]+\s*=/i);
    expect(html).not.toMatch(/@import|url\s*\(/i);
    const addresses = [...html.matchAll(/(?:href|src|action)\s*=\s*"([^"]*)"/g)].map((match) => match[1]);
    expect(addresses.length).toBeGreaterThan(10);
    expect(addresses.filter((address) => !address?.startsWith("#"))).toEqual([]);
  });

  test("forbids them by its own policy, before anything else could be read", () => {
    const policy = html.indexOf("Content-Security-Policy");
    expect(html.slice(0, 600)).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    expect(policy).toBeLessThan(html.indexOf("<style"));
    expect(html).toContain('<meta charset="utf-8">');
    expect(html).toMatch(/<html lang="en">/);
  });

  test("shows hostile text as text", () => {
    expect(html).toContain("Anna &#60;script&#62;alert(1)&#60;/script&#62; Lind");
    expect(html).toContain("&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;");
    expect(html.match(/<style/g)).toHaveLength(1);
    expect(html.match(/<\/style/g)).toHaveLength(1);
    expect(html.match(/<\/title/g)).toHaveLength(1);
    expect(html).not.toContain("evil.example)");
    expect(html).not.toContain('lang="en"><script');
  });

  test("every link leads to an id that is there, and ids are unique", () => {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  test("every element is closed in order", () => {
    const open: string[] = [];
    for (const [, close, name = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
      if (name === "meta" || name === "wbr") continue;
      if (close) expect(open.pop()).toBe(name);
      else open.push(name);
    }
    expect(open).toEqual([]);
  });

  test("marks the words in the text with number and letter codes", () => {
    expect(html).toMatch(/<span id="m1"><\/span><span class="m l0 t4">No complaint was received<\/span><wbr><sup><a class="t4" href="#f1">1 CO<\/a><\/sup>/);
    expect(html).toContain("12 new visiting rooms 🕊️ in the year 𠀀");
  });

  test("sets contradictions side by side, and flags what is gone", () => {
    expect(html).toMatch(/<div class="pair"><div><figure><blockquote dir="auto">No complaint was received[\s\S]{0,400}contradicts[\s\S]{0,400}received 31 complaints/);
    expect(html).toContain("Passage not found in the present text");
    expect(html).toContain("1 mark on individual cases is left out");
  });

  test("a working copy says so, and draws proposed marks dashed", () => {
    const copy = [...reportHtml(buildReport(input({ state: "all" })))].join("");
    expect(copy).toContain("Not for distribution");
    expect(copy).toMatch(/class="m l\d t\d+ proposed"/);
  });

  test("an empty report is a page all the same", () => {
    expect([...reportHtml(buildReport(input({ documents: [] })))].join("")).toContain("There are no findings.");
  });
});

test("a CSS string holds nothing that could end it", () => {
  expect(cssString('a"</style>\\\n日')).toBe('"a\\22 \\3c \\2f style\\3e \\5c \\a \\65e5 "');
});

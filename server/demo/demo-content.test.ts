/**
 * The demo content keeps its own rules: quotes are found, review is by others, contradictions have two ends.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { LinkType, PersonKey, ReviewState, TagSlug } from "./demo-types.ts";
import { demoLinks, demoMarks } from "./demo-marks.ts";
import { demoDocuments, demoPeople } from "./demo-workspace.ts";

const texts = new Map(
  demoDocuments.map(({ key, file }) => [key, readFileSync(new URL(`documents/${file}`, import.meta.url), "utf8")]),
);
const textOf = (key: (typeof demoDocuments)[number]["key"]) => texts.get(key) ?? "";
const markByKey = new Map(demoMarks.map((mark) => [mark.key, mark]));
const roleOf = (key: PersonKey | undefined) => demoPeople.find((person) => person.key === key)?.role;

const allStates: ReviewState[] = ["draft", "submitted", "approved", "changes_requested", "rejected"];
const allLinkTypes: LinkType[] = ["replies-to", "contradicts", "repeats", "follows-up", "cites", "same-subject"];
const allTags: TagSlug[] = [
  "recommendation",
  "question",
  "addressed",
  "partially-addressed",
  "unaddressed",
  "evasive",
  "rejected",
  "law-only",
  "contradiction",
  "needs-checking",
  "statistic",
  "commitment",
  "deadline",
  "individual-case",
  "follow-up",
  "correction",
];

describe("demo documents", () => {
  it.each(demoDocuments.filter(({ kind }) => kind === "source"))("$symbol names itself and numbers without gaps", ({ key, symbol }) => {
    const text = textOf(key);
    expect(text.split("\n")[0]).toContain(symbol);
    const numbers = [...text.matchAll(/^(\d+)\. /gm)].map((match) => Number(match[1]));
    expect(numbers.length).toBeGreaterThan(30);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it.each(demoDocuments)("$file is one paragraph a line, blank lines between, typographic quotes", ({ key }) => {
    const lines = textOf(key).trimEnd().split("\n");
    expect(lines.filter((line, index) => (index % 2 === 1) !== (line === ""))).toEqual([]);
    expect(lines.filter((line) => line !== line.trim() || /['"]| {2}/.test(line))).toEqual([]);
  });

  it("answers only recommendations that were made", () => {
    const made = [...textOf("observations").matchAll(/^(\d+)\. /gm)].map((match) => Number(match[1]));
    const headings = [...textOf("report").matchAll(/^Paragraphs? (\d+)(?: and (\d+))?$/gm)];
    const answered = headings.flatMap((match) => match.slice(1).filter(Boolean).map(Number));
    expect(answered.length).toBeGreaterThan(14);
    expect(answered.filter((number) => !made.includes(number))).toEqual([]);
    expect([16, 20, 22, 25, 26].filter((number) => answered.includes(number))).toEqual([]);
  });
});

describe("demo marks", () => {
  it("have keys of their own", () => {
    expect(markByKey.size).toBe(demoMarks.length);
  });

  it.each(demoMarks)("$key quotes words that occur once, within one block", ({ document, quote }) => {
    expect(textOf(document).split(quote).length - 1).toBe(1);
    expect(quote).not.toContain("\n");
    expect(quote).not.toMatch(/^(\d+\.|\([a-z]\)|##) /);
  });

  it("use every tag and reach every state, at least twice", () => {
    for (const tag of allTags) expect(demoMarks.filter(({ tags }) => tags.includes(tag)).length, tag).toBeGreaterThan(1);
    for (const state of allStates) expect(demoMarks.filter((mark) => mark.state === state).length, state).toBeGreaterThan(3);
    for (const mark of demoMarks) expect(new Set(mark.tags).size).toBe(mark.tags.length);
  });

  it("tie every contradiction to what it contradicts", () => {
    const tied = new Set(demoLinks.filter(({ type }) => type === "contradicts").flatMap(({ from, to }) => [from, to]));
    const claimed = demoMarks.filter(({ tags }) => tags.includes("contradiction")).map(({ key }) => key);
    expect(claimed.filter((key) => !tied.has(key))).toEqual([]);
  });

  it("keep private only what nobody has been asked to review", () => {
    expect(demoMarks.filter(({ visibility, state }) => visibility === "private" && state !== "draft")).toEqual([]);
  });

  it("mention only people who are there", () => {
    const firstNames = demoPeople.map(({ name }) => name.split(" ")[0]);
    const said = demoMarks.flatMap(({ comments }) => comments ?? []).map(({ text }) => text).join("\n");
    const mentioned = [...said.matchAll(/@(\p{L}+)/gu)].map((match) => match[1]);
    expect(mentioned.length).toBeGreaterThan(4);
    expect(mentioned.filter((name) => !firstNames.includes(name))).toEqual([]);
  });
});

describe("demo review", () => {
  it.each([...demoMarks, ...demoLinks])("$state work of $author is judged by somebody else or by nobody", (work) => {
    expect(["annotator", "reviewer", "lead"]).toContain(roleOf(work.author));
    if (work.state === "draft" || work.state === "submitted") {
      expect(work.reviewer).toBeUndefined();
      return;
    }
    expect(work.reviewer).not.toBe(work.author);
    expect(["reviewer", "lead"]).toContain(roleOf(work.reviewer));
    if (work.state !== "approved") expect(work.reason).toBeTruthy();
  });
});

describe("demo links", () => {
  it("join marks that exist, most of them across documents", () => {
    const missing = demoLinks.flatMap(({ from, to }) => [from, to]).filter((key) => !markByKey.has(key));
    expect(missing).toEqual([]);
    const across = demoLinks.filter(({ from, to }) => markByKey.get(from)!.document !== markByKey.get(to)!.document);
    expect(across.length).toBeGreaterThan(demoLinks.length / 2);
  });

  it("are approved only between approved marks", () => {
    const open = ({ from, to }: { from: string; to: string }) => [from, to].filter((key) => markByKey.get(key)?.state !== "approved");
    expect(demoLinks.filter(({ state }) => state === "approved").flatMap(open)).toEqual([]);
  });

  it("leave the drafts of others alone", () => {
    const ends = demoLinks.flatMap(({ from, to, author }) => [markByKey.get(from)!, markByKey.get(to)!].map((mark) => ({ mark, author })));
    expect(ends.filter(({ mark, author }) => mark.state === "draft" && mark.author !== author).map(({ mark }) => mark.key)).toEqual([]);
  });

  it("say each thing once, and use every type and state", () => {
    expect(new Set(demoLinks.map(({ from, to, type }) => `${from} ${type} ${to}`)).size).toBe(demoLinks.length);
    expect(new Set(demoLinks.map(({ type }) => type))).toEqual(new Set(allLinkTypes));
    expect(new Set(demoLinks.map(({ state }) => state))).toEqual(new Set(allStates));
  });

  it("run from a reply to a recommendation or a question", () => {
    const asked = ({ to }: { to: string }) => markByKey.get(to)!.tags.some((tag) => tag === "recommendation" || tag === "question");
    expect(demoLinks.filter((link) => link.type === "replies-to" && !asked(link))).toEqual([]);
  });
});

/** E3: one document of 300,000 characters with 10,000 annotations, in real Chromium, by the API and in exports. */
import { createAnnotation } from "../../../server/commands/annotations.ts";
import { MeasuredPage } from "../../measured-page.ts";
import type { Case, Rig } from "../case.ts";
import { percentile } from "../figures.ts";
import { PASSWORD, type House } from "../house.ts";
import { abreast } from "../waiting.ts";

interface Block {
  id: string;
  kind: string;
  text: string;
}

const WORDS = (
  "the State party should ensure that every register of a place of custody is kept whole and open to inspectors while lawyers " +
  "doctors and families are told without delay where somebody is held who took the decision and on which day it ends"
).split(" ");
const TAGS = ["recommendation", "statistic", "unaddressed", "needs-checking", "commitment", "evasive"];

/** Numbered paragraphs under a heading for each twenty, at least `length` characters in all. */
function longReport(rig: Rig, length: number): string {
  const parts: string[] = [];
  for (let [number, written] = [1, 0]; written < length; number += 1) {
    if (number % 20 === 1) parts.push(`## Part ${(number + 19) / 20}`);
    const words = Array.from({ length: 60 + rig.chance.below(60) }, () => rig.chance.pick(WORDS)).join(" ");
    parts.push(`${number}\\. ${words}.`);
    written += words.length;
  }
  return parts.join("\n\n");
}

/** A document by the API, and its marks by the command behind the API: ten thousand requests would take longer than all the rest. */
async function annotatedReport(rig: Rig, house: House): Promise<string> {
  const documentId = await house.document([longReport(rig, rig.scaled(300_000, 6_000))]);
  const { blocks } = (await (await house.call(house.people.reader, "GET", `/documents/${documentId}`)).json()) as { blocks: Block[] };
  const texts = blocks.filter((block) => block.text.length > 150);
  const authors = [house.people.annotator, house.people.reviewer, house.people.lead];
  const began = performance.now();
  const count = rig.scaled(10_000, 200);
  await abreast(4, Array.from({ length: count }).keys(), async (nth) => {
    const [block, start] = [texts[nth % texts.length], rig.chance.below(100)];
    if (!block) throw new Error("the text has no paragraph that is long enough");
    const anchor = { block: block.id, start, end: start + 10 + rig.chance.below(40) };
    const body = { anchor, tags: [rig.chance.pick(TAGS)], note: nth % 3 === 0 ? `Note ${nth}` : null };
    await createAnnotation(house.deps, (authors[nth % authors.length] ?? house.people.lead).id, documentId, body);
  });
  const [characters, each] = [blocks.reduce((sum, block) => sum + block.text.length, 0), (performance.now() - began) / count];
  rig.figures.remark(`${characters} characters, ${count} annotations, made in ${each.toFixed(1)} ms each`);
  return documentId;
}

async function inTheBrowser(rig: Rig, house: House, documentId: string): Promise<void> {
  const { email } = house.people.annotator;
  const page = await MeasuredPage.of({ origin: house.program.origin, email, password: PASSWORD }, (close) => rig.atEnd(close));
  const openings = [];
  for (let round = 0; round < 3; round += 1) openings.push(await page.open(documentId, true));
  rig.figures.atMost("first text, median of 3", percentile(openings.map(({ firstText }) => firstText), 0.5), rig.wall(2_000), " ms");
  rig.figures.atMost("ready", percentile(openings.map(({ ready }) => ready), 0.5), rig.wall(5_000), " ms");
  const before = await page.shown();
  const text = "typed in the midst of it all ";
  const times = [...(await page.type(2, text)), ...(await page.type(rig.scaled(300, 5), text))];
  rig.figures.exactly("letters typed and shown", (await page.shown()) - before, 2 * text.length);
  rig.figures.atMost(`key to paint p95 of ${times.length}`, percentile(times, 0.95), rig.wall(50), " ms");
}

/** Milliseconds of so many calls, one after the other, each read whole. */
async function timesOf(house: House, path: string, rounds: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    const answer = await house.call(house.people.reader, "GET", path);
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    times.push(performance.now() - began);
  }
  return times;
}

async function byTheApi(rig: Rig, house: House, documentId: string): Promise<void> {
  const list = `/documents/${documentId}/annotations`;
  const calls = [
    ["500 annotations", `${list}?limit=500`],
    ["500 of a state and a tag", `${list}?limit=500&state=draft&tag=statistic`],
    ["documents of the workspace", `/workspaces/${house.workspaceId}/documents`],
    ["passages found by words", `/workspaces/${house.workspaceId}/passages?q=${encodeURIComponent("lawyers doctors")}`],
  ] as const;
  for (const [name, path] of calls) rig.figures.atMost(`${name} p95 of 20`, percentile(await timesOf(house, path, 20), 0.95), rig.wall(300), " ms");
  rig.figures.remark(`all annotations at once p95 of 20 ${percentile(await timesOf(house, list, 20), 0.95).toFixed(0)} ms`);
}

/** Seconds a report may take. */
const EXPORTS = { xlsx: 15, docx: 30, html: 30, md: 30, csv: 30, jsonld: 30 };

async function exported(rig: Rig, house: House, documentId: string): Promise<void> {
  const missing: string[] = [];
  for (const [format, seconds] of Object.entries(EXPORTS)) {
    const began = performance.now();
    const answer = await house.call(house.people.reader, "GET", `/documents/${documentId}/export.${format}?state=all`);
    const { byteLength } = await answer.arrayBuffer();
    if (answer.status === 404) missing.push(format);
    else if (!answer.ok) throw new Error(`export.${format} answered ${answer.status}`);
    else rig.figures.atMost(`${format} of ${(byteLength / 1_000_000).toFixed(1)} MB`, (performance.now() - began) / 1_000, rig.wall(seconds), " s");
  }
  if (missing.length > 0) rig.figures.remark(`not measured, as there is no such export: ${missing.join(", ")}`);
}

async function longDocument(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const documentId = await annotatedReport(rig, house);
  await byTheApi(rig, house, documentId);
  await exported(rig, house, documentId);
  await inTheBrowser(rig, house, documentId);
  rig.figures.remark(`memory of the program ${house.program.rss.toFixed(0)} MB`);
}

const OPEN = "after each letter the desk measures all marks and places all cards; the page has all annotations in it at once";

export const LONG_DOCUMENT: readonly Case[] = [{ id: "E3", tier: 1, title: "a long document full of annotations", open: OPEN, run: longDocument }];

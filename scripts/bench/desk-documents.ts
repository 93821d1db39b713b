/**
 * The documents `npm run bench:desk` opens: one working document of 300,000 characters for each number of marks, the
 * same text in all of them, the marks spread evenly over it by three people.
 */
import { BenchClient } from "./server.ts";

const WORDS = (
  "the State party should ensure that every register of a place of custody is kept whole and open to inspectors while lawyers " +
  "doctors and families are told without delay where somebody is held who took the decision and on which day it ends"
).split(" ");
const TAGS = ["recommendation", "statistic", "unaddressed", "needs-checking", "commitment", "evasive"];
const AUTHORS = ["annotator@demo.test", "reviewer@demo.test", "lead@demo.test"];
/** Marks are made so many at a time. */
const ABREAST = 8;

interface Block {
  id: string;
  kind: string;
  text: string;
}

/** Numbers from 0 up to, not including, `below`: the same in every run. */
export type Chance = (below: number) => number;

/** A linear congruential generator (Numerical Recipes): good enough to choose words. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Numbered paragraphs under a heading for each twenty, `length` characters in all. */
function longText(length: number): string {
  const chance = chanceOf(7);
  const parts: string[] = [];
  for (let [number, written] = [1, 0]; written < length; number += 1) {
    if (number % 20 === 1) parts.push(`## Part ${(number + 19) / 20}`);
    const words = Array.from({ length: 60 + chance(60) }, () => WORDS[chance(WORDS.length)]).join(" ");
    parts.push(`${number}\\. ${words}.`);
    written += words.length;
  }
  return parts.join("\n\n");
}

/** Makes a document with `marks` annotations on it and answers its id. */
export async function markedDocument(origin: string, length: number, marks: number): Promise<string> {
  const authors = await Promise.all(AUTHORS.map((email) => BenchClient.signIn(origin, email)));
  const lead = authors[2];
  const [workspace] = (await lead?.json<{ id: string }[]>("/api/v1/workspaces")) ?? [];
  if (!lead || !workspace) throw new Error("The demo workspace is not there");
  const body = { kind: "working", title: `Report with ${marks} marks`, text: longText(length) };
  const document = await lead.post<{ id: string; blocks: Block[] }>(`/api/v1/workspaces/${workspace.id}/documents`, body);
  const texts = document.blocks.filter((block) => block.text.length > 150);
  const chance = chanceOf(marks);
  const wanted = Array.from({ length: marks }, (_, nth) => {
    const block = texts[Math.floor((nth * texts.length) / marks)];
    const start = chance(100);
    const anchor = { block: block?.id, start, end: start + 10 + chance(40) };
    return { anchor, tags: [TAGS[chance(TAGS.length)]], note: nth % 3 === 0 ? `Note ${nth}` : null };
  });
  const waiting = wanted.entries();
  const work = async (): Promise<void> => {
    for (const [nth, wish] of waiting) await authors[nth % authors.length]?.post(`/api/v1/documents/${document.id}/annotations`, wish);
  };
  await Promise.all(Array.from({ length: ABREAST }, work));
  return document.id;
}

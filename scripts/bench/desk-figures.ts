/** What a person waits for at a desk, measured on one document in real Chromium. */
import { uuidv7 } from "uuidv7";
import { MeasuredPage } from "../../e2e/measured-page.ts";
import { typeMeanwhile } from "./other-person.ts";
import { BenchClient, percentile } from "./server.ts";

/** All in ms, `heap` in MB. */
export interface DeskFigures {
  firstText: number;
  ready: number;
  key: number;
  keyMedian: number;
  frame: number;
  longestFrame: number;
  remoteMark: number;
  heap: number;
}

const ME = "reviewer2@demo.test";
const OTHER = "annotator2@demo.test";
const WARMING = "and so on ";
const TYPED = "in the midst of it all the register was kept whole and open to everybody who asked for it there ";

async function remoteMarks(mine: MeasuredPage, origin: string, documentId: string): Promise<number[]> {
  const other = await BenchClient.signIn(origin, OTHER);
  const blocks = await mine.blocksInWindow();
  const times: number[] = [];
  for (let nth = 0; nth < 20; nth += 1) {
    const id = uuidv7();
    const painted = await mine.paintedMark(id);
    const anchor = { block: blocks[nth % blocks.length], start: 2 + nth, end: 30 + nth };
    const before = Date.now();
    await other.post(`/api/v1/documents/${documentId}/annotations`, { id, anchor, tags: ["statistic"] });
    times.push((await painted()) - before);
  }
  return times;
}

/** Opens the document three times, then types, scrolls and waits for others' marks in it. */
export async function measureDesk(origin: string, documentId: string, marked: boolean): Promise<DeskFigures> {
  const closing: (() => Promise<void>)[] = [];
  try {
    const mine = await MeasuredPage.of({ origin, email: ME, password: "rapporteur" }, (close) => closing.push(close));
    const openings = [];
    for (let round = 0; round < 3; round += 1) openings.push(await mine.open(documentId, marked));
    const stop = await typeMeanwhile(origin, OTHER, documentId, 4);
    await mine.type(1, WARMING);
    const keys = await mine.type(1, TYPED);
    stop();
    const remote = await remoteMarks(mine, origin, documentId);
    const frames = await mine.scroll(30_000, 4_000);
    return {
      firstText: percentile(openings.map(({ firstText }) => firstText), 0.5),
      ready: percentile(openings.map(({ ready }) => ready), 0.5),
      key: percentile(keys, 0.95),
      keyMedian: percentile(keys, 0.5),
      frame: percentile(frames, 0.95),
      longestFrame: Math.max(...frames),
      remoteMark: percentile(remote, 0.95),
      heap: await mine.heapMegabytes(),
    };
  } finally {
    for (const close of closing) await close();
  }
}

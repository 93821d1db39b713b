/** Lists of annotations by the API: in parts, by state, tag and author; through the API, on a real Postgres. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Annotation } from "../../app/core/annotation/annotation.ts";
import { openHouse, type House, type TestPerson } from "../testing/house.ts";

const NUMBERS = Array.from({ length: 12 }, (_, nth) => nth + 1);
const TEXT = `CAT/C/VLD/CO/9\n\n${NUMBERS.map((number) => `${number}. The Committee is concerned about place number ${number} of detention.`).join("\n\n")}\n`;

let house: House;
let team: Awaited<ReturnType<House["team"]>>;
let documentId: string;
/** By number of the paragraph. */
let made: Map<number, Annotation>;

interface Listed {
  status: number;
  numbers: (number | null)[];
  next: string | null;
  ids: string[];
}

async function list(who: TestPerson, query: string | URLSearchParams): Promise<Listed> {
  const { status, body, headers } = await house.call<Annotation[]>(who, "GET", `/documents/${documentId}/annotations?${query.toString()}`);
  const next = /^<[^>?]*\?([^>]*)>; rel="next"$/.exec(headers.get("link") ?? "")?.[1] ?? null;
  const annotations = status === 200 ? body : [];
  return { status, numbers: annotations.map(({ paragraph }) => paragraph), next, ids: annotations.map(({ id }) => id) };
}

/** All parts, one after the other. */
async function parts(who: TestPerson, query: string): Promise<(number | null)[][]> {
  const all: (number | null)[][] = [];
  for (let next: string | null = query; next !== null && all.length < 20; ) {
    const part = await list(who, next);
    all.push(part.numbers);
    ({ next } = part);
  }
  return all;
}

beforeAll(async () => {
  house = await openHouse();
  team = await house.team();
  documentId = (await house.upload<{ id: string }>(team.people.annotator, team.workspaceId, "co.txt", TEXT)).body.id;
  made = new Map();
  // Odd paragraphs by one person, even ones by another; every third has a second tag; the last one is private.
  for (const number of NUMBERS) {
    const who = number % 2 === 1 ? team.people.annotator : team.people.annotator2;
    const tags = number % 3 === 0 ? ["unaddressed", "statistic"] : ["unaddressed"];
    const anchor = { quote: `place number ${number} of` };
    const answer = await house.call<Annotation>(who, "POST", `/documents/${documentId}/annotations`, { anchor, tags, visibility: number === 12 ? "private" : "team" });
    expect(answer.status).toBe(201);
    made.set(number, answer.body);
  }
  for (const number of [1, 3]) await house.call(team.people.annotator, "POST", `/annotations/${made.get(number)?.id}/submit`);
});
afterAll(() => house.close());

describe("a list of annotations", () => {
  it("is whole without a limit, in the order in which they were made, without what is private to others", async () => {
    expect(await list(team.people.reader, "")).toMatchObject({ status: 200, numbers: NUMBERS.slice(0, 11), next: null });
    expect((await list(team.people.annotator2, "")).numbers).toEqual(NUMBERS);
  });

  it("comes in parts, each of which leads to the next", async () => {
    expect(await parts(team.people.reader, "limit=4")).toEqual([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11]]);
    expect(await parts(team.people.annotator2, "limit=4")).toEqual([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]);
    expect(await parts(team.people.reader, "limit=2&tag=statistic")).toEqual([[3, 6], [9]]);
  });

  it.each([
    ["state=submitted", [1, 3]],
    ["state=submitted,draft&tag=statistic", [3, 6, 9]],
    ["tag=statistic,unaddressed&limit=1000", NUMBERS.slice(0, 11)],
    ["tag=statistic&state=submitted", [3]],
    ["tag=evasive", []],
    ["state=approved", []],
  ])("by %s", async (query, numbers) => {
    expect(await list(team.people.reader, query)).toMatchObject({ status: 200, numbers });
  });

  it("by author, several too", async () => {
    const { annotator, annotator2, lead, reader } = team.people;
    expect((await list(reader, `author=${annotator.id}`)).numbers).toEqual([1, 3, 5, 7, 9, 11]);
    expect((await list(reader, `author=${annotator2.id},${lead.id}`)).numbers).toEqual([2, 4, 6, 8, 10]);
  });

  it("goes on after what has been deleted meanwhile", async () => {
    const { ids, next } = await list(team.people.reader, "limit=2");
    expect((await house.call(team.people.annotator2, "DELETE", `/annotations/${ids[1]}`)).status).toBe(204);
    expect((await list(team.people.reader, next ?? "")).numbers).toEqual([3, 4]);
    expect((await house.call(team.people.annotator2, "POST", `/annotations/${ids[1]}/restore`)).status).toBe(200);
  });

  it.each(["limit=0", "limit=1001", "limit=few", "state=lost", "state=draft,", "author=Ada", "after=x", "tag=a&tag=b", "after=01890000-0000-7000-8000-0000000000aa"])("refuses %s", async (query) => {
    expect((await list(team.people.reader, query)).status).toBe(422);
  });

  it("tells nothing of a private one by saying that something follows it, nor anything to outsiders", async () => {
    const secret = made.get(12)?.id ?? "";
    expect((await list(team.people.reader, `after=${secret}`)).status).toBe(422);
    expect((await list(team.people.annotator2, `after=${secret}`)).status).toBe(200);
    const { outsider } = await house.team().then(({ people }) => ({ outsider: people.lead }));
    expect((await list(outsider, "limit=1")).status).toBe(404);
  });
});

/** Mentions in comments: who may be mentioned is decided on the server; through the API, on a real Postgres. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Annotation, Person } from "../../app/core/annotation/annotation.ts";
import type { ChangesFrame } from "../../app/core/live/protocol.ts";
import { removeMember } from "../commands/workspaces.ts";
import { openHouse, type House, type TestPerson } from "../testing/house.ts";

const TEXT = "CAT/C/VLD/CO/9\n\n1. The Committee is concerned about places of detention.\n";
const EMPTY = "01890000-0000-7000-8000-00000000dead";

let house: House;
let team: Awaited<ReturnType<House["team"]>>;
let other: Awaited<ReturnType<House["team"]>>;
let documentId: string;

const annotate = async (who: TestPerson, visibility: "team" | "private") =>
  (await house.call<Annotation>(who, "POST", `/documents/${documentId}/annotations`, { anchor: { quote: "places of detention" }, visibility })).body.id;
const comment = async (who: TestPerson, id: string, text: string, mentions?: string[]) =>
  house.call<Annotation>(who, "POST", `/annotations/${id}/comments`, { text, mentions });
const members = (who: TestPerson, workspaceId = team.workspaceId) => house.call<(Person & { role: string })[]>(who, "GET", `/workspaces/${workspaceId}/members`);

beforeAll(async () => {
  house = await openHouse();
  team = await house.team();
  other = await house.team();
  documentId = (await house.upload<{ id: string }>(team.people.annotator, team.workspaceId, "co.txt", TEXT)).body.id;
});
afterAll(() => house.close());
/** As others are told of them. */
const one = (role: keyof typeof team.people): Person => ({ id: team.people[role].id, name: team.people[role].name });

describe("the members of a workspace", () => {
  it("are told to every member, without addresses, and to nobody else", async () => {
    const { status, body } = await members(team.people.reader);
    expect(status).toBe(200);
    expect(body.map(({ id }) => id)).toContain(team.people.lead.id);
    expect(Object.keys(body[0] ?? {}).sort()).toEqual(["id", "name", "role"]);
    expect((await members(other.people.lead)).status).toBe(404);
    expect((await members(team.people.lead, EMPTY)).status).toBe(404);
  });
});

describe("a comment", () => {
  it("mentions the members it names, once, and tells so in answers and changes", async () => {
    const id = await annotate(team.people.annotator, "team");
    const [reviewer, reader] = [one("reviewer"), one("reader")];
    const text = `@${reviewer.name} and @${reader.name}: look, @${reviewer.name}`;
    const { status, body } = await comment(team.people.annotator, id, text, [reviewer.id, reader.id, reviewer.id]);
    expect(status).toBe(201);
    expect(body.comments).toMatchObject([{ text }]);
    const sorted = [reviewer, reader].sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(body.comments[0]?.mentions).toEqual(sorted);
    const changes = await house.call<ChangesFrame>(team.people.reviewer, "GET", `/documents/${documentId}/changes?since=0`);
    expect(changes.body.puts.annotations.find((mark) => mark.id === id)?.comments[0]?.mentions).toEqual(sorted);
  });

  it("mentions nobody it does not name, nobody from elsewhere, and nobody without being asked to", async () => {
    const id = await annotate(team.people.annotator, "team");
    const [reviewer, lead] = [one("reviewer"), one("lead")];
    const outsider = await house.person("Otto Outsider");
    const text = `@${reviewer.name}, @${outsider.name}`;
    expect((await comment(team.people.annotator, id, text, [outsider.id, lead.id, EMPTY])).body.comments.at(-1)?.mentions).toEqual([]);
    expect((await comment(team.people.annotator, id, text)).body.comments.at(-1)?.mentions).toEqual([]);
    expect((await comment(team.people.annotator, id, text, ["nobody"])).status).toBe(422);
    expect((await comment(team.people.annotator, id, text, Array.from({ length: 21 }, () => lead.id))).status).toBe(422);
  });

  it("on a private mark mentions nobody, also after it was shared", async () => {
    const id = await annotate(team.people.annotator, "private");
    const lead = one("lead");
    expect((await comment(team.people.annotator, id, `@${lead.name}`, [lead.id])).body.comments[0]?.mentions).toEqual([]);
    const shared = await house.call<Annotation>(team.people.annotator, "PATCH", `/annotations/${id}`, { visibility: "team" }, { "If-Match": "*" });
    expect(shared.body.comments[0]?.mentions).toEqual([]);
  });

  it("no longer mentions who has left, and keeps its words", async () => {
    const third = await house.team();
    const { people, workspaceId } = third;
    const there = (await house.upload<{ id: string }>(people.annotator, workspaceId, "co.txt", TEXT)).body.id;
    const mark = await house.call<Annotation>(people.annotator, "POST", `/documents/${there}/annotations`, { anchor: { quote: "places of detention" } });
    const leaver = people.annotator2;
    const text = `@${leaver.name}, please`;
    expect((await comment(people.annotator, mark.body.id, text, [leaver.id])).body.comments[0]?.mentions).toHaveLength(1);
    await removeMember(house.deps, people.lead.id, workspaceId, leaver.id);
    const after = await house.call<Annotation>(people.annotator, "GET", `/annotations/${mark.body.id}`);
    expect(after.body.comments).toMatchObject([{ text, mentions: [] }]);
  });
});

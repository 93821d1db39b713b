/** What marks keep to themselves, and that nobody's own work is approved, by any path; through the API, on a real Postgres. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import type { Annotation, HistoryEntry, Link } from "../../app/core/annotation/annotation.ts";
import type { Block } from "../../app/core/document/block.ts";
import { annotations } from "../../db/schema/index.ts";
import { reviewQueue, waitingCount } from "../queries/marks.ts";
import { openHouse, type House, type TestPerson } from "../testing/house.ts";

const TEXT = `CAT/C/VLD/CO/9

1. The Committee is concerned that registers of detention are kept on paper.

2. The State party should keep registers electronically and open them to inspection.
`;

interface OpenedDocument {
  id: string;
  blocks: Block[];
}

let house: House;
let team: Awaited<ReturnType<House["team"]>>;
let doc: OpenedDocument;

const annotate = (who: TestPerson, quote: string, more: Record<string, unknown> = {}) =>
  house.call<Annotation>(who, "POST", `/documents/${doc.id}/annotations`, { anchor: { quote }, tags: ["unaddressed"], ...more });

beforeAll(async () => {
  house = await openHouse();
  team = await house.team();
  doc = (await house.upload<OpenedDocument>(team.people.annotator, team.workspaceId, "co.txt", TEXT)).body;
});
afterAll(() => house.close());

describe("histories", () => {
  it("tells others nothing of the time before a private mark was shared", async () => {
    const { body } = await annotate(team.people.annotator, "electronically and open", { visibility: "private", note: "canary-before" });
    const { annotator, lead } = team.people;
    await house.call(annotator, "POST", `/annotations/${body.id}/comments`, { text: "canary-comment" });
    const share = { visibility: "team", note: "for all" };
    expect((await house.call(annotator, "PATCH", `/annotations/${body.id}`, share, { "If-Match": '"1"' })).status).toBe(200);
    const told = await house.call<{ action: string; after: unknown }[]>(lead, "GET", `/annotations/${body.id}/history`);
    expect(told.body.map(({ action, after }) => [action, after])).toEqual([["edited", share]]);
    expect(JSON.stringify(told.body)).not.toContain("canary");
    const own = await house.call<{ action: string }[]>(annotator, "GET", `/annotations/${body.id}/history`);
    expect(own.body.map(({ action }) => action)).toEqual(["created", "commented", "edited"]);
  });

  it("makes one comment, and one line of history, of two requests with the same id", async () => {
    const { body } = await annotate(team.people.annotator, "registers of detention are kept");
    const comment = (who: TestPerson, to = body.id) =>
      house.call<Annotation>(who, "POST", `/annotations/${to}/comments`, { id: "01890000-0000-7000-8000-0000000000c1", text: "Really?" });
    expect([(await comment(team.people.annotator2)).status, (await comment(team.people.annotator2)).status]).toEqual([201, 201]);
    expect((await comment(team.people.lead)).status).toBe(409);
    const history = await house.call<{ action: string }[]>(team.people.reader, "GET", `/annotations/${body.id}/history`);
    expect(history.body.map(({ action }) => action)).toEqual(["created", "commented"]);
  });
});

describe("the queue of reviewers", () => {
  it("is for reviewers and leads, and holds nothing private", async () => {
    const { annotator, reviewer, reader } = team.people;
    const outsider = await house.person("Olga Outsider");
    const queueOf = (who: TestPerson) => reviewQueue(house.deps, who.id, team.workspaceId);
    const shown = (await annotate(annotator, "registers of detention")).body;
    await house.call(annotator, "POST", `/annotations/${shown.id}/submit`);
    const hidden = (await annotate(reviewer, "open them to inspection", { visibility: "private" })).body;
    expect((await house.call(reviewer, "POST", `/annotations/${hidden.id}/submit`)).status).toBe(409);
    expect((await queueOf(reviewer)).items.map(({ annotation }) => annotation?.id)).toEqual([shown.id]);
    await expect(queueOf(annotator)).rejects.toMatchObject({ status: 403 });
    await expect(queueOf(reader)).rejects.toMatchObject({ status: 403 });
    await expect(queueOf(outsider)).rejects.toMatchObject({ status: 404 });
  });
});

describe("own work", () => {
  const approve = { verdict: "approve" };

  it("can't be made approved, or become so by an edit", async () => {
    const { reviewer } = team.people;
    const forged = { anchor: { quote: "kept on paper" }, tags: [], state: "approved" };
    expect((await house.call(reviewer, "POST", `/documents/${doc.id}/annotations`, forged)).status).toBe(422);
    const { body } = await annotate(reviewer, "kept on paper");
    for (const more of [{ state: "approved" }, { contributorIds: [] }, { verdicts: [approve] }, { author: team.people.lead.id }]) {
      expect((await house.call(reviewer, "PATCH", `/annotations/${body.id}`, more, { "If-Match": "*" })).status).toBe(422);
    }
    expect(await house.call(reviewer, "POST", `/annotations/${body.id}/verdicts`, approve)).toMatchObject({ status: 403, body: { type: "own-work" } });
  });

  it("stays own work under every verdict and for a lead, with new tags too", async () => {
    const { lead } = team.people;
    const { body } = await annotate(lead, "electronically");
    await house.call(lead, "PATCH", `/annotations/${body.id}`, { tags: ["commitment"] }, { "If-Match": "*" });
    await house.call(lead, "POST", `/annotations/${body.id}/submit`);
    for (const verdict of [approve, { verdict: "request-changes" }, { verdict: "reject", reason: "mine" }]) {
      expect(await house.call(lead, "POST", `/annotations/${body.id}/verdicts`, verdict)).toMatchObject({ status: 403, body: { type: "own-work" } });
    }
  });

  it("is refused for links as well, and an edit of an approved link withdraws the approval", async () => {
    const { reviewer, lead } = team.people;
    const ends = { from: { documentId: doc.id, paragraph: 1 }, to: { documentId: doc.id, paragraph: 2 } };
    expect((await house.call(reviewer, "POST", "/links", { ...ends, type: "cites", state: "approved" })).status).toBe(422);
    const { body } = await house.call<Link>(reviewer, "POST", "/links", { ...ends, type: "cites" });
    await house.call(reviewer, "POST", `/links/${body.id}/submit`);
    expect(await house.call(reviewer, "POST", `/links/${body.id}/verdicts`, approve)).toMatchObject({ status: 403, body: { type: "own-work" } });
    expect(await house.call(lead, "POST", `/links/${body.id}/verdicts`, approve)).toMatchObject({ status: 201, body: { state: "approved" } });
    const edited = await house.call<Link>(reviewer, "PATCH", `/links/${body.id}`, { type: "repeats" }, { "If-Match": "*" });
    expect([edited.body.state, edited.body.verdicts.map(({ withdrawn }) => withdrawn)]).toEqual(["submitted", [true]]);
    expect(await house.call(reviewer, "POST", `/links/${body.id}/verdicts`, approve)).toMatchObject({ status: 403 });
  });
});

describe("moving an approved mark", () => {
  const TWICE = "1. It was noted with concern.\n\n2. Elsewhere.\n\n3. It was noted with concern.\n";
  const places = async (documentId: string) => {
    const { body } = await house.call<OpenedDocument>(team.people.reader, "GET", `/documents/${documentId}`);
    return body.blocks.filter((block) => block.text.includes("noted with concern")).map((block) => block.id);
  };
  const approved = async (documentId: string, block: string | undefined) => {
    const { annotator, lead } = team.people;
    const made = await house.call<Annotation>(annotator, "POST", `/documents/${documentId}/annotations`, { anchor: { quote: "noted with concern", block }, tags: [] });
    await house.call(annotator, "POST", `/annotations/${made.body.id}/submit`);
    return (await house.call<Annotation>(lead, "POST", `/annotations/${made.body.id}/verdicts`, { verdict: "approve" })).body;
  };
  const reanchor = (who: TestPerson, mark: Annotation, block: string | undefined) =>
    house.call<Annotation>(who, "POST", `/annotations/${mark.id}/reanchor`, { anchor: { quote: "noted with concern", block }, version: mark.version });

  it("to the same words at another place withdraws the approval; in a source document only its author may", async () => {
    const { annotator, annotator2 } = team.people;
    const source = (await house.upload<OpenedDocument>(annotator, team.workspaceId, "twice.txt", TWICE)).body;
    const [first, second] = await places(source.id);
    const mark = await approved(source.id, first);
    expect((await reanchor(annotator2, mark, first)).body).toMatchObject({ state: "approved", anchor: { block: first } });
    expect((await reanchor(annotator2, { ...mark, version: mark.version + 1 }, second)).status).toBe(403);
    expect((await reanchor(annotator, { ...mark, version: mark.version + 1 }, second)).body).toMatchObject({ state: "submitted", anchor: { block: second } });
  });

  it("in a working document makes whoever moved it a contributor, who can't approve it any more", async () => {
    const { annotator, reviewer } = team.people;
    const working = await house.call<{ id: string }>(annotator, "POST", `/workspaces/${team.workspaceId}/documents`, { kind: "working", title: "Draft", text: TWICE });
    const [first, second] = await places(working.body.id);
    const mark = await approved(working.body.id, first);
    expect((await reanchor(reviewer, mark, second)).body).toMatchObject({ state: "submitted", contributorIds: [annotator.id, reviewer.id] });
    expect(await house.call(reviewer, "POST", `/annotations/${mark.id}/verdicts`, { verdict: "approve" })).toMatchObject({ status: 403, body: { type: "own-work" } });
  });
});

describe("a mark whose words are gone", () => {
  const reanchor = (who: TestPerson, mark: Annotation, anchor: Partial<Annotation["anchor"]>) =>
    house.call<Annotation>(who, "POST", `/annotations/${mark.id}/reanchor`, { anchor, version: mark.version });

  it("goes to other words and back again, by whoever moved it, right afterwards; its history says both", async () => {
    const { annotator, annotator2 } = team.people;
    const text = "The council opened three schools in the northern province.\n\nNothing was said of the south.";
    const working = await house.call<{ id: string }>(annotator, "POST", `/workspaces/${team.workspaceId}/documents`, { kind: "working", title: "Draft", text });
    const made = await house.call<Annotation>(annotator, "POST", `/documents/${working.body.id}/annotations`, { anchor: { quote: "three schools" }, tags: [] });
    // As if the text had been rewritten since: an anchor whose words it does not hold.
    const lost = { ...made.body.anchor, quote: "four schools of music" };
    await house.deps.db.update(annotations).set({ anchor: lost }).where(eq(annotations.id, made.body.id));
    expect((await reanchor(annotator, made.body, lost)).status).toBe(422);
    const moved = await reanchor(annotator, made.body, { quote: "three schools" });
    expect(moved.body).toMatchObject({ id: made.body.id, anchor: { quote: "three schools" } });
    expect((await reanchor(annotator2, moved.body, lost)).status).toBe(422);
    expect((await reanchor(annotator, moved.body, { ...lost, start: lost.start + 1 })).status).toBe(422);
    const back = await reanchor(annotator, moved.body, lost);
    expect(back.body).toMatchObject({ anchor: lost, version: made.body.version + 2 });
    const history = await house.call<HistoryEntry[]>(annotator, "GET", `/annotations/${made.body.id}/history`);
    expect(history.body.map(({ action, after }) => [action, after?.quote])).toEqual([
      ["created", "three schools"], ["reanchored", "three schools"], ["reanchored", "four schools of music"],
    ]);
  });
});

test("the number of what waits is what the queue offers, marks and links", async () => {
  const { annotator, reviewer, lead } = team.people;
  const ends = { from: { documentId: doc.id, paragraph: 1 }, to: { documentId: doc.id, paragraph: 2 } };
  const link = await house.call<Link>(lead, "POST", "/links", { ...ends, type: "cites" });
  await house.call(lead, "POST", `/links/${link.body.id}/submit`);
  const numbers: number[] = [];
  for (const { id } of [reviewer, lead]) {
    const { items } = await reviewQueue(house.deps, id, team.workspaceId);
    const number = await waitingCount(house.deps, id, team.workspaceId);
    expect(number).toBe(items.filter((item) => !item.own).length);
    numbers.push(number);
  }
  expect(Math.min(...numbers)).toBeGreaterThan(0);
  expect(await waitingCount(house.deps, annotator.id, team.workspaceId)).toBe(0);
  await expect(waitingCount(house.deps, (await house.person("Olaf Outsider")).id, team.workspaceId)).rejects.toMatchObject({ status: 404 });
});

/** From an uploaded text to an approved, exported annotation, by the API alone, on a real Postgres. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Annotation, Link } from "../../app/core/annotation/annotation.ts";
import type { Block } from "../../app/core/document/block.ts";
import { openHouse, type House, type TestPerson } from "../testing/house.ts";

const TEXT = `United Nations CAT/C/VLD/CO/9

Committee against Torture

Concluding observations on the ninth report of Veldoria

A. Introduction

1. The Committee thanks the State party for its report.

B. Concerns and recommendations

2. The Committee is concerned that registers of detention are kept on paper (art. 2).

The State party should keep registers electronically and open them to inspection.

3. The Committee is concerned about the 😀 length of police custody (art. 11).
`;

interface OpenedDocument {
  id: string;
  symbol: string;
  title: string;
  blocks: Block[];
  importReport: { paragraphs: number };
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

describe("importing", () => {
  it("answers the document with its structure", () => {
    expect(doc.symbol).toBe("CAT/C/VLD/CO/9");
    expect(doc.blocks.filter((block) => block.number !== undefined).map((block) => block.number)).toEqual([1, 2, 3]);
    expect(doc.importReport.paragraphs).toBe(3);
  });

  it("gives the original back byte for byte, under its name", async () => {
    const answer = await house.call<string>(team.people.reader, "GET", `/documents/${doc.id}/original`);
    expect(answer.body).toBe(TEXT);
    expect(answer.headers.get("content-disposition")).toContain('filename="co.txt"');
  });

  it("offers the existing document when the same file comes again", async () => {
    const again = await house.upload(team.people.lead, team.workspaceId, "other-name.txt", TEXT);
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ type: "same-file", documentId: doc.id });
  });

  it.each([
    ["an empty file", "", 422],
    ["a binary file named .txt", new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 8, 0, 1, 2, 3, 0, 0]), 422],
    ["a file over the limit", "a".repeat(5_000_001), 413],
  ])("refuses %s and writes nothing", async (_, content, status) => {
    const answer = await house.upload(team.people.annotator, team.workspaceId, "bad.txt", content);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    const { body } = await house.call<unknown[]>(team.people.annotator, "GET", `/workspaces/${team.workspaceId}/documents`);
    expect(body).toHaveLength(1);
  });

  it("imports UTF-16 and a text without numbered paragraphs, with a warning", async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("A note about nothing.\n\nIt has no numbers.\n", "utf16le")]);
    const { status, body } = await house.upload<OpenedDocument & { importReport: { warnings: { code: string }[] } }>(
      team.people.annotator, team.workspaceId, "note.txt", new Uint8Array(utf16),
    );
    expect(status).toBe(201);
    expect(body.importReport.warnings.map((warning) => warning.code)).toEqual(expect.arrayContaining(["no-numbered-paragraphs", "encoding"]));
  });
});

describe("annotating", () => {
  it("finds the quote with white space folded and answers where it stands, in code points", async () => {
    const { status, body, headers } = await annotate(team.people.annotator, "length   of\npolice custody");
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: "draft", paragraph: 3, tags: ["unaddressed"], version: 1 });
    expect(body.anchor.quote).toBe("length of police custody");
    const text = doc.blocks.find((block) => block.id === body.anchor.block)?.text ?? "";
    expect([...text].slice(body.anchor.start, body.anchor.end).join("")).toBe(body.anchor.quote);
    expect(headers.get("etag")).toBe('"1"');
  });

  it("makes one annotation of two requests with the same id", async () => {
    const id = "01890000-0000-7000-8000-000000000001";
    const [first, second] = [await annotate(team.people.annotator, "thanks the State party", { id }), await annotate(team.people.annotator, "thanks the State party", { id })];
    expect([first.status, second.status, second.body.id]).toEqual([201, 201, id]);
    expect((await annotate(team.people.annotator2, "thanks the State party", { id })).status).toBe(409);
  });

  it.each([
    ["words that are not there", { anchor: { quote: "no such words" }, tags: [] }, "quote-not-found"],
    ["words that stand there more than once", { anchor: { quote: "The Committee" }, tags: [] }, "ambiguous-quote"],
    ["an unknown tag", { anchor: { quote: "police custody" }, tags: ["nonsense"] }, "invalid"],
    ["a white-space passage", { anchor: { quote: "  " }, tags: [] }, "invalid"],
    ["a forged state", { anchor: { quote: "police custody" }, tags: [], state: "approved" }, "invalid"],
    ["text that can't be stored", { anchor: { quote: "police custody" }, tags: [], note: "a\u0000b" }, "invalid"],
  ])("refuses %s with 422", async (_, body, type) => {
    const answer = await house.call(team.people.annotator, "POST", `/documents/${doc.id}/annotations`, body);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ type, status: 422 });
  });

  it("refuses readers, and answers outsiders as if there were nothing", async () => {
    expect((await annotate(team.people.reader, "police custody")).status).toBe(403);
    const outsider = await house.person("Olga Outsider");
    expect((await annotate(outsider, "police custody")).status).toBe(404);
    expect((await house.call(null, "GET", `/documents/${doc.id}`)).status).toBe(401);
  });

  it("wants If-Match for a change, and says when it is stale", async () => {
    const { body } = await annotate(team.people.annotator, "kept on paper");
    const patch = (headers?: Record<string, string>) => house.call<Annotation>(team.people.annotator, "PATCH", `/annotations/${body.id}`, { note: "checked" }, headers);
    expect((await patch()).status).toBe(428);
    const changed = await patch({ "If-Match": '"1"' });
    expect([changed.status, changed.body.note, changed.body.version]).toEqual([200, "checked", 2]);
    expect((await patch({ "If-Match": '"1"' })).status).toBe(412);
    expect((await house.call(team.people.annotator2, "PATCH", `/annotations/${body.id}`, { note: "mine" }, { "If-Match": '"2"' })).status).toBe(403);
  });

  it("keeps private marks from everybody else: lists, changes, history, exports", async () => {
    const { body } = await annotate(team.people.annotator, "open them to inspection", { visibility: "private", note: "canary-private" });
    expect((await house.call(team.people.lead, "GET", `/annotations/${body.id}`)).status).toBe(404);
    expect((await house.call(team.people.lead, "GET", `/annotations/${body.id}/history`)).status).toBe(404);
    for (const path of [`/documents/${doc.id}/annotations`, `/documents/${doc.id}/changes?since=0`, `/documents/${doc.id}/export.csv?state=all`]) {
      expect(JSON.stringify((await house.call(team.people.lead, "GET", path)).body)).not.toContain(body.id);
    }
    const own = await house.call<Annotation[]>(team.people.annotator, "GET", `/documents/${doc.id}/annotations`);
    expect(own.body.map((annotation) => annotation.id)).toContain(body.id);
  });

  it("deletes, and brings back", async () => {
    const { body } = await annotate(team.people.annotator, "keep registers electronically");
    expect((await house.call(team.people.annotator, "DELETE", `/annotations/${body.id}`)).status).toBe(204);
    expect((await house.call(team.people.annotator, "GET", `/annotations/${body.id}`)).status).toBe(404);
    expect((await house.call(team.people.annotator, "POST", `/annotations/${body.id}/restore`)).status).toBe(200);
  });
});

describe("review", () => {
  it("goes from draft to approved, never by the author; an edit withdraws the approval", async () => {
    const made = (await annotate(team.people.reviewer, "registers of detention", { note: "canary-note" })).body;
    const verdict = (who: TestPerson, body: unknown) => house.call<Annotation>(who, "POST", `/annotations/${made.id}/verdicts`, body);
    expect((await verdict(team.people.lead, { verdict: "approve" })).status).toBe(409);
    expect((await house.call(team.people.reviewer, "POST", `/annotations/${made.id}/submit`)).status).toBe(200);
    expect(await verdict(team.people.reviewer, { verdict: "approve" })).toMatchObject({ status: 403, body: { type: "own-work" } });
    expect((await verdict(team.people.annotator, { verdict: "approve" })).status).toBe(403);
    expect(await verdict(team.people.lead, { verdict: "reject" })).toMatchObject({ status: 422, body: { errors: [{ path: "reason" }] } });
    expect(await verdict(team.people.lead, { verdict: "approve" })).toMatchObject({ status: 201, body: { state: "approved" } });

    const csv = (await house.call<string>(team.people.reader, "GET", `/documents/${doc.id}/export.csv`)).body;
    expect(csv).toContain("registers of detention");
    expect(csv).not.toContain("canary-private");
    expect(csv).not.toContain("kept on paper");

    const edited = await house.call<Annotation>(team.people.reviewer, "PATCH", `/annotations/${made.id}`, { note: "other" }, { "If-Match": "*" });
    expect(edited.body.state).toBe("submitted");
    expect(edited.body.verdicts.every((given) => given.withdrawn)).toBe(true);
    const history = await house.call<{ action: string }[]>(team.people.reader, "GET", `/annotations/${made.id}/history`);
    expect(history.body.map((entry) => entry.action)).toEqual(["created", "submitted", "approved", "edited"]);
  });
});

describe("links", () => {
  it("joins two documents, is seen from both, and refuses other workspaces", async () => {
    const reply = (await house.upload<OpenedDocument>(team.people.annotator, team.workspaceId, "reply.txt",
      "CAT/C/VLD/10\n\nReport of Veldoria\n\n1. All registers are electronic since 2012.\n\n2. Inspectors may read them.\n")).body;
    const from = { documentId: reply.id, paragraph: 1 };
    const to = { documentId: doc.id, anchor: { quote: "keep registers electronically" } };
    const made = await house.call<Link>(team.people.annotator, "POST", "/links", { from, to, type: "replies-to", note: "answered" });
    expect(made.status).toBe(201);
    expect([made.body.from.paragraph, made.body.to.paragraph, made.body.to.documentLabel]).toEqual([1, 2, "CAT/C/VLD/CO/9"]);
    for (const document of [reply.id, doc.id]) {
      const changes = await house.call<{ puts: { links: Link[] } }>(team.people.reader, "GET", `/documents/${document}/changes?since=0`);
      expect(changes.body.puts.links.map((link) => link.id)).toContain(made.body.id);
    }
    const other = await house.team("Other");
    const foreign = (await house.upload<OpenedDocument>(other.people.lead, other.workspaceId, "x.txt", "1. Foreign words here.\n\n2. More.\n")).body;
    await house.join(other.workspaceId, team.people.annotator, "annotator");
    const across = await house.call(team.people.annotator, "POST", "/links", { from, to: { documentId: foreign.id, paragraph: 1 }, type: "cites" });
    expect(across.status).toBe(404);
    expect((await house.call(team.people.annotator, "POST", "/links", { from, to: { documentId: doc.id, paragraph: 99 }, type: "cites" })).status).toBe(422);
    expect((await house.call(team.people.annotator, "POST", "/links", { from, to, type: "approves" })).status).toBe(422);
  });
});

describe("exports and description", () => {
  it("answers 404 for an unknown format and 422 for an unknown state", async () => {
    expect((await house.call(team.people.reader, "GET", `/documents/${doc.id}/export.exe`)).status).toBe(404);
    expect((await house.call(team.people.reader, "GET", `/documents/${doc.id}/export.csv?state=secret`)).status).toBe(422);
  });

  it("describes every endpoint it has", async () => {
    const { body } = await house.call<{ openapi: string; paths: Record<string, unknown> }>(null, "GET", "/openapi.json");
    expect(body.openapi).toBe("3.1.0");
    expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(["/me", "/documents/{id}/annotations", "/annotations/{id}/verdicts", "/links"]));
  });
});

describe("who asks", () => {
  it("wants a same-origin Origin for unsafe requests with a cookie", async () => {
    const signIn = await fetch(`${house.url}/api/auth/sign-in/email`, {
      method: "POST", headers: { "Content-Type": "application/json", Origin: house.url },
      body: JSON.stringify({ email: team.people.annotator.email, password: "correct horse battery" }),
    });
    expect(signIn.status).toBe(200);
    const cookie = signIn.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
    const make = (headers: Record<string, string>) => house.call(null, "POST", "/workspaces", { name: "Mine" }, { Cookie: cookie, ...headers });
    expect((await make({})).status).toBe(403);
    expect((await make({ Origin: "http://evil.test" })).status).toBe(403);
    expect((await make({ Origin: house.url })).status).toBe(201);
  });

  it("slows down guessing after ten failures", async () => {
    const attempt = () => fetch(`${house.url}/api/auth/sign-in/email`, {
      method: "POST", headers: { "Content-Type": "application/json", Origin: house.url },
      body: JSON.stringify({ email: team.people.reader.email, password: "a wrong guess" }),
    });
    const statuses = [];
    for (let n = 0; n < 12; n += 1) statuses.push((await attempt()).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(statuses.slice(10)).toEqual([429, 429]);
  });
});

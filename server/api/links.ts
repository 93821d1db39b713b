/** The API of links between passages. */
import * as commands from "../commands/links.ts";
import { wantedVersion } from "../commands/mark-state.ts";
import { judgeLink } from "../commands/review.ts";
import type { Link } from "../../app/core/annotation/annotation.ts";
import * as marks from "../queries/marks.ts";
import { requiredVersion } from "./annotations.ts";
import { endpoint, etag, type Endpoint, type Reply } from "./endpoint.ts";
import { historyAnswer, linkAnswer, linkEdit, newLink, verdictInput } from "./schemas.ts";

const reply = (status: number, link: Link): Reply => ({ status, body: link, headers: etag(link.version) });
const id = (call: { params: Record<string, string> }) => call.params.id ?? "";

function verb(name: string, summary: string, run: typeof commands.submitLink): Endpoint {
  return endpoint({
    method: "post", path: `/links/:id/${name}`, summary, answer: linkAnswer, status: 200,
    handle: async (call) => reply(200, await run(call.deps, call.viewer.id, id(call))),
  });
}

export const linkEndpoints: Endpoint[] = [
  endpoint({
    method: "post", path: "/links", summary: "Link two passages of a workspace", body: newLink, answer: linkAnswer, status: 201,
    handle: async (call) => {
      const made = await commands.createLink(call.deps, call.viewer.id, call.body);
      return { ...reply(201, made), headers: { ...etag(made.version), Location: `/api/v1/links/${made.id}` } };
    },
  }),
  endpoint({
    method: "get", path: "/links/:id", summary: "One link", answer: linkAnswer, status: 200,
    handle: async (call) => reply(200, await marks.link(call.deps, call.viewer.id, id(call))),
  }),
  endpoint({
    method: "patch", path: "/links/:id", summary: "Change a link (If-Match required); withdraws an approval",
    body: linkEdit, answer: linkAnswer, status: 200,
    handle: async (call) => reply(200, await commands.editLink(call.deps, call.viewer.id, id(call), call.body, requiredVersion(call))),
  }),
  endpoint({
    method: "delete", path: "/links/:id", summary: "Delete a link", status: 204,
    handle: async (call) => {
      await commands.deleteLink(call.deps, call.viewer.id, id(call), wantedVersion(call.req.get("if-match")));
      return { status: 204 };
    },
  }),
  verb("restore", "Undo the deletion of a link", commands.restoreLink),
  verb("submit", "Submit a link for review", commands.submitLink),
  verb("withdraw", "Take a submitted link back", commands.withdrawLink),
  endpoint({
    method: "post", path: "/links/:id/verdicts", summary: "Approve, ask for changes, or reject; never one's own work",
    body: verdictInput, answer: linkAnswer, status: 201,
    handle: async (call) => {
      await judgeLink(call.deps, call.viewer.id, id(call), call.body, wantedVersion(call.req.get("if-match")));
      return reply(201, await marks.link(call.deps, call.viewer.id, id(call)));
    },
  }),
  endpoint({
    method: "get", path: "/links/:id/history", summary: "What happened to a link, oldest first", answer: historyAnswer, status: 200,
    handle: async (call) => ({ status: 200, body: await marks.history(call.deps, call.viewer.id, id(call)) }),
  }),
];

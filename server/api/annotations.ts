/** The API of annotations. */
import type { Request } from "express";
import { z } from "zod";
import * as commands from "../commands/annotations.ts";
import { wantedVersion } from "../commands/mark-state.ts";
import { judgeAnnotation } from "../commands/review.ts";
import { Problem } from "../../app/core/problem.ts";
import * as marks from "../queries/marks.ts";
import { endpoint, etag, type Call, type Endpoint, type Reply } from "./endpoint.ts";
import { annotationAnswer, annotationEdit, annotationQuery, changesAnswer, commentInput, historyAnswer, newAnnotation, reanchorInput, verdictInput } from "./schemas.ts";
import type { Annotation } from "../../app/core/annotation/annotation.ts";

/** The version a PATCH was made from. Without one → 428: a blind overwrite loses somebody's work. */
export function requiredVersion(call: Call<unknown, unknown>): number | null {
  const header = call.req.get("if-match");
  if (header === undefined) {
    throw new Problem(428, "precondition-required", "If-Match is missing", "Send the ETag of the version you have read.");
  }
  if (header.trim() === "*") return null;
  const version = wantedVersion(header);
  if (version === null) throw new Problem(412, "stale", "If-Match does not fit", "Send the ETag as it was answered by GET.");
  return version;
}

const reply = (status: number, annotation: Annotation): Reply => ({ status, body: annotation, headers: etag(annotation.version) });
const id = (call: { params: Record<string, string> }) => call.params.id ?? "";

/** Where a list goes on after the annotation of this id (RFC 8288). */
function nextPart(req: Request, last: string): Record<string, string> {
  const { pathname, searchParams } = new URL(req.originalUrl, "http://localhost");
  searchParams.set("after", last);
  return { Link: `<${pathname}?${searchParams}>; rel="next"` };
}

/** A verb without a body: POST /annotations/:id/VERB. */
function verb(name: string, summary: string, run: typeof commands.submitAnnotation): Endpoint {
  return endpoint({
    method: "post", path: `/annotations/:id/${name}`, summary, answer: annotationAnswer, status: 200,
    handle: async (call) => reply(200, await run(call.deps, call.viewer.id, id(call))),
  });
}

export const annotationEndpoints: Endpoint[] = [
  endpoint({
    method: "get", path: "/documents/:id/annotations", summary: "Annotations of a document you may see, in the order in which they were made",
    query: annotationQuery, answer: z.array(annotationAnswer), status: 200,
    handle: async (call) => {
      const { limit, after, ...filter } = call.query;
      const { annotations, last } = await marks.annotationsOf(call.deps, call.viewer.id, id(call), filter, { limit, after });
      return { status: 200, body: annotations, headers: last === null ? {} : nextPart(call.req, last) };
    },
  }),
  endpoint({
    method: "get", path: "/documents/:id/changes", summary: "What changed in a document's marks since a clock",
    query: z.object({ since: z.coerce.number().int().min(0) }), answer: changesAnswer, status: 200,
    handle: async (call) => ({ status: 200, body: await marks.changesSince(call.deps.db, id(call), call.query.since, call.viewer.id) }),
  }),
  endpoint({
    method: "post", path: "/documents/:id/annotations", summary: "Annotate a passage",
    body: newAnnotation, answer: annotationAnswer, status: 201,
    handle: async (call) => {
      const made = await commands.createAnnotation(call.deps, call.viewer.id, id(call), call.body);
      return { ...reply(201, made), headers: { ...etag(made.version), Location: `/api/v1/annotations/${made.id}` } };
    },
  }),
  endpoint({
    method: "get", path: "/annotations/:id", summary: "One annotation", answer: annotationAnswer, status: 200,
    handle: async (call) => reply(200, await marks.annotation(call.deps, call.viewer.id, id(call))),
  }),
  endpoint({
    method: "patch", path: "/annotations/:id", summary: "Change an annotation (If-Match required); withdraws an approval",
    body: annotationEdit, answer: annotationAnswer, status: 200,
    handle: async (call) => reply(200, await commands.editAnnotation(call.deps, call.viewer.id, id(call), call.body, requiredVersion(call))),
  }),
  endpoint({
    method: "delete", path: "/annotations/:id", summary: "Delete an annotation", status: 204,
    handle: async (call) => {
      await commands.deleteAnnotation(call.deps, call.viewer.id, id(call), wantedVersion(call.req.get("if-match")));
      return { status: 204 };
    },
  }),
  verb("restore", "Undo the deletion of an annotation", commands.restoreAnnotation),
  verb("submit", "Submit an annotation for review", commands.submitAnnotation),
  verb("withdraw", "Take a submitted annotation back", commands.withdrawAnnotation),
  endpoint({
    method: "post", path: "/annotations/:id/verdicts", summary: "Approve, ask for changes, or reject; never one's own work",
    body: verdictInput, answer: annotationAnswer, status: 201,
    handle: async (call) => {
      await judgeAnnotation(call.deps, call.viewer.id, id(call), call.body, wantedVersion(call.req.get("if-match")));
      return reply(201, await marks.annotation(call.deps, call.viewer.id, id(call)));
    },
  }),
  endpoint({
    method: "post", path: "/annotations/:id/comments", summary: "Comment on an annotation",
    body: commentInput, answer: annotationAnswer, status: 201,
    handle: async (call) => reply(201, await commands.commentOnAnnotation(call.deps, call.viewer.id, id(call), call.body)),
  }),
  endpoint({
    method: "post", path: "/annotations/:id/reanchor", summary: "Say again where an annotation stands after the text was edited",
    body: reanchorInput, answer: annotationAnswer, status: 200,
    handle: async (call) =>
      reply(200, await commands.reanchorAnnotation(call.deps, call.viewer.id, id(call), call.body.anchor, call.body.version)),
  }),
  endpoint({
    method: "get", path: "/annotations/:id/history", summary: "What happened to an annotation, oldest first",
    answer: historyAnswer, status: 200,
    handle: async (call) => ({ status: 200, body: await marks.history(call.deps, call.viewer.id, id(call)) }),
  }),
];

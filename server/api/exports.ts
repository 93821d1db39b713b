/** The API of exports: the annotated report of a document or a workspace, streamed. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import type { Report } from "../../app/core/report/report-tree.ts";
import { Problem } from "../../app/core/problem.ts";
import { contentDisposition, EXPORT_FORMATS, exportFilename, isExportFormat } from "../exporting/formats.ts";
import { documentReport, workspaceReport, type ReportRequest } from "../queries/exports.ts";
import { endpoint, type Call, type Endpoint } from "./endpoint.ts";

const query = z.object({
  state: z.enum(["approved", "all"]).default("approved"),
  /** Marks of individual cases are sensitive and left out unless asked for. */
  cases: z.enum(["0", "1"]).default("0"),
});

type ExportCall = Call<z.infer<typeof query>, undefined>;

async function send(call: ExportCall, make: (request: ReportRequest) => Promise<Report>): Promise<void> {
  const format = call.params.format ?? "";
  if (!isExportFormat(format)) {
    const known = Object.keys(EXPORT_FORMATS).join(", ");
    throw new Problem(404, "unknown-format", "There is no such export format", `Formats are ${known}.`);
  }
  const { origin, version } = call.deps;
  const report = await make({
    userId: call.viewer.id, state: call.query.state, includeIndividualCases: call.query.cases === "1",
    generator: { name: "Rapporteur", version, url: origin },
  });
  const file = EXPORT_FORMATS[format];
  const filename = exportFilename(report.scope.title, report.state, format);
  call.res.set({ "Content-Type": file.mediaType, "Content-Disposition": contentDisposition(filename), "Cache-Control": "no-store" });
  await pipeline(Readable.from(file.write(report, { origin })), call.res);
}

export const exportEndpoints: Endpoint[] = [
  endpoint({
    method: "get", path: "/documents/:id/export.:format", summary: "The annotated report of a document",
    query, status: 200, file: "text/html, text/csv, application/ld+json, text/markdown",
    handle: (call) => send(call, (request) => documentReport(call.deps, request, call.params.id ?? "")),
  }),
  endpoint({
    method: "get", path: "/workspaces/:id/export.:format", summary: "The annotated report of a workspace",
    query, status: 200, file: "text/html, text/csv, application/ld+json, text/markdown",
    handle: (call) => send(call, (request) => workspaceReport(call.deps, request, call.params.id ?? "")),
  }),
];

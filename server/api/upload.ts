/** Takes one uploaded file from a multipart request: limits first, nothing written to disk, refused early when too big. */
import type { IncomingMessage } from "node:http";
import busboy from "busboy";
import { Problem } from "../../app/core/problem.ts";

export interface ReceivedUpload {
  filename: string;
  bytes: Uint8Array;
  fields: Record<string, string>;
}

const FIELD_LIMIT = 2_000;
/** Room for boundaries and fields around the file. */
const OVERHEAD = 64 * 1024;

function tooBig(limit: number): Problem {
  const detail = `The limit is ${Math.round(limit / 1_048_576)} MB. Split the file, or ask for a higher limit.`;
  return new Problem(413, "too-big", "The file is too big", detail);
}

/** A name to show and to download by: without path, control or direction characters. */
function cleanName(name: string): string {
  const base = name.split(/[/\\]/).pop() ?? "";
  return base.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").trim().slice(0, 255) || "document";
}

function missingFile(): Problem {
  const message = "Send the document as a form field named file.";
  return new Problem(422, "invalid", "There is no file in the request", message, { errors: [{ path: "file", message }] });
}

function malformed(): Problem {
  return new Problem(400, "malformed", "The request can't be read", "It is not a well-formed multipart form.");
}

function parserFor(req: IncomingMessage, limit: number): busboy.Busboy {
  try {
    return busboy({
      headers: req.headers, defParamCharset: "utf8",
      limits: { files: 1, fileSize: limit, fields: 10, fieldSize: FIELD_LIMIT, parts: 20 },
    });
  } catch {
    // busboy throws on a Content-Type without a boundary.
    throw malformed();
  }
}

/** Reads the request. Throws 413 as soon as the limit is passed, 422 when there is no file, 400 when it is malformed. */
export async function receiveUpload(req: IncomingMessage, limit: number): Promise<ReceivedUpload> {
  if (Number(req.headers["content-length"] ?? 0) > limit + OVERHEAD) throw tooBig(limit);
  const parser = parserFor(req, limit);
  const fields: Record<string, string> = {};
  let file: { filename: string; chunks: Buffer[] } | undefined;
  await new Promise<void>((resolve, reject) => {
    const fail = (problem: Error): void => {
      req.unpipe(parser);
      reject(problem);
    };
    parser.on("file", (name, stream, info) => {
      const received = { filename: cleanName(info.filename ?? ""), chunks: [] as Buffer[] };
      if (name === "file") file = received;
      stream.on("data", (chunk: Buffer) => received.chunks.push(chunk));
      stream.on("limit", () => fail(tooBig(limit)));
      // A form that ends in the middle of the file is an error of the file's, too.
      stream.on("error", () => fail(malformed()));
    });
    parser.on("field", (name, value) => (fields[name] = value));
    parser.on("close", resolve);
    parser.on("error", () => fail(malformed()));
    req.on("aborted", () => fail(new Problem(400, "aborted", "The upload was broken off")));
    req.pipe(parser);
  });
  if (!file) throw missingFile();
  return { filename: file.filename, bytes: new Uint8Array(Buffer.concat(file.chunks)), fields };
}

/**
 * One endpoint of the REST API: what it takes, what it answers, what it does. The router and the OpenAPI document are
 * both made from these values, so that the description can't drift from the program.
 */
import type { Request, Response } from "express";
import type { z } from "zod";
import type { Viewer } from "../../app/context.ts";
import type { Credential } from "../../db/people.ts";
import type { CommandDeps } from "../commands/scope.ts";

export interface ApiDeps extends CommandDeps {
  origin: string;
  /** Bytes. */
  uploadLimit: number;
  version: string;
}

export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Call<Query, Body> {
  viewer: Viewer;
  credential: Credential;
  params: Record<string, string>;
  query: Query;
  body: Body;
  req: Request;
  res: Response;
  deps: ApiDeps;
}

export interface Endpoint {
  method: "get" | "post" | "patch" | "delete";
  /** Below /api/v1, in Express's notation: "/documents/:id". */
  path: string;
  summary: string;
  query?: z.ZodType;
  body?: z.ZodType;
  /** What a 2xx answer holds; absent for none or for files. */
  answer?: z.ZodType;
  status: number;
  /** Media types of a file answer. */
  file?: string;
  /** The fields beside the file, when a multipart upload is taken as well. */
  upload?: z.ZodType;
  /** Answers a Reply, or nothing when it has written the response itself. */
  handle: (call: Call<never, never>) => Promise<Reply | void>;
}

/** Gives `handle` the types of the schemas beside it. */
export function endpoint<Query = undefined, Body = undefined>(spec: Omit<Endpoint, "handle" | "query" | "body"> & {
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  handle: (call: Call<Query, Body>) => Promise<Reply | void>;
}): Endpoint {
  return spec;
}

/** The ETag of a mark's version. */
export function etag(version: number): Record<string, string> {
  return { ETag: `"${version}"` };
}

/**
 * Calls of our own REST interface from the browser: JSON in, JSON out, problems as one typed error.
 *
 * Called by the mark store and by components for what is not loaded by a route. Promises: a call either answers the
 * parsed body or throws an `ApiProblem` whose title and detail can be shown to a person as they are; a network that is
 * down is one too (status 0, type "offline"). What must stay true: `path` is below /api/v1 and begins with "/".
 */
import { Problem } from "~/core/problem.ts";

const API_ROOT = "/api/v1";

export interface RequestOptions {
  /** The version the change is made from; stale → 412. */
  ifMatch?: number;
  signal?: AbortSignal;
  /** For tests and for the mark store, which is handed its own. */
  fetch?: typeof globalThis.fetch;
}

/** Why a call was not answered as wished. The status is 0 when the server was not reached. */
export class ApiProblem extends Problem {
  override name = "ApiProblem";

  /** The same problem with further members. */
  with(more: Record<string, unknown>): ApiProblem {
    return new ApiProblem(this.status, this.type, this.title, this.detail, { ...this.more, ...more });
  }

  /** Whatever was thrown, as a problem that can be shown. A refusal of the core's rules keeps its words. */
  static from(cause: unknown): ApiProblem {
    if (cause instanceof ApiProblem) return cause;
    if (cause instanceof Problem) return new ApiProblem(cause.status, cause.type, cause.title, cause.detail, cause.more);
    throw cause;
  }
}

/** May the same call succeed later without anybody changing anything? */
export function isTransient(problem: ApiProblem): boolean {
  return problem.type === "offline" || [408, 429, 502, 503, 504].includes(problem.status);
}

/** Sends one call. `body` is sent as JSON, a FormData as it is; an empty answer gives undefined. */
export async function request<T>(method: string, path: string, body?: unknown, options: RequestOptions = {}): Promise<T> {
  const send = options.fetch ?? globalThis.fetch;
  let response: Response;
  try {
    response = await send(`${API_ROOT}${path}`, {
      method,
      credentials: "same-origin",
      signal: options.signal,
      headers: headersOf(body, options),
      body: body === undefined ? undefined : body instanceof FormData ? body : JSON.stringify(body),
    });
  } catch (cause) {
    throw unreached(cause);
  }
  if (!response.ok) throw await problemOf(response);
  const text = await bodyText(response);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

function headersOf(body: unknown, { ifMatch }: RequestOptions): Record<string, string> {
  return {
    Accept: "application/json",
    ...(body === undefined || body instanceof FormData ? {} : { "Content-Type": "application/json" }),
    ...(ifMatch === undefined ? {} : { "If-Match": `"${ifMatch}"` }),
  };
}

/** A body that breaks off in the middle is a network problem too. */
async function bodyText(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (cause) {
    throw unreached(cause);
  }
}

function unreached(cause: unknown): ApiProblem {
  if (cause instanceof DOMException && cause.name === "AbortError") {
    return new ApiProblem(0, "aborted", "Stopped", "It was stopped before the server answered.");
  }
  return new ApiProblem(0, "offline", "The server cannot be reached", "Check your connection, then try again.");
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const said = parsed(await bodyText(response));
  const { type, title, detail, status: _, ...more } = said;
  const words = wordsFor(response.status);
  // The interface's own words are for programs, which bring a token.
  if (response.status === 401) return new ApiProblem(401, typeof type === "string" ? type : "http-401", words.title, words.detail, more);
  return new ApiProblem(
    response.status,
    typeof type === "string" ? type : `http-${response.status}`,
    typeof title === "string" ? title : words.title,
    typeof detail === "string" ? detail : typeof title === "string" ? undefined : words.detail,
    more,
  );
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // A proxy in between answers in HTML; the status says enough.
    return {};
  }
}

function wordsFor(status: number): { title: string; detail: string } {
  if (status === 401) return { title: "You are signed out", detail: "Sign in again in another tab, then try again here." };
  if (status === 413) return { title: "It is too big", detail: "Send less at once." };
  if (status === 429) return { title: "Too many requests", detail: "Wait a moment, then try again." };
  if (status >= 500) return { title: "The server failed", detail: "Nothing was changed. Try again in a moment." };
  return { title: "It was refused", detail: `The server answered ${status}.` };
}

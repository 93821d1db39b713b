/**
 * One call of /api/v1 from the page. The answer is a value: what the server said, or the problem in words people
 * can read; a lost connection is a problem too.
 */
import { isProblemDetails, type ProblemDetails } from "~/components/ui/problem-details.ts";

export type ApiAnswer<T> = { ok: true; value: T } | { ok: false; problem: ProblemDetails };

export interface ApiRequest {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  body?: unknown;
  /** The version the wish rests on; another one there is refused with 412. */
  version?: number;
  signal?: AbortSignal;
}

export async function apiRequest<T>(path: string, { method = "GET", body, version, signal }: ApiRequest = {}): Promise<ApiAnswer<T>> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (version !== undefined) headers["If-Match"] = `"${version}"`;
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(`/api/v1${path}`, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
    answer = response.status === 204 ? null : await response.json().catch(() => null);
  } catch {
    return { ok: false, problem: noConnection() };
  }
  if (response.ok) return { ok: true, value: answer as T };
  return { ok: false, problem: isProblemDetails(answer) ? answer : unreadable(response.status) };
}

function noConnection(): ProblemDetails {
  return { status: 0, type: "no-connection", title: "The server can’t be reached", detail: "No answer came. Check the connection and try again." };
}

function unreadable(status: number): ProblemDetails {
  return { status, type: "failed", title: "The server could not do it", detail: `It answered ${status}. Try again in a moment.` };
}

/**
 * How refusals of commands and queries become answers of pages: a loader throws them to the error page, an action
 * hands them to its form. Anything that is not a Problem is a bug and goes on.
 */
import { isProblemDetails, type ProblemDetails } from "~/components/ui/problem-details.ts";

/** The plain form of a Problem; throws again whatever is none. The server has its own copy of the class: judged by shape. */
function problemDetails(error: unknown): ProblemDetails {
  if (!isProblemDetails(error)) throw error;
  const plain: unknown = JSON.parse(JSON.stringify(error));
  return isProblemDetails(plain) ? plain : { status: error.status, type: error.type, title: error.title };
}

/** The Response to throw for a Problem. */
function respondTo(error: unknown): Response {
  if (error instanceof Response) return error;
  const problem = problemDetails(error);
  return Response.json(problem, { status: problem.status });
}

/** What `work` answers; a Problem becomes a thrown Response, for the error page. */
export async function orRespond<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw respondTo(error);
  }
}

export type Attempt<T> = { ok: true; value: T } | { ok: false; problem: ProblemDetails };

/** What `work` answers, or the Problem, for a form to show. */
export async function attempt<T>(work: Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work };
  } catch (error) {
    if (error instanceof Response) throw error;
    return { ok: false, problem: problemDetails(error) };
  }
}

/** A text field of a form, trimmed and without NUL, which no database keeps; "" when it is missing. */
export function formText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.replaceAll("\u0000", "").trim() : "";
}

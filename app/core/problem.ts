/**
 * An expected refusal: why something was not done, in a form that people and programs can read.
 * Shape: application/problem+json (RFC 9457). Commands and queries throw it; routes and the API turn it into a response.
 */

export interface FieldError {
  path: string;
  message: string;
}

export class Problem extends Error {
  readonly status: number;
  /** Short, stable, for programs: "own-work", "ambiguous-quote". */
  readonly type: string;
  readonly title: string;
  readonly detail: string | undefined;
  /** Further members of the problem document. */
  readonly more: Record<string, unknown>;

  constructor(status: number, type: string, title: string, detail?: string, more: Record<string, unknown> = {}) {
    super(title);
    this.name = "Problem";
    this.status = status;
    this.type = type;
    this.title = title;
    this.detail = detail;
    this.more = more;
  }

  toJSON(): Record<string, unknown> {
    return { type: this.type, title: this.title, status: this.status, detail: this.detail, ...this.more };
  }
}

/** The same answer for what does not exist and for what one may not see. */
export function notFound(): Problem {
  return new Problem(404, "not-found", "Not found", "It does not exist, or you may not see it.");
}

export function forbidden(detail = "Your role in this workspace does not allow it."): Problem {
  return new Problem(403, "forbidden", "Not allowed", detail);
}

export function invalid(errors: FieldError[], title = "Some of the values are not right"): Problem {
  return new Problem(422, "invalid", title, errors.map((e) => (e.path ? `${e.path}: ${e.message}` : e.message)).join("; "), { errors });
}

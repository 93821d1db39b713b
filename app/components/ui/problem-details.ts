/** A refusal as it travels: application/problem+json. */
export interface ProblemDetails {
  status: number;
  type: string;
  title: string;
  detail?: string;
  errors?: { path: string; message: string }[];
  /** The document that is already there, with type "same-file". */
  documentId?: string;
}

/** Whether a value has the shape of one; class names say nothing, since it may come from elsewhere. */
export function isProblemDetails(value: unknown): value is ProblemDetails {
  if (typeof value !== "object" || value === null) return false;
  const { status, title, type } = value as Record<string, unknown>;
  return typeof status === "number" && typeof title === "string" && typeof type === "string";
}

/** What is wrong with one field, if anything. */
export function fieldError(problem: ProblemDetails | null | undefined, path: string): string | null {
  return problem?.errors?.find((error) => error.path === path)?.message ?? null;
}

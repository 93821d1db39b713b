/** What came with a request, by its schema: the one place where input of the API becomes values. */
import type { z } from "zod";
import { invalid } from "../../app/core/problem.ts";

/** Parses by a schema; every string has to be storable (no NUL, no half surrogate pairs). */
export function parse<Value>(schema: z.ZodType<Value>, value: unknown, prefix = ""): Value {
  if (!isStorable(value, 0)) throw invalid([{ path: prefix || unstorable(value), message: "Some text holds characters that can't be kept (NUL or half a character)." }]);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.map((issue) => ({ path: prefix + issue.path.join("."), message: issue.message })));
}

/** The member it is about, as far as one level tells. */
function unstorable(value: unknown): string {
  return Object.entries(value ?? {}).find(([, member]) => !isStorable(member, 1))?.[0] ?? "";
}

function isStorable(value: unknown, depth: number): boolean {
  if (depth > 20) return false;
  if (typeof value === "string") return !value.includes("\u0000") && !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every((member) => isStorable(member, depth + 1));
}

import type { Annotation, Link } from "~/core/annotation/annotation.ts";

/** The reviewer whose verdict holds; nothing while there is none. */
export function decidedBy({ state, verdicts }: Annotation | Link): string | undefined {
  if (state === "draft" || state === "submitted") return undefined;
  return verdicts.findLast((verdict) => !verdict.withdrawn)?.reviewer.name;
}

/** "You", or the author's name. */
export function authorOf({ author }: Annotation | Link, viewerId: string): string {
  return author.id === viewerId ? "You" : author.name;
}

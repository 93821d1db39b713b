/**
 * What was done to a mark, in the few words by which it is offered to be undone. Pure; called by the browser's undo.
 *
 * What must stay true: it reads as a thing that was done ("tag Unaddressed removed"), after "Undone:" as after "Done again:".
 */
import type { Tag } from "../codebook/tags.ts";
import type { Annotation, Link } from "./annotation.ts";

type Patch = { tags?: string[]; note?: string | null; visibility?: string; type?: string };

/** The words for a task; `before` is the mark as it was. */
export function stepWords(task: { verb: string; patch?: object; tags?: string[] }, kind: "annotation" | "link", before: Annotation | Link | undefined, tags: readonly Tag[]): string {
  const name = (slug: string): string => tags.find((tag) => tag.slug === slug)?.name ?? slug;
  const thing = kind === "link" ? "link" : "mark";
  switch (task.verb) {
    case "annotate":
      return task.tags && task.tags.length > 0 ? `marked as ${task.tags.map(name).join(", ")}` : "mark made";
    case "link":
      return "link made";
    case "remove":
      return `${thing} deleted`;
    case "submit":
      return `${thing} submitted`;
    case "withdraw":
      return `${thing} taken back from review`;
    case "reanchor":
      return "mark moved to other words";
    default:
      return editWords((task.patch ?? {}), thing, before, name);
  }
}

function editWords(patch: Patch, thing: string, before: Annotation | Link | undefined, name: (slug: string) => string): string {
  if (Object.keys(patch).length > 1) return `${thing} changed`;
  if (patch.tags && before && "tags" in before) return tagWords(before.tags, patch.tags, name);
  if (patch.visibility) return patch.visibility === "private" ? "mark made private" : "mark shown to the team";
  if ("note" in patch) return before?.note ? (patch.note ? "note changed" : "note removed") : "note written";
  return `${thing} changed`;
}

function tagWords(before: readonly string[], after: readonly string[], name: (slug: string) => string): string {
  const added = after.filter((slug) => !before.includes(slug));
  const removed = before.filter((slug) => !after.includes(slug));
  if (added.length + removed.length !== 1) return "tags changed";
  return [...added.map((slug) => `tag ${name(slug)} added`), ...removed.map((slug) => `tag ${name(slug)} removed`)].join("");
}

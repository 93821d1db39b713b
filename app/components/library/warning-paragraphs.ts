import type { Block } from "~/core/document/block.ts";
import type { ImportReport } from "~/core/importing/imported-document.ts";

/** The numbered paragraph each warning of an import is about; null when it stands in none or that is not known. */
export function warningParagraphs(report: ImportReport, blocks: readonly Block[]): (number | null)[] {
  // A table is one place in an import and many blocks in the text: behind one, places can't be told.
  const countable = blocks.findIndex((block) => block.cell !== undefined);
  return report.warnings.map(({ block }) => {
    if (block === undefined || (countable >= 0 && block >= countable)) return null;
    return paragraphAt(blocks, block);
  });
}

function paragraphAt(blocks: readonly Block[], place: number): number | null {
  for (let at = place; at >= 0; at -= 1) {
    const block = blocks[at];
    if (!block || block.kind === "heading") return null;
    if (block.number !== undefined) return block.number;
  }
  return null;
}

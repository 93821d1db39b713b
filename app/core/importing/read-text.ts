/**
 * Text of a treaty-body document → blocks, facts and an honest account: the passes, in their order.
 *
 * Promises: no word of the text is lost or changed, only put where it belongs; the same source always gives the
 * same blocks. Called by: the importing worker, for .txt and .md. Must stay true: each pass is in a file of its
 * own and linear (or n log n), so that other formats can come in after the line stage.
 */
import type { DraftBlock } from "../document/block.ts";
import { weighCandidates } from "./candidates.ts";
import { findFacts } from "./facts.ts";
import { findBodyStart, findOpening, findPageFurniture } from "./furniture.ts";
import { findHeadingGaps, settleHeadings } from "./headings.ts";
import type { ImportedDocument } from "./imported-document.ts";
import { readInline } from "./inline.ts";
import { joinTornPassages } from "./joining.ts";
import { readLines, type Line } from "./lines.ts";
import { settleLists } from "./lists.ts";
import { liftNotes, settleNotes } from "./notes.ts";
import { chooseNumbers } from "./numbering.ts";
import { formPassages } from "./paragraphs.ts";
import { settleParts } from "./parts.ts";
import type { Passage } from "./passage.ts";
import { writeReport } from "./report.ts";
import { foldSpace } from "./sentence.ts";
import { settleSpeakers } from "./speakers.ts";
import { findTables } from "./tables.ts";
import { measureWrapping } from "./wrapping.ts";

export interface ReadTextOptions {
  /** Name of the file, for the symbol when the masthead prints none. */
  filename?: string;
  /** The file is Markdown: `_so_` is emphasis too. Files named .md are. */
  markdown?: boolean;
  /** As `decodeText` answered; anything but UTF-8 is named in the report. */
  encoding?: string;
}

/** Reads the text of a State report, concluding observations, a summary record or a list of issues. */
export function readText(source: string, options: ReadTextOptions = {}): ImportedDocument {
  const lifted = liftNotes(source);
  const { lines, bookmarks } = readLines(lifted.source);
  const { passages: formed, jumps } = readPassages(lines);
  const torn = joinTornPassages(formed);
  settleLists(torn);
  const suspected = settleHeadings(torn);
  const { passages, unexplained } = settleNotes(torn, lifted.definitions);
  const facts = findFacts(passages, options.filename);
  if (facts.type === "Concluding observations") settleParts(passages);
  const turns = facts.type === "Summary record" ? settleSpeakers(passages) : 0;
  const gaps = findHeadingGaps(passages);
  const placed = new Map(passages.map((passage) => [passage.at, passage]).reverse() as [number, Passage][]);
  const report = writeReport({
    passages,
    jumps: jumps.flatMap((jump) => {
      const passage = placed.get(lines[jump.line]?.at ?? -1);
      return passage ? [{ jump, passage }] : [];
    }),
    suspected,
    gaps,
    symbol: facts.symbol,
    encoding: options.encoding,
    bookmarks,
    unexplainedNotes: unexplained,
    turns,
  });
  const markdown = options.markdown ?? /\.(?:md|markdown)$/i.test(options.filename?.slice(-12) ?? "");
  return { ...facts, blocks: passages.map((passage) => toBlock(passage, markdown)), report };
}

/** The passes that work on lines. */
function readPassages(lines: readonly Line[]): { passages: Passage[]; jumps: ReturnType<typeof chooseNumbers>["jumps"] } {
  const wrapping = measureWrapping(lines);
  const furniture = findPageFurniture(lines);
  const { numbers, jumps } = chooseNumbers(weighCandidates(lines, furniture, wrapping));
  const body = findBodyStart(lines, furniture, numbers);
  const tables = findTables(lines, (at) => furniture[at] === true || numbers.has(at));
  return { passages: formPassages({ lines, furniture, numbers, tables, wrapping, body, record: findOpening(lines) !== -1 }), jumps };
}

function toBlock(passage: Passage, markdown: boolean): DraftBlock {
  const { kind, level, number, label, part, speaker, rows } = passage;
  const text = foldSpace(passage.text);
  return {
    kind,
    ...(level !== undefined && { level }),
    ...(number !== undefined && { number }),
    ...(label !== undefined && { label }),
    ...(part !== undefined && { part }),
    ...(speaker !== undefined && { speaker }),
    inline: kind === "table" ? [] : readInline(text, markdown),
    ...(rows && { rows }),
  };
}

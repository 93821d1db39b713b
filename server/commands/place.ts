/** Where a mark is to stand: what a person or a program said, checked against the text as it is. */
import type { Anchor, LooseAnchor } from "../../app/core/anchor/anchor.ts";
import { describeSpan } from "../../app/core/anchor/describe.ts";
import { locate } from "../../app/core/anchor/locate.ts";
import { QUOTE_LIMIT } from "../../app/core/annotation/annotation.ts";
import { codePointLength } from "../../app/core/document/code-points.ts";
import { Problem, invalid } from "../../app/core/problem.ts";
import type { DocumentText } from "../queries/document-texts.ts";

export interface Place {
  anchor: Anchor;
  paragraph: number | null;
}

/** Checks an anchor against the text. Throws 422 (not found, ambiguous, too long, empty). */
export function placeAnchor(text: DocumentText, loose: LooseAnchor, path = "anchor", relative?: Anchor["relative"]): Place {
  const located = locate(text.index, loose);
  if ("error" in located) throw placeProblem(located, path);
  const { anchor } = located;
  if (anchor.quote.trim() === "") throw invalid([{ path, message: "The passage is empty." }]);
  if (codePointLength(anchor.quote) > QUOTE_LIMIT) {
    throw invalid([{ path, message: `The passage is longer than ${QUOTE_LIMIT} characters.` }]);
  }
  return { anchor: relative ? { ...anchor, relative } : anchor, paragraph: text.paragraphOf(anchor.block) };
}

function placeProblem(located: { error: string; candidates?: Anchor[] }, path: string): Problem {
  if (located.error === "ambiguous-quote") {
    const detail = "The words stand there more than once. Say which by prefix, suffix, block or offsets.";
    return new Problem(422, "ambiguous-quote", "The words stand there more than once", detail, {
      candidates: located.candidates,
      errors: [{ path, message: detail }],
    });
  }
  const message = located.error === "mismatch" ? "The offsets do not fit the text." : "The words are not in the document.";
  const type = located.error === "mismatch" ? "mismatch" : "quote-not-found";
  return new Problem(422, type, "There is no such passage", message, { errors: [{ path, message }] });
}

/** A whole numbered paragraph as a place. */
export function placeParagraph(text: DocumentText, number: number, path: string): Place {
  const block = text.blocks.find((candidate) => candidate.number === number);
  if (!block) throw invalid([{ path, message: `There is no paragraph ${number} in the document.` }]);
  const end = codePointLength(block.text);
  return { anchor: describeSpan(text.index, { block: block.id, start: 0, endBlock: block.id, end }), paragraph: number };
}

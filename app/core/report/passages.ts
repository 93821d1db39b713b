/**
 * From anchors to passages: where the words are in the present text, how they are cited, and the W3C selectors.
 *
 * Promises: with a position, `selector.exact` is the slice of the canonical text at it; words found to the letter
 * (or folded) are quoted from the present text; words only similar, or gone, are quoted as they were marked.
 * Called by: `buildReport`, once for each document; each anchor then costs no more than its resolution.
 */
import type { Anchor, Span } from "../anchor/anchor.ts";
import { resolveAnchor } from "../anchor/resolve.ts";
import { TextIndex } from "../anchor/text-index.ts";
import type { LinkEnd } from "../annotation/annotation.ts";
import type { Block } from "../document/block.ts";
import { canonicalText, type CanonicalText } from "../document/canonical-text.ts";
import { documentLabel } from "../document/document.ts";
import { citation, citedPlaces, citedRange, type CitedPlace, type CitedRange } from "./citing.ts";
import type { Passage, ReportSource, Selector } from "./report-tree.ts";

/** Length of prefix and suffix in exports, in code points. */
const CONTEXT_LENGTH = 32;

/** The text of one document of a report. */
export class DocumentPassages {
  readonly index: TextIndex;
  readonly label: string;
  readonly blocks: readonly Block[];
  /** Place of each block in the document, from 0. */
  readonly order: ReadonlyMap<string, number>;
  readonly #source: ReportSource;
  readonly #canonical: CanonicalText;
  /** The canonical text as one block, to go between code points and UTF-16 in it. */
  readonly #flat: TextIndex;
  readonly #places: CitedPlace[];
  /** Ends of links repeat the anchors of annotations. */
  readonly #known = new Map<string, Passage>();

  constructor(source: ReportSource) {
    this.#source = source;
    this.blocks = withDistinctIds(source.blocks);
    this.order = new Map(this.blocks.map(({ id }, position) => [id, position]));
    this.label = documentLabel(source.document);
    this.index = new TextIndex(this.blocks);
    this.#canonical = canonicalText(this.blocks);
    this.#flat = new TextIndex([{ id: "canonical", text: this.#canonical.text }]);
    this.#places = citedPlaces(this.blocks);
  }

  /** The passage of an anchor. `paragraph` is where it was when it was marked, for passages that are gone. */
  passage(anchor: Anchor, paragraph: number | null): Passage {
    const { block, start, endBlock, end, quote, prefix, suffix, relative } = anchor;
    const key = [block, start, endBlock, end, relative?.start, relative?.end, paragraph, quote, prefix, suffix].join("\0");
    const known = this.#known.get(key) ?? this.#find(anchor, paragraph);
    this.#known.set(key, known);
    return known;
  }

  #find(anchor: Anchor, paragraph: number | null): Passage {
    const relative = anchor.relative && this.#source.relative ? this.#source.relative(anchor) : null;
    const resolution = resolveAnchor(this.index, anchor, relative);
    const { document, head } = this.#source;
    if (resolution.status === "detached") return { ...asMarked(document.id, this.label, anchor, paragraph), status: "detached" };
    const { span } = resolution;
    const range = this.#cited(span);
    const cited = { documentId: document.id, documentLabel: this.label, head, paragraph: range?.text ?? null, citation: citation(this.label, range), span };
    if (resolution.status === "check") return { ...cited, quote: anchor.quote, status: "check", selector: quoteOnly(anchor) };
    return { ...cited, quote: this.index.slice(this.index.rangeOf(span) ?? { start: 0, end: 0 }), status: "found", selector: this.#selector(span) };
  }

  #cited(span: Span): CitedRange | null {
    const first = this.#places[this.order.get(span.block) ?? -1];
    const last = this.#places[this.order.get(span.endBlock) ?? -1];
    return first && last ? citedRange(first, last) : null;
  }

  #selector(span: Span): Selector {
    const position = this.#canonical.toCanonical(span);
    const slice = (start: number, end: number): string =>
      this.#flat.text.slice(this.#flat.utf16At(Math.max(0, start)), this.#flat.utf16At(end));
    return {
      exact: this.#canonical.quote(span),
      prefix: slice(position.start - CONTEXT_LENGTH, position.start),
      suffix: slice(position.end, position.end + CONTEXT_LENGTH),
      position,
    };
  }
}

/** If an id occurs twice, the first block has it, as in TextIndex; the others get one that no anchor names. */
function withDistinctIds(blocks: readonly Block[]): Block[] {
  const seen = new Set<string>();
  return blocks.map((block, position) => {
    const id = seen.has(block.id) ? `${block.id}\0${position}` : block.id;
    seen.add(id);
    return id === block.id ? block : { ...block, id };
  });
}

function quoteOnly(anchor: Anchor): Selector {
  return { exact: anchor.quote, prefix: anchor.prefix, suffix: anchor.suffix, position: null };
}

/** Words as they were marked, in a text we do not have or no longer find them in. */
function asMarked(documentId: string, label: string, anchor: Anchor, paragraph: number | null): Omit<Passage, "status"> {
  const range: CitedRange | null = paragraph === null ? null : { text: String(paragraph), unit: "para." };
  return {
    documentId,
    documentLabel: label,
    head: null,
    paragraph: range?.text ?? null,
    citation: citation(label, range),
    quote: anchor.quote,
    selector: quoteOnly(anchor),
    span: null,
  };
}

/** The end of a link in a document that is not part of the report. */
export function passageElsewhere(end: LinkEnd): Passage {
  return { ...asMarked(end.documentId, end.documentLabel, end.anchor, end.paragraph), status: "elsewhere" };
}

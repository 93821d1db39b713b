import { codePointLength, sliceCodePoints } from "~/core/document/code-points.ts";

/** A quote short enough for its place: white space folded, cut at a word. */
export function shortQuote(quote: string, length = 140): string {
  const plain = quote.replace(/\s+/g, " ").trim();
  if (codePointLength(plain) <= length) return plain;
  const cut = sliceCodePoints(plain, 0, length);
  const atWord = cut.replace(/\s+\S*$/, "");
  return `${atWord.length > length / 2 ? atWord : cut}…`;
}

/** "CAT/C/XYZ/3, para. 12", as treaty bodies cite; the document alone outside of numbered paragraphs. */
export function passageCitation(label: string, paragraph: number | null): string {
  return paragraph === null ? label : `${label}, para. ${paragraph}`;
}

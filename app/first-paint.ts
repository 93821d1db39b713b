/**
 * Text that stands in the HTML of a page must not travel a second time in the page's data: a State report is long, and
 * people read on bad networks. A loader puts it here, the server's rendering takes it from here, and the browser takes
 * it from the page itself before it comes alive. When only data is asked for (going from page to page), it is in the data.
 */
import { createContext, useContext } from "react";

/** By document id. On the server what the loaders have put, in the browser what stood in the page. */
export const FirstPaint = createContext<ReadonlyMap<string, string>>(new Map());

/** The attribute that says which document's text an element of the first page holds. */
export const FIRST_PAINT = "data-first-paint";

/** Gives the HTML to the page being rendered and answers null, or answers it back as data. */
export function toFirstPaint(context: { firstPaint: Map<string, string> | null }, id: string, html: string): string | null {
  if (!context.firstPaint) return html;
  context.firstPaint.set(id, html);
  return null;
}

/** The HTML of a document's text: from the data, else from the page. */
export function useFirstPaint(id: string, html: string | null): string {
  const stood = useContext(FirstPaint).get(id);
  return html ?? stood ?? "";
}

/** What stands in the page before it comes alive. */
export function readFirstPaint(page: ParentNode): Map<string, string> {
  return new Map([...page.querySelectorAll(`[${FIRST_PAINT}]`)].map((element) => [element.getAttribute(FIRST_PAINT) ?? "", element.innerHTML]));
}

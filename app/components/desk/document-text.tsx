import { memo, type RefObject } from "react";
import { FIRST_PAINT, useFirstPaint } from "~/first-paint.ts";

export interface DocumentTextProps {
  documentId: string;
  /** Of the server, escaped there; null when it stands in the page. */
  html: string | null;
  place: RefObject<HTMLDivElement>;
}

/**
 * The text as the server wrote it. The editor, which paints it the same, takes its place when the text has come live;
 * so this is never rendered again.
 */
export const DocumentText = memo(
  function DocumentText({ documentId, html, place }: DocumentTextProps) {
    const text = useFirstPaint(documentId, html);
    return <div ref={place} className="desk__text" dangerouslySetInnerHTML={{ __html: `<div class="document-text" ${FIRST_PAINT}="${documentId}">${text}</div>` }} />;
  },
  () => true,
);

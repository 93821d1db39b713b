import { memo, type RefObject } from "react";

export interface DocumentTextProps {
  /** Of the server, escaped there. */
  html: string;
  place: RefObject<HTMLDivElement>;
}

/**
 * The text as the server wrote it. The editor, which paints it the same, takes its place when the text has come live;
 * so this is never rendered again.
 */
export const DocumentText = memo(
  function DocumentText({ html, place }: DocumentTextProps) {
    return <div ref={place} className="desk__text" dangerouslySetInnerHTML={{ __html: `<div class="document-text">${html}</div>` }} />;
  },
  () => true,
);

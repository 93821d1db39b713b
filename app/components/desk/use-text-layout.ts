import { useEffect, useState } from "react";
import type { DeskEditor } from "~/editor/desk-editor.ts";
import type { Statuses } from "./desk-cards.ts";

export interface TextLayout {
  /** Of each mark that is to be seen, from the top of the text. */
  tops: ReadonlyMap<string, number>;
  statuses: Statuses;
}

const NOTHING: TextLayout = { tops: new Map(), statuses: new Map() };

/** Where the marks are in the text now; a new value whenever text, marks or sizes have changed. */
export function useTextLayout(editor: DeskEditor | null): TextLayout {
  const [layout, setLayout] = useState(NOTHING);

  useEffect(() => {
    if (!editor) {
      setLayout(NOTHING);
      return;
    }
    const read = () => {
      const statuses = editor.statuses();
      setLayout((before) => ({ tops: editor.markTops(), statuses: sameStatuses(before.statuses, statuses) ? before.statuses : statuses }));
    };
    read();
    window.addEventListener("resize", read);
    const stop = editor.onLayout(read);
    return () => {
      stop();
      window.removeEventListener("resize", read);
    };
  }, [editor]);

  return layout;
}

function sameStatuses(a: Statuses, b: Statuses): boolean {
  return a.size === b.size && [...b].every(([id, status]) => a.get(id) === status);
}

import { useEffect, useState, type RefObject } from "react";
import type { DeskEditor } from "~/editor/desk-editor.ts";
import type { Statuses } from "./desk-cards.ts";

export interface TextLayout {
  /** Of each mark that is to be seen, in pixels from the top of the text. */
  tops: ReadonlyMap<string, number>;
  statuses: Statuses;
  /** The top of a block, from the top of the text; null when the text does not hold it, or is not shown yet. */
  blockTop: (block: string) => number | null;
}

const NOTHING: TextLayout = { tops: new Map(), statuses: new Map(), blockTop: () => null };

/** Where the marks are in the text now; a new value when one has moved, and when the text has grown or shrunk. `place` holds the text, alive or not yet. */
export function useTextLayout(editor: DeskEditor | null, place: RefObject<HTMLElement>): TextLayout {
  const [layout, setLayout] = useState(NOTHING);

  useEffect(() => {
    const read = () => {
      const tops = editor?.markTops() ?? NOTHING.tops;
      const statuses = editor?.statuses() ?? NOTHING.statuses;
      setLayout((before) => {
        // While somebody types in a line nothing moves: ten thousand cards need not be looked at.
        if (editor && before.statuses === statuses && before.tops === tops) return before;
        return { tops, statuses, blockTop: blockTops(place.current) };
      });
    };
    read();
    window.addEventListener("resize", read);
    const stop = editor?.onLayout(read);
    return () => {
      stop?.();
      window.removeEventListener("resize", read);
    };
  }, [editor, place]);

  return layout;
}

/** Nothing is looked up before it is asked for: once the text is alive, few cards need it. */
function blockTops(place: HTMLElement | null): TextLayout["blockTop"] {
  const text = place?.firstElementChild;
  if (!text) return NOTHING.blockTop;
  let blocks: Map<string | undefined, HTMLElement> | null = null;
  return (id) => {
    blocks ??= new Map([...text.querySelectorAll<HTMLElement>("[data-block]")].map((block) => [block.dataset.block, block]));
    const known = blocks.get(id);
    // The editor may have drawn it again meanwhile.
    const block = known?.isConnected === false ? text.querySelector(`[data-block="${CSS.escape(id)}"]`) : known;
    return block ? block.getBoundingClientRect().top - text.getBoundingClientRect().top : null;
  };
}

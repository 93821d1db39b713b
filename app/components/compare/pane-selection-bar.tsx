import { useEffect, useState } from "react";
import type { Tag } from "~/core/codebook/tags.ts";
import { SelectionBar } from "~/components/desk/selection-bar.tsx";
import type { CompareSide } from "./use-compare-side.ts";

export interface PaneSelectionBarProps {
  live: CompareSide;
  tags: readonly Tag[];
  docked: boolean;
  /** The bar that makes the link stands at the foot: this one keeps out of its way. */
  raised: boolean;
  onLink: () => void;
}

/** What can be done with the words selected on one side, near them; goes along when its text is scrolled. */
export function PaneSelectionBar({ live: { selection, marking, editor, scroller }, tags, docked, raised, onLink }: PaneSelectionBarProps) {
  const chosen = selection.selection;
  const [rect, setRect] = useState<DOMRect | null>(null);
  useEffect(() => {
    setRect(null);
    const pane = scroller.current;
    if (!pane || !chosen) return;
    let frame = 0;
    const scrolled = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        setRect(editor?.selection()?.rect ?? null);
      });
    };
    pane.addEventListener("scroll", scrolled, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      pane.removeEventListener("scroll", scrolled);
    };
  }, [chosen, editor, scroller]);
  if (!chosen) return null;
  const now = rect ?? chosen.rect;
  const box = scroller.current?.getBoundingClientRect();
  if (!docked && box && (now.bottom < box.top || now.top > box.bottom)) return null;
  if (docked && raised) return null;
  return (
    <SelectionBar
      rect={now}
      docked={docked}
      tags={tags}
      shown={marking.shown}
      privately={marking.privately}
      onPrivately={marking.setPrivately}
      onTag={marking.tag}
      onNote={marking.note}
      onLink={onLink}
    />
  );
}

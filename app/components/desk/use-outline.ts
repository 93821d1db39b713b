import { useEffect, useMemo, useState, type RefObject } from "react";
import type { Annotation } from "~/core/annotation/annotation.ts";
import type { DeskEditor } from "~/editor/desk-editor.ts";
import type { DocumentConnection } from "~/live/connection.ts";
import { blocksShownIn, marksBySection, outlineOf, sectionsByBlock, type OutlineSection, type SectionMarks } from "./outline.ts";

export interface OutlineOptions {
  /** As the server made it. */
  sections: readonly OutlineSection[];
  /** People type: the outline follows the text. */
  changing: boolean;
  annotations: readonly Annotation[];
  editor: DeskEditor | null;
  connection: DocumentConnection | null;
  place: RefObject<HTMLElement>;
}

export interface Outline {
  sections: readonly OutlineSection[];
  marks: readonly SectionMarks[];
  /** The section at the top of the window. */
  current: number | null;
}

const QUIET_MS = 400;
const NONE: ReadonlyMap<string, number> = new Map();

/** The outline with what is marked in each section, and where the reader is. */
export function useOutline({ sections: served, changing, annotations, editor, connection, place }: OutlineOptions): Outline {
  const [sections, setSections] = useState(served);
  const [placed, setPlaced] = useState(NONE);
  const [current, setCurrent] = useState<number | null>(null);

  useEffect(() => {
    const read = () => {
      if (!place.current) return;
      const blocks = blocksShownIn(place.current);
      setPlaced(sectionsByBlock(blocks));
      if (changing) setSections(outlineOf(blocks));
    };
    read();
    if (!editor || !changing) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = editor.onLayout(() => {
      clearTimeout(timer);
      timer = setTimeout(read, QUIET_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [editor, changing, place]);

  useEffect(() => {
    if (!editor) return;
    let frame = 0;
    const look = () => {
      frame = 0;
      const block = editor.topBlock();
      setCurrent((block === null ? undefined : placed.get(block)) ?? null);
      connection?.setReading(block);
    };
    const soon = () => {
      frame ||= requestAnimationFrame(look);
    };
    soon();
    // A text that scrolls inside of the page is heard on the way down.
    window.addEventListener("scroll", soon, { capture: true, passive: true });
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", soon, { capture: true });
    };
  }, [editor, placed, connection]);

  const marks = useMemo(
    () => marksBySection(sections, placed, annotations.map(({ anchor, tags }) => ({ block: anchor.block, tags }))),
    [sections, placed, annotations],
  );
  return { sections, marks, current };
}

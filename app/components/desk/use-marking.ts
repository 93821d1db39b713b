import { useCallback, useEffect, useMemo, useState, type RefObject } from "react";
import { useKeyChoices } from "~/components/keys/use-key-choices.ts";
import { toast } from "~/components/ui/toaster.tsx";
import type { Anchor } from "~/core/anchor/anchor.ts";
import { QUOTE_LIMIT } from "~/core/annotation/annotation.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import { codePointLength } from "~/core/document/code-points.ts";
import type { MarkStore } from "~/live/mark-store.ts";
import { editNoteOf } from "./card-keys.ts";
import type { LinkStart } from "./desk-context.ts";
import { telling } from "./mark-commands.ts";
import { blocksShownIn } from "./outline.ts";
import { frequentTags, keyedTags, type KeyedTag } from "./tag-keys.ts";
import type { SelectionHandle } from "./use-text-selection.ts";

export interface MarkingOptions {
  store: MarkStore;
  documentId: string;
  label: string;
  tags: readonly Tag[];
  marks: readonly { tags: readonly string[] }[];
  selection: SelectionHandle;
  place: RefObject<HTMLElement>;
  select: (card: string | null) => void;
  startLink: (from: LinkStart) => void;
  announce: (text: string) => void;
}

export interface Marking {
  /** The tags of the bar, with their letters. */
  shown: readonly KeyedTag[];
  /** All tags that have a letter. */
  keyed: readonly KeyedTag[];
  privately: boolean;
  setPrivately: (privately: boolean) => void;
  /** Marks the selected words with a tag. */
  tag: (tag: Tag) => void;
  /** Marks them without one, to write a note. */
  note: () => void;
  link: () => void;
}

/** What is done with selected words. */
export function useMarking({ store, documentId, label, tags, marks, selection, place, select, startLink, announce }: MarkingOptions): Marking {
  const [privately, setPrivately] = useState(false);
  const [noteWanted, setNoteWanted] = useState<string | null>(null);
  const [choices] = useKeyChoices();
  const frequent = useMemo(() => frequentTags(tags, marks), [tags, marks]);
  const keyed = useMemo(() => keyedTags(tags, frequent, choices), [tags, frequent, choices]);

  useEffect(() => {
    if (noteWanted === null) return;
    editNoteOf(noteWanted);
    setNoteWanted(null);
  }, [noteWanted]);

  const { selection: chosen, clear } = selection;
  const mark = useCallback(
    (slugs: string[]): string | null => {
      if (!chosen) return null;
      const { anchor } = chosen;
      if (isTooLong(anchor)) return null;
      const paragraph = paragraphAt(place.current, anchor.block);
      const { id, done } = store.annotate({ anchor, tags: slugs, visibility: privately ? "private" : "team", paragraph });
      void telling(done);
      clear();
      select(id);
      return id;
    },
    [chosen, store, privately, place, clear, select],
  );

  return {
    shown: keyed.slice(0, frequent.length),
    keyed,
    privately,
    setPrivately,
    tag: (tag) => {
      if (mark([tag.slug])) announce(`Marked as ${tag.name}, a ${privately ? "private " : ""}draft.`);
    },
    note: () => setNoteWanted(mark([])),
    link: () => {
      if (!chosen || isTooLong(chosen.anchor)) return;
      const { anchor } = chosen;
      const paragraph = paragraphAt(place.current, anchor.block);
      const shown = { documentId, documentLabel: label, annotationId: null, anchor, paragraph };
      startLink({ end: { documentId, anchor, shown }, quote: anchor.quote });
      clear();
    },
  };
}

/** Told before anything is sent; the words stay selected, to select fewer. */
function isTooLong({ quote }: Anchor): boolean {
  const length = codePointLength(quote);
  if (length <= QUOTE_LIMIT) return false;
  const inWords = (count: number) => count.toLocaleString("en");
  toast.error("This is too long for one mark", { description: `A mark holds at most ${inWords(QUOTE_LIMIT)} characters, and ${inWords(length)} are selected. Select fewer.` });
  return true;
}

/** The numbered paragraph in which a block stands. */
export function paragraphAt(text: ParentNode | null, block: string): number | null {
  let number: number | null = null;
  for (const one of text ? blocksShownIn(text) : []) {
    if (one.level !== undefined) number = null;
    if (one.number !== undefined) ({ number } = one);
    if (one.id === block) return number;
  }
  return null;
}

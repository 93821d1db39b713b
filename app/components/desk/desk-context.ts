import { createContext, useContext } from "react";
import type { Actor } from "~/core/access/can.ts";
import type { Annotation, Link } from "~/core/annotation/annotation.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import type { DocumentDetail } from "~/core/document/document.ts";
import type { DeskEditor } from "~/editor/desk-editor.ts";
import type { StoreViewer } from "~/live/mark-plans.ts";
import type { MarkStore } from "~/live/mark-store.ts";
import type { LinkEndWish } from "~/live/new-marks.ts";
import type { LinkSide } from "./desk-cards.ts";

/** What every part of a desk needs and what stays the same while marks come and go. */
export interface Desk {
  documentId: string;
  label: string;
  workspaceId: string;
  viewer: StoreViewer;
  actor: Actor;
  tags: readonly Tag[];
  kind: DocumentDetail["kind"];
  store: MarkStore;
  /** Null until the text is alive. */
  editor: DeskEditor | null;
  /** Selects a card and brings its words into view; null lets go. */
  select: (card: string | null) => void;
  /** Opens the panel in which the other end of a link is looked for. */
  startLink: (from: LinkStart) => void;
  /** From now on selected words are offered to this mark, until it has them or people leave it (null). Absent where that is not offered. */
  movePlace?: (mark: Annotation | null) => void;
  /** Where an end of a link is read, when that is not its document's own desk. */
  hrefOfEnd?: (link: Link, side: LinkSide) => string;
  /** Reads a sentence out. */
  announce: (text: string) => void;
}

/** Where a link is to begin, and how that is called on the page. */
export interface LinkStart {
  end: LinkEndWish;
  quote: string;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("There is no desk around this component");
  return desk;
}

const UNKNOWN = { id: "", code: "–", meaning: "", colour: "#5c6068", kind: "work", position: 0 } as const;

/** The tag of a slug; one that is not in the codebook any more keeps its slug as its name. */
export function tagOf(tags: readonly Tag[], slug: string): Tag {
  return tags.find((tag) => tag.slug === slug) ?? { ...UNKNOWN, slug, name: slug };
}

/** What a mark without tags is shown as. */
export const NO_TAG: Tag = { ...UNKNOWN, slug: "", name: "Note", code: "NO" };

/**
 * Marks as decorations: a tint, a line for each mark in its own lane, and what screen readers are told.
 *
 * Called by the highlights. Only class names, custom properties and attributes are set here; how they look is in
 * styles/editor.css. What must stay true: colours reach a style only when they are #rrggbb; labels only as attributes.
 */
import type { Node } from "prosemirror-model";
import { Decoration, DecorationSet, type DecorationAttrs } from "prosemirror-view";
import { isShown, samePlace, type EditorMark, type MarkPlace } from "./editor-mark.ts";
import type { Range } from "./positions.ts";
import { segmentsOf, type MarkRange, type Segment } from "./segments.ts";

const COLOUR = /^#[0-9a-f]{6}$/i;
const NO_COLOUR = "#5c6068";
/** Pattern of ten pixels: how many of them are drawn. */
const SOLID = 10;
const DASHED = 6;

type Marks = ReadonlyMap<string, EditorMark>;
type Places = ReadonlyMap<string, MarkPlace>;

/** Of a mark that may be resolved. */
interface PlaceReader {
  get(id: string): MarkPlace | undefined;
}

/** One stretch as it was painted, and from what. */
interface PaintedSegment {
  segment: Segment;
  /** Of `segment.ids`, in that order. */
  marks: readonly (EditorMark | undefined)[];
  places: readonly (MarkPlace | undefined)[];
  decoration: Decoration;
}

/** The marks that are to be painted, on one version of the text. */
export interface Painting {
  doc: Node;
  decorations: DecorationSet;
  /** By where they begin; no two overlap. */
  segments: ReadonlyMap<number, PaintedSegment>;
}

/** More changed stretches than this are painted faster from nothing. */
const FEW = 40;

/** Decorations of the marks `shown`. What looks as it did in `before`, on the same text, is left alone, here and in the page. */
export function paintMarks(doc: Node, marks: Marks, shown: readonly [string, MarkPlace][], before: Painting | null): Painting {
  const places: Places = new Map(shown);
  const known = before?.doc === doc ? before : null;
  const segments = new Map<number, PaintedSegment>();
  const added: Decoration[] = [];
  for (const segment of segmentsOf(rangesOf(marks, shown))) {
    const [own, there] = [segment.ids.map((id) => marks.get(id)), segment.ids.map((id) => places.get(id))];
    const kept = known?.segments.get(segment.from);
    const painted = kept && looksAs(kept, segment, own, there) ? kept : paintSegment(segment, marks, places);
    segments.set(segment.from, painted);
    if (painted !== kept) added.push(painted.decoration);
  }
  const removed = [...(known?.segments ?? [])].flatMap(([from, { decoration }]) => (segments.get(from)?.decoration === decoration ? [] : [decoration]));
  const decorations =
    known && added.length + removed.length <= FEW
      ? known.decorations.remove(removed).add(doc, added)
      : DecorationSet.create(doc, [...segments.values()].map(({ decoration }) => decoration));
  return { doc, decorations, segments };
}

function rangesOf(marks: Marks, shown: readonly [string, MarkPlace][]): MarkRange[] {
  return shown.flatMap(([id, { from, to }]) => {
    const mark = marks.get(id);
    return mark && !mark.hidden ? [{ id, from, to, unlined: mark.state === "rejected" }] : [];
  });
}

function paintSegment(segment: Segment, marks: Marks, places: Places): PaintedSegment {
  const { from, to, ids, goesOn } = segment;
  return {
    segment,
    marks: ids.map((id) => marks.get(id)),
    places: ids.map((id) => places.get(id)),
    decoration: Decoration.inline(from, to, segmentAttributes(segment, marks, places), { inclusiveEnd: goesOn }),
  };
}

/** The look depends on the marks, and on their lengths: the shortest gives the tint. */
function looksAs(kept: PaintedSegment, { to, lanes, goesOn }: Segment, marks: PaintedSegment["marks"], places: PaintedSegment["places"]): boolean {
  const { segment } = kept;
  return (
    segment.to === to &&
    segment.goesOn === goesOn &&
    sameMembers(segment.lanes, lanes) &&
    sameMembers(kept.marks, marks) &&
    kept.places.every((place, nth) => samePlace(place, places[nth]))
  );
}

function sameMembers<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((member, nth) => member === b[nth]);
}

function segmentAttributes({ ids, lanes }: Segment, marks: Marks, places: Places): DecorationAttrs {
  const all = ids.flatMap((id) => marks.get(id) ?? []);
  const visible = all.filter((mark) => mark.state !== "rejected");
  const lead = shortest(visible, places) ?? all[0];
  const depth = Math.max(0, ...lanes.map((lane) => lane + 1));
  const toCheck = ids.some((id) => places.get(id)?.status === "check");
  return {
    class: `mark mark--${lead?.state ?? "draft"} lanes-${depth}${toCheck ? " mark--check" : ""}`,
    style: [`--mark-colour:${colourOf(lead)}`, ...laneStyles(ids, lanes, marks, depth)].join(";"),
    "data-marks": ids.join(" "),
    role: "mark",
    "aria-description": described(all),
  };
}

/** Of many marks on the same words the first are read out. */
const READ_OUT = 6;

function described(marks: readonly EditorMark[]): string {
  const labels = marks.slice(0, READ_OUT).map((mark) => mark.label);
  return [...labels, ...(marks.length > READ_OUT ? [`and ${marks.length - READ_OUT} more marks`] : [])].join("; ");
}

function laneStyles(ids: readonly string[], lanes: readonly number[], marks: Marks, depth: number): string[] {
  return Array.from({ length: depth }, (_, lane) => {
    const mark = marks.get(ids[lanes.indexOf(lane)] ?? "");
    // A lane that is free here draws nothing, but keeps the others at their depth.
    const drawn = mark ? (mark.state === "approved" ? SOLID : DASHED) : 0;
    return `--lane-${lane}:${colourOf(mark)};--dash-${lane}:${drawn}px`;
  });
}

/** Of marks over one stretch, the one that is most particular to it. */
function shortest(marks: readonly EditorMark[], places: Places): EditorMark | undefined {
  const length = (mark: EditorMark): number => {
    const place = places.get(mark.id);
    return place ? place.to - place.from : Infinity;
  };
  return [...marks].sort((a, b) => length(a) - length(b))[0];
}

function colourOf(mark: EditorMark | undefined): string {
  return mark && COLOUR.test(mark.colour) ? mark.colour : NO_COLOUR;
}

/** The stronger tint of the selected mark; joins the attributes of the mark's own decorations. */
export function paintSelected(mark: EditorMark | undefined, place: MarkPlace | undefined): Decoration[] {
  if (!mark || !isShown(place)) return [];
  return [Decoration.inline(place.from, place.to, { class: "mark--selected", style: `--selected-colour:${colourOf(mark)}` })];
}

/** Shows where something is, after going there. */
export function paintFlash(range: Range | null): Decoration[] {
  return range && range.to > range.from ? [Decoration.inline(range.from, range.to, { class: "flash" })] : [];
}

/** On paper colours may be missing: the code of each tag behind its passage. */
export function paintCodes(marks: Marks, places: PlaceReader): Decoration[] {
  return [...marks.values()].flatMap((mark) => {
    const place = places.get(mark.id);
    if (!isShown(place) || mark.hidden || mark.state === "rejected") return [];
    return [Decoration.widget(place.to, () => codeElement(mark), { side: -1, key: `code-${mark.id}` })];
  });
}

function codeElement({ code, state }: EditorMark): HTMLElement {
  const element = document.createElement("span");
  element.className = "mark-code";
  element.textContent = state === "approved" ? `[${code}]` : `[${code}?]`;
  return element;
}

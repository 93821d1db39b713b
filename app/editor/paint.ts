/**
 * Marks as decorations: a tint, a line for each mark in its own lane, and what screen readers are told.
 *
 * Called by the highlights. Only class names, custom properties and attributes are set here; how they look is in
 * styles/editor.css. What must stay true: colours reach a style only when they are #rrggbb; labels only as attributes.
 */
import type { Node } from "prosemirror-model";
import { Decoration, DecorationSet, type DecorationAttrs } from "prosemirror-view";
import { isShown, type EditorMark, type MarkPlace } from "./editor-mark.ts";
import type { Range } from "./positions.ts";
import { segmentsOf, type MarkRange, type Segment } from "./segments.ts";

const COLOUR = /^#[0-9a-f]{6}$/i;
const NO_COLOUR = "#5c6068";
/** Pattern of ten pixels: how many of them are drawn. */
const SOLID = 10;
const DASHED = 6;

type Marks = ReadonlyMap<string, EditorMark>;
type Places = ReadonlyMap<string, MarkPlace>;

/** Decorations of all marks. */
export function paintMarks(doc: Node, marks: Marks, places: Places): DecorationSet {
  const ranges: MarkRange[] = [];
  for (const [id, mark] of marks) {
    const place = places.get(id);
    if (isShown(place)) ranges.push({ id, from: place.from, to: place.to, unlined: mark.state === "rejected" });
  }
  const decorations = segmentsOf(ranges).map((segment) =>
    Decoration.inline(segment.from, segment.to, segmentAttributes(segment, marks, places), { inclusiveEnd: segment.goesOn }),
  );
  return DecorationSet.create(doc, decorations);
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
    "aria-description": all.map((mark) => mark.label).join("; "),
  };
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
export function paintCodes(marks: Marks, places: Places): Decoration[] {
  return [...marks.values()].flatMap((mark) => {
    const place = places.get(mark.id);
    if (!isShown(place) || mark.state === "rejected") return [];
    return [Decoration.widget(place.to, () => codeElement(mark), { side: -1, key: `code-${mark.id}` })];
  });
}

function codeElement({ code, state }: EditorMark): HTMLElement {
  const element = document.createElement("span");
  element.className = "mark-code";
  element.textContent = state === "approved" ? `[${code}]` : `[${code}?]`;
  return element;
}

import { useEffect, useRef } from "react";
import type { LinkPair } from "./link-pairs.ts";
import { linesOf } from "./use-compare-side.ts";
import { SIDES, type Comparison, type Side } from "./use-comparison.ts";

/** Where in the text one is taken to read, as a share of what is seen of it. */
const READING_LINE = 0.3;

/** While it is on: scrolling one text brings the other to the passage linked with what is read now, if there is any. */
export function useScrollTogether(comparison: Comparison, on: boolean): void {
  const latest = useRef(comparison);
  useEffect(() => {
    latest.current = comparison;
  });

  useEffect(() => {
    if (!on) return;
    /** The text that is moved by hand; what moves by itself draws nothing after it. */
    let driver: Side | null = null;
    let last: LinkPair | null = null;
    let frame = 0;
    const sideAt = (target: EventTarget | null) => SIDES.find((side) => target instanceof Node && latest.current[side].scroller.current?.contains(target)) ?? null;
    const touched = (event: Event) => {
      driver = sideAt(event.target);
    };
    const look = () => {
      frame = 0;
      if (!driver) return;
      const found = readNow(latest.current, driver);
      if (found && found.link.id !== last?.link.id) bringBeside(latest.current, driver, found);
      if (found) last = found;
    };
    const scrolled = (event: Event) => {
      if (driver && event.target === latest.current[driver].scroller.current) frame ||= requestAnimationFrame(look);
    };
    const options = { capture: true, passive: true };
    for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) document.addEventListener(kind, touched, options);
    document.addEventListener("scroll", scrolled, options);
    return () => {
      cancelAnimationFrame(frame);
      for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) document.removeEventListener(kind, touched, options);
      document.removeEventListener("scroll", scrolled, options);
    };
  }, [on]);
}

/** Of the links in view on a side, the one that begins nearest to the reading line. */
function readNow({ pairs, ...sides }: Comparison, side: Side): LinkPair | null {
  const box = sides[side].scroller.current?.getBoundingClientRect();
  if (!box) return null;
  const lineOf = linesOf(sides[side]);
  const goal = box.top + READING_LINE * box.height;
  let found: { pair: LinkPair; off: number } | null = null;
  for (const pair of pairs) {
    const line = lineOf(pair[side].mark);
    if (line === null || line < box.top || line > box.bottom) continue;
    const off = Math.abs(line - goal);
    if (!found || off < found.off) found = { pair, off };
  }
  return found?.pair ?? null;
}

/** Scrolls the other text until its end of the link is level. */
function bringBeside(sides: Comparison, driver: Side, pair: LinkPair): void {
  const other: Side = driver === "left" ? "right" : "left";
  const [here, there] = [linesOf(sides[driver])(pair[driver].mark), linesOf(sides[other])(pair[other].mark)];
  const { current } = sides[other].scroller;
  if (current && here !== null && there !== null) current.scrollTop += there - here;
}

import { useEffect, useRef, type MouseEvent, type ReactNode, type RefObject } from "react";

export interface StripMark {
  id: string;
  /** Pixels from the top of the text. */
  top: number;
  /** #rrggbb */
  colour: string;
}

export interface DensityStripProps {
  marks: readonly StripMark[];
  selected: string | null;
  text: RefObject<HTMLElement>;
  /** What scrolls the text; the window without it. */
  scroller?: RefObject<HTMLElement>;
  /** What lies over the strip: who reads where. */
  children?: ReactNode;
}

/** The whole document in a strip: where the marks are, which part is in the window. A second way to what the outline and the cards offer. */
export function DensityStrip({ marks, selected, text, scroller, children }: DensityStripProps) {
  const strip = useRef<HTMLDivElement>(null);
  const ticks = useRef<HTMLCanvasElement>(null);
  const view = useRef<HTMLDivElement>(null);

  // Drawn, not laid out: a document may have thousands of marks.
  useEffect(() => {
    const canvas = ticks.current;
    if (!canvas) return;
    const draw = () => drawTicks(canvas, marks, selected, text.current?.getBoundingClientRect().height ?? 0);
    const observer = new ResizeObserver(draw);
    observer.observe(canvas);
    return () => observer.disconnect();
  }, [marks, selected, text]);

  useEffect(() => {
    let frame = 0;
    const draw = () => {
      frame = 0;
      const box = text.current?.getBoundingClientRect();
      if (!box || !view.current || box.height === 0) return;
      const seen = windowOf(scroller);
      const top = Math.max(0, (seen.top - box.top) / box.height);
      view.current.style.insetBlockStart = `${100 * Math.min(1, top)}%`;
      view.current.style.blockSize = `${100 * Math.min(1 - Math.min(1, top), seen.height / box.height)}%`;
    };
    const soon = () => {
      frame ||= requestAnimationFrame(draw);
    };
    draw();
    const target = scroller?.current ?? window;
    target.addEventListener("scroll", soon, { passive: true });
    window.addEventListener("resize", soon);
    return () => {
      cancelAnimationFrame(frame);
      target.removeEventListener("scroll", soon);
      window.removeEventListener("resize", soon);
    };
  }, [text, scroller, marks]);

  const go = (event: MouseEvent) => {
    const box = text.current?.getBoundingClientRect();
    const own = strip.current?.getBoundingClientRect();
    if (!box || !own) return;
    const share = (event.clientY - own.top) / own.height;
    const seen = windowOf(scroller);
    (scroller?.current ?? window).scrollBy({ top: box.top - seen.top + share * box.height - seen.height / 2, behavior: "instant" });
  };

  return (
    <div ref={strip} className="density" aria-hidden="true" onClick={go}>
      <canvas ref={ticks} className="density__ticks" />
      <div ref={view} className="density__view" />
      {children}
    </div>
  );
}

/** Where and how high that is in which the text is seen. */
function windowOf(scroller: RefObject<HTMLElement> | undefined): { top: number; height: number } {
  const box = scroller?.current?.getBoundingClientRect();
  return box ? { top: box.top, height: box.height } : { top: 0, height: window.innerHeight };
}

const TICK = { inset: 4, height: 3 };
const SELECTED_TICK = { inset: 1, height: 5 };

/** `height` is that of the text, in pixels, which the canvas shows whole. Of marks that would hide each other only the last is drawn. */
function drawTicks(canvas: HTMLCanvasElement, marks: readonly StripMark[], selected: string | null, height: number): void {
  const { clientWidth, clientHeight } = canvas;
  const scale = window.devicePixelRatio;
  canvas.width = clientWidth * scale;
  canvas.height = clientHeight * scale;
  const context = canvas.getContext("2d");
  if (!context || height === 0) return;
  context.scale(scale, scale);
  const draw = ({ top, colour }: StripMark, { inset, height: thick }: typeof TICK) => {
    context.fillStyle = colour;
    context.beginPath();
    context.roundRect(inset, (clientHeight * top) / height, clientWidth - 2 * inset, thick, 2);
    context.fill();
  };
  const byRow = new Map<number, StripMark>();
  for (const mark of marks) byRow.set(Math.round((clientHeight * scale * mark.top) / height), mark);
  for (const mark of byRow.values()) draw(mark, TICK);
  const last = marks.find((mark) => mark.id === selected);
  if (last) draw(last, SELECTED_TICK);
}

import { useEffect, useRef, type MouseEvent, type RefObject } from "react";

export interface StripMark {
  id: string;
  /** Pixels from the top of the page. */
  top: number;
  colour: string;
}

export interface DensityStripProps {
  marks: readonly StripMark[];
  selected: string | null;
  text: RefObject<HTMLElement>;
}

/** The whole document in a strip: where the marks are, which part is in the window. A second way to what the outline and the cards offer. */
export function DensityStrip({ marks, selected, text }: DensityStripProps) {
  const strip = useRef<HTMLDivElement>(null);
  const view = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let frame = 0;
    const draw = () => {
      frame = 0;
      const box = text.current?.getBoundingClientRect();
      if (!box || !view.current || box.height === 0) return;
      const top = Math.max(0, -box.top / box.height);
      view.current.style.insetBlockStart = `${100 * Math.min(1, top)}%`;
      view.current.style.blockSize = `${100 * Math.min(1 - Math.min(1, top), window.innerHeight / box.height)}%`;
    };
    const soon = () => {
      frame ||= requestAnimationFrame(draw);
    };
    draw();
    window.addEventListener("scroll", soon, { passive: true });
    window.addEventListener("resize", soon);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", soon);
      window.removeEventListener("resize", soon);
    };
  }, [text, marks]);

  const go = (event: MouseEvent) => {
    const box = text.current?.getBoundingClientRect();
    const own = strip.current?.getBoundingClientRect();
    if (!box || !own) return;
    const share = (event.clientY - own.top) / own.height;
    window.scrollTo({ top: box.top + window.scrollY + share * box.height - window.innerHeight / 2 });
  };

  const box = text.current?.getBoundingClientRect();
  const begin = box ? box.top + window.scrollY : 0;
  const height = box && box.height > 0 ? box.height : 1;
  return (
    <div ref={strip} className="density" aria-hidden="true" onClick={go}>
      {marks.map((mark) => (
        <span
          key={mark.id}
          className={mark.id === selected ? "density__mark density__mark--selected" : "density__mark"}
          style={{ insetBlockStart: `${(100 * (mark.top - begin)) / height}%`, background: mark.colour }}
        />
      ))}
      <div ref={view} className="density__view" />
    </div>
  );
}

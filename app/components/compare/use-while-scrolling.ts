import { useEffect, useRef, useState, type DependencyList } from "react";

/** What `measure` finds on the screen: again in each frame in which something was scrolled or resized, and when `changes` have. */
export function useWhileScrolling<T>(measure: () => T, changes: DependencyList): T | null {
  const [found, setFound] = useState<T | null>(null);
  const latest = useRef(measure);
  useEffect(() => {
    latest.current = measure;
  });
  useEffect(() => {
    let frame = 0;
    const draw = () => {
      frame = 0;
      setFound(latest.current());
    };
    const soon = () => {
      frame ||= requestAnimationFrame(draw);
    };
    soon();
    // Scrolling does not bubble, but can be caught on the way down.
    document.addEventListener("scroll", soon, { capture: true, passive: true });
    window.addEventListener("resize", soon);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener("scroll", soon, { capture: true });
      window.removeEventListener("resize", soon);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, changes);
  return found;
}

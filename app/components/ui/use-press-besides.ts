import { useEffect, useRef, type RefObject } from "react";

/** Is it on the ground behind a modal dialog? The browser counts that ground as the dialog itself. */
function isBesides(dialog: HTMLDialogElement, { target, clientX, clientY }: MouseEvent): boolean {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return target === dialog && (clientX < left || clientX > right || clientY < top || clientY > bottom);
}

/** Tells of presses on the ground behind a modal dialog. One that began inside, as when selecting words, is none. */
export function usePressBesides(dialog: RefObject<HTMLDialogElement>, onPress: () => void): void {
  const latest = useRef(onPress);
  useEffect(() => {
    latest.current = onPress;
  });

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    let began = false;
    const begin = (event: MouseEvent) => {
      began = isBesides(element, event);
    };
    const end = (event: MouseEvent) => {
      if (began && isBesides(element, event)) latest.current();
    };
    element.addEventListener("pointerdown", begin);
    element.addEventListener("click", end);
    return () => {
      element.removeEventListener("pointerdown", begin);
      element.removeEventListener("click", end);
    };
  }, [dialog]);
}

import { useEffect, useRef } from "react";

type KeyActions = Record<string, (() => void) | undefined>;

const TYPING = "input, textarea, select, [contenteditable]:not([contenteditable='false']), [role='textbox']";
const OVERLAY = "[role='dialog'], [role='alertdialog'], [role='menu']";

/** Single-letter keys for the whole page; silent while somebody types, holds a modifier or has an overlay open. */
export function useKeys(actions: KeyActions, enabled = true): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });

  useEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.isComposing) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(TYPING)) return;
      if (document.querySelector(OVERLAY)) return;
      const action = latest.current[event.key.toLowerCase()];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [enabled]);
}

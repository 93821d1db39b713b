import { useEffect, useRef } from "react";

type KeyActions = Record<string, (() => void) | undefined>;

const FIELD = "input, textarea, select, [contenteditable]:not([contenteditable='false']), [role='textbox']";
const OVERLAY = "dialog, [role='dialog'], [role='alertdialog'], [role='menu']";
/** Keys that go on while they are held: those that walk. Any other acts once, whatever comes under it meanwhile. */
const WALKING = ["j", "k"];

/** Popovers and dialogs stay in the page while they are closed. */
function hasOverlay(): boolean {
  return [...document.querySelectorAll(OVERLAY)].some((element) => element.checkVisibility());
}

/** A text that can't be changed is no field, though browsers take it for one: it has a caret, so that words can be selected without a mouse. */
function isTyping(target: EventTarget | null): boolean {
  const field = target instanceof Element ? target.closest(FIELD) : null;
  return field !== null && field.getAttribute("aria-readonly") !== "true";
}

/** Escape lets go of what is selected, also where one types. */
function isInText({ key, target }: KeyboardEvent): boolean {
  return key === "Escape" && target instanceof Element && target.closest(".document-text") !== null;
}

/** May a key with Ctrl act here: does nobody type, and is no overlay open? */
export function isFree(target: EventTarget | null): boolean {
  return !hasOverlay() && !isTyping(target);
}

/** Calls the action of a key, by its lower-case name; silent while somebody types or has an overlay open. Keys with Alt work everywhere. */
export function useKeys(actions: KeyActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // The editor takes Escape for itself without doing anything with it.
      if ((event.defaultPrevented && event.key !== "Escape") || event.isComposing) return;
      const key = event.key.toLowerCase();
      if (event.ctrlKey || event.metaKey || (event.repeat && !WALKING.includes(key)) || hasOverlay()) return;
      if (isTyping(event.target) && !event.altKey && !isInText(event)) return;
      const name = event.altKey ? `alt+${key}` : key;
      const action = (event.shiftKey ? latest.current[`shift+${name}`] : undefined) ?? latest.current[name];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

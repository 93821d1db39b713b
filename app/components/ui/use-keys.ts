import { useEffect, useRef } from "react";
import { isSignKey, keyName } from "~/core/keys/key-name.ts";

export interface HeardKey {
  run: () => void;
  /** Goes on while the key is held. Any other acts once, whatever comes under it meanwhile. */
  walks?: boolean;
}

/** By the name of the key (core/keys/key-name.ts). */
export type KeyActions = Record<string, HeardKey>;

const FIELD = "input, textarea, select, [contenteditable]:not([contenteditable='false']), [role='textbox']";
const OVERLAY = "dialog, [role='dialog'], [role='alertdialog'], [role='menu']";

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

/** Keys that write nothing and take nothing away. */
function isBesideTyping(name: string): boolean {
  return /^(mod\+|alt\+|(shift\+)?f\d)/.test(name);
}

/** Calls the action of a key; silent while an overlay is open, and for what writes while somebody types. */
export function useKeys(actions: KeyActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // The editor takes Escape for itself without doing anything with it.
      if ((event.defaultPrevented && event.key !== "Escape") || event.isComposing) return;
      const name = keyName(event);
      if (name === null) return;
      // A letter is the same with the capitals on, unless somebody has chosen it with Shift.
      const action = latest.current[name] ?? (isSignKey(name) ? latest.current[name.replace("shift+", "")] : undefined);
      if (!action || (event.repeat && !action.walks) || hasOverlay()) return;
      if (isTyping(event.target) && !isBesideTyping(name) && !isInText(event)) return;
      event.preventDefault();
      action.run();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

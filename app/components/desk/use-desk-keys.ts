/**
 * The keys of a page with locked texts. Like the keys of other pages, but a text that can't be changed is no field,
 * though browsers take it for one: it has a caret, so that words can be selected without a mouse.
 */
import { useEffect, useRef } from "react";

type KeyActions = Record<string, (() => void) | undefined>;

const FIELD = "input, textarea, select, [contenteditable]:not([contenteditable='false']), [role='textbox']";
const OVERLAY = "dialog, [role='dialog'], [role='alertdialog'], [role='menu']";

/** Popovers and dialogs stay in the page while they are closed. */
function hasOverlay(): boolean {
  return [...document.querySelectorAll(OVERLAY)].some((element) => element.checkVisibility());
}

function isTyping(target: EventTarget | null): boolean {
  const field = target instanceof Element ? target.closest(FIELD) : null;
  return field !== null && field.getAttribute("aria-readonly") !== "true";
}

/** Escape lets go of what is selected, also where one types. */
function isInText({ key, target }: KeyboardEvent): boolean {
  return key === "Escape" && target instanceof Element && target.closest(".document-text") !== null;
}

/** Calls the action of a key, by its lower-case name; silent while somebody types or has an overlay open. Alt+F10 works everywhere. */
export function useDeskKeys(actions: KeyActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // The editor takes Escape for itself without doing anything with it.
      if ((event.defaultPrevented && event.key !== "Escape") || event.isComposing) return;
      const name = event.altKey ? `alt+${event.key.toLowerCase()}` : event.key.toLowerCase();
      if (event.ctrlKey || event.metaKey || hasOverlay()) return;
      if (isTyping(event.target) && !event.altKey && !isInText(event)) return;
      const action = latest.current[name];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** Presses what a card offers under a key; a card without it has no such right or state. */
export function pressInCard(card: string | null, key: string): boolean {
  const found = card && document.querySelector<HTMLElement>(`[data-card="${CSS.escape(card)}"] [data-key="${key}"]`);
  if (found) found.click();
  return Boolean(found);
}

/** Puts the caret into the note of a card, opening its field when it is closed. */
export function editNoteOf(card: string): void {
  if (pressInCard(card, "e")) return;
  document.querySelector<HTMLElement>(`[data-card="${CSS.escape(card)}"] [data-note]`)?.focus();
}

import type { ActionId } from "~/core/keys/actions.ts";

/** Presses what a card offers for an action; a card without it has no such right or state. */
export function pressInCard(card: string | null, action: ActionId): boolean {
  const found = card && document.querySelector<HTMLElement>(`[data-card="${CSS.escape(card)}"] [data-action="${action}"]`);
  if (found) found.click();
  return Boolean(found);
}

/** Puts the caret into the note of a card, opening its field when it is closed. */
export function editNoteOf(card: string): void {
  if (pressInCard(card, "mark.note")) return;
  document.querySelector<HTMLElement>(`[data-card="${CSS.escape(card)}"] [data-note]`)?.focus();
}

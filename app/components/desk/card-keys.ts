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

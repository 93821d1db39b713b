/**
 * Words that were written in vain, on their way from the page where the right to read ended to the page that says so.
 *
 * They are this person's own, so they may stay; everything else of the page goes by leaving it. What must stay true:
 * they are read once, and words of an ending before never turn up in a later one.
 */
const KEY = "rapporteur:last-words";

/** Keeps them for the next page of this window. False where the browser keeps nothing. */
export function keepLastWords(words: string): boolean {
  try {
    sessionStorage.removeItem(KEY);
    if (words !== "") sessionStorage.setItem(KEY, words);
    return true;
  } catch {
    return false;
  }
}

/** Takes them out; "" when there are none. */
export function takeLastWords(): string {
  try {
    const words = sessionStorage.getItem(KEY) ?? "";
    sessionStorage.removeItem(KEY);
    return words;
  } catch {
    return "";
  }
}

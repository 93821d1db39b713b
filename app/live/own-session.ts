/**
 * What this window remembers of its own person over a reload: words half typed, steps that can be undone.
 *
 * Called by fields and by mark-steps. It is the browser's session storage, so it goes with the window, and by
 * `forgetSession` at signing out and where the right to read ends. What must stay true: everything of it is below one
 * prefix; a browser that keeps nothing is no fault.
 */
const PREFIX = "rapporteur:own:";

/** What was remembered under a name, as JSON was read; null when there is nothing. */
export function recall(name: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + name) ?? "null");
  } catch {
    return null;
  }
}

/** Remembers a value, or, null, forgets it. */
export function remember(name: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(PREFIX + name);
    else sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // It lasts as long as the page, then.
  }
}

/** Is anything remembered? */
export function hasSession(): boolean {
  try {
    return Object.keys(sessionStorage).some((name) => name.startsWith(PREFIX));
  } catch {
    return false;
  }
}

/** Forgets all of it. */
export function forgetSession(): void {
  try {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
  } catch {
    // There was nothing.
  }
}

import { startTransition, useCallback, useEffect, useState } from "react";
import { useRootData } from "~/components/shell/use-root-data.ts";
import { NO_CHOICES, readChoices, type KeyChoices } from "~/core/keys/choices.ts";

/** The keys one person has chosen in this browser. They are about nothing but keys, so they outlive signing out. */
class ChosenKeys {
  readonly #name: string;
  readonly #listeners = new Set<() => void>();
  #choices: KeyChoices | null = null;

  constructor(userId: string) {
    this.#name = `rapporteur.keys.${userId}`;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    if (this.#listeners.size === 0) window.addEventListener("storage", this.#elsewhere);
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) window.removeEventListener("storage", this.#elsewhere);
    };
  };

  readonly read = (): KeyChoices => {
    this.#choices ??= readChoices(stored(() => localStorage.getItem(this.#name)));
    return this.#choices;
  };

  readonly choose = (choices: KeyChoices): void => {
    this.#choices = choices;
    stored(() => localStorage.setItem(this.#name, JSON.stringify(choices)));
    this.#tell();
  };

  readonly #elsewhere = ({ key }: StorageEvent): void => {
    if (key !== null && key !== this.#name) return;
    this.#choices = null;
    this.#tell();
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Where a browser keeps nothing, keys hold until the page is left. */
function stored<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

const known = new Map<string, ChosenKeys>();

/**
 * The viewer's choices, and how to change them. The served page knows none of them; they come after it, without haste:
 * parts of the page may still be waiting for their code.
 */
export function useKeyChoices(): [KeyChoices, (choices: KeyChoices) => void] {
  const userId = useRootData()?.viewer?.id ?? "";
  const [choices, setChoices] = useState(NO_CHOICES);
  useEffect(() => {
    const chosen = chosenBy(userId);
    const read = () => setChoices(chosen.read());
    startTransition(read);
    return chosen.subscribe(read);
  }, [userId]);
  return [choices, useCallback((next) => chosenBy(userId).choose(next), [userId])];
}

function chosenBy(userId: string): ChosenKeys {
  const found = known.get(userId) ?? new ChosenKeys(userId);
  known.set(userId, found);
  return found;
}

/**
 * The keys a person has chosen, over those that actions have by themselves. Pure.
 *
 * Called by the desk's key hooks and the key sheet. Promises: what was stored by another version, or by hand, is read as
 * far as it makes sense and never throws. What must stay true: an action whose key was given to another one has none,
 * until it gets one again; fixed keys stay.
 */
import type { KeyAction } from "./actions.ts";
import { isSignKey } from "./key-name.ts";

export interface KeyChoices {
  /** False: keys of a single sign do nothing, for those who speak to their computer or rest their hands on it. */
  signs: boolean;
  /** By the id of the action; null: it has no key. */
  keys: Readonly<Record<string, string | null>>;
}

export const NO_CHOICES: KeyChoices = { signs: true, keys: {} };

type Bound = Pick<KeyAction, "id" | "keys" | "fixed">;

/** The keys of an action now, the one that is shown first. */
export function keysOf({ id, keys, fixed }: Bound, choices: KeyChoices): readonly string[] {
  const chosen = fixed ? undefined : choices.keys[id];
  const own = chosen === undefined ? keys : chosen === null ? [] : [chosen];
  return choices.signs ? own : own.filter((key) => !isSignKey(key));
}

/** The actions that have this key already where `wanted` is heard; none when it is free. */
export function holdersOf(actions: readonly KeyAction[], choices: KeyChoices, wanted: KeyAction, key: string): KeyAction[] {
  const everything = { ...choices, signs: true };
  const meets = (other: KeyAction) => other.id !== wanted.id && (other.context === wanted.context || other.context === "page" || wanted.context === "page");
  return actions.filter((other) => meets(other) && keysOf(other, everything).includes(key));
}

/** Gives an action a key, taking it from whoever had it. */
export function withKey(choices: KeyChoices, id: string, key: string, from: readonly KeyAction[]): KeyChoices {
  return { ...choices, keys: { ...choices.keys, ...Object.fromEntries(from.map((holder) => [holder.id, null])), [id]: key } };
}

/** The action has its own keys again; whoever holds one of them now gets its own back too, and so on. */
export function withoutChoice(actions: readonly KeyAction[], choices: KeyChoices, action: KeyAction): KeyChoices {
  const { [action.id]: _, ...keys } = choices.keys;
  const left = { ...choices, keys };
  for (const key of action.keys) {
    const [holder] = holdersOf(actions, left, action, key);
    if (holder) return withoutChoice(actions, left, holder);
  }
  return left;
}

/** Reads what was stored. */
export function readChoices(stored: string | null): KeyChoices {
  if (stored === null) return NO_CHOICES;
  try {
    const { signs, keys } = JSON.parse(stored) as { signs?: unknown; keys?: unknown };
    const entries = Object.entries(typeof keys === "object" && keys !== null ? keys : {});
    const sound = entries.filter((entry): entry is [string, string | null] => entry[1] === null || (typeof entry[1] === "string" && entry[1].length <= 40));
    return { signs: signs !== false, keys: Object.fromEntries(sound) };
  } catch {
    return NO_CHOICES;
  }
}

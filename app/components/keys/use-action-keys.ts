import { useCallback } from "react";
import { useKeys, type KeyActions } from "~/components/ui/use-keys.ts";
import { ACTIONS, type ActionId, type KeyAction, type KeyContext } from "~/core/keys/actions.ts";
import { keysOf } from "~/core/keys/choices.ts";
import { ariaKey, keyWords } from "~/core/keys/key-name.ts";
import { useKeyChoices } from "./use-key-choices.ts";

/** What is to be done for an action; without a handler its key is left to the browser. */
export type ActionHandlers = Partial<Record<ActionId, (() => void) | undefined>>;

/** Words before marks before the page: what comes later holds a key that several have. */
const ORDER: readonly KeyContext[] = ["page", "mark", "words"];

/** Calls the handler of an action when one of its keys is pressed. `more`: keys with words selected that are in no list, like those of tags. */
export function useActionKeys(handlers: ActionHandlers, more: KeyActions = {}): void {
  const [choices] = useKeyChoices();
  const heard: KeyActions = {};
  for (const context of ORDER) {
    if (context === "words") Object.assign(heard, more);
    for (const action of ACTIONS as readonly KeyAction[]) {
      const run = action.context === context ? handlers[action.id as ActionId] : undefined;
      if (run) for (const key of keysOf(action, choices)) heard[key] = { run, walks: action.walks };
    }
  }
  useKeys(heard);
}

/** The keys of an action for an element, and the key to show beside its words. */
export interface Shortcut {
  /** `data-action` is how a key finds the button of a card. */
  props: { "data-action": ActionId; "aria-keyshortcuts"?: string };
  /** Null when it has none. */
  words: string | null;
}

/** Answers the keys of actions as they are now. */
export function useShortcuts(): (id: ActionId) => Shortcut {
  const [choices] = useKeyChoices();
  return useCallback(
    (id) => {
      const action = ACTIONS.find((one) => one.id === id);
      const keys = action ? keysOf(action, choices) : [];
      const [first] = keys;
      return {
        props: { "data-action": id, ...(first !== undefined && { "aria-keyshortcuts": keys.map(ariaKey).join(" ") }) },
        words: first === undefined ? null : keyWords(first),
      };
    },
    [choices],
  );
}

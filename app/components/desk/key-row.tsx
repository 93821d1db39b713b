import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { Button } from "~/components/ui/button.tsx";
import { Kbd } from "~/components/ui/kbd.tsx";
import type { KeyAction } from "~/core/keys/actions.ts";
import { holdersOf, keysOf, type KeyChoices } from "~/core/keys/choices.ts";
import { keyName, keyWords } from "~/core/keys/key-name.ts";
import { refusalOf } from "~/core/keys/refused.ts";

export interface KeyRowProps {
  action: KeyAction;
  /** All, to see who has a key already. */
  actions: readonly KeyAction[];
  choices: KeyChoices;
  /** `holders`: who has it until now, and will have none. */
  onGive: (key: string, holders: readonly KeyAction[]) => void;
  /** Null when it has its own keys. */
  onReset: (() => void) | null;
}

/** An action with its key. */
export function KeyRow({ action, actions, choices, onGive, onReset }: KeyRowProps) {
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current && !asking) button.current?.focus();
    asked.current = asking;
  }, [asking]);

  const keys = keysOf(action, choices);
  const shown = keys.map(keyWords).join(" or ") || "no key";
  const kbd = keys.length > 0 ? keys.slice(0, 1).map((key) => <Kbd key={key}>{keyWords(key)}</Kbd>) : <span className="soft">–</span>;
  return (
    <li className="key-row">
      {action.fixed ? (
        <span className="key-row__key">{kbd}</span>
      ) : (
        <button ref={button} type="button" className="key-row__key key-row__key--button" aria-label={`Change the key of “${action.words}”, now ${shown}`} onClick={() => setAsking(true)}>
          {kbd}
        </button>
      )}
      <span className="key-row__words" dir="auto">
        {action.words}
      </span>
      {onReset && !asking && (
        <Button variant="bare" size="small" aria-label={`Reset the key of “${action.words}”`} onClick={onReset}>
          Reset
        </Button>
      )}
      {asking && (
        <KeyQuestion
          action={action}
          holdersOfKey={(key) => holdersOf(actions, choices, action, key)}
          onGive={(key, holders) => {
            setAsking(false);
            onGive(key, holders);
          }}
          onCancel={() => setAsking(false)}
        />
      )}
    </li>
  );
}

interface KeyQuestionProps {
  action: KeyAction;
  holdersOfKey: (key: string) => readonly KeyAction[];
  onGive: (key: string, holders: readonly KeyAction[]) => void;
  onCancel: () => void;
}

/** Waits for a key. A field, because screen readers hand over keys to fields only. */
function KeyQuestion({ action, holdersOfKey, onGive, onCancel }: KeyQuestionProps) {
  const field = useRef<HTMLInputElement>(null);
  const [pressed, setPressed] = useState<{ key: string; refusal: string | null; holders: readonly KeyAction[] } | null>(null);
  useEffect(() => field.current?.focus(), []);

  const { key: chosen = "", refusal: refused = null, holders = [] } = pressed ?? {};

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const key = keyName(event.nativeEvent);
    // Tab leaves the field, as everywhere.
    if (key === null || key === "tab" || key === "shift+tab") return;
    event.preventDefault();
    event.stopPropagation();
    if (key === "escape") return onCancel();
    if (key === "enter" && holders.length > 0) return onGive(chosen, holders);
    const found = holdersOfKey(key);
    const refusal = refusalOf(key) ?? (found.some((one) => one.fixed) ? "It can't be taken from where it is." : null);
    if (refusal === null && found.length === 0) return onGive(key, []);
    setPressed({ key, refusal, holders: refusal === null ? found : [] });
  };
  return (
    <div className="key-row__question">
      <input
        ref={field}
        className="input"
        readOnly
        aria-label={`New key for “${action.words}”`}
        aria-describedby="key-question-words"
        value={chosen === "" ? "Press the new key" : keyWords(chosen)}
        onKeyDown={onKeyDown}
      />
      <p id="key-question-words" className="small" role="status">
        {refused !== null && `${keyWords(chosen)} can't be used. ${refused} Press another one.`}
        {holders.length > 0 && `${keyWords(chosen)} is the key of ${holders.map(({ words }) => `“${words}”`).join(" and ")}. Press Enter to take it from there, or another key.`}
        {!pressed && "Esc leaves it as it is."}
      </p>
      {holders.length > 0 && (
        <Button size="small" variant="primary" onClick={() => onGive(chosen, holders)}>
          Take it
        </Button>
      )}
      <Button size="small" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}

import { useState } from "react";
import { useKeyChoices } from "~/components/keys/use-key-choices.ts";
import { Button } from "~/components/ui/button.tsx";
import { Panel } from "~/components/ui/overlay.tsx";
import type { Tag } from "~/core/codebook/tags.ts";
import { ACTIONS, type KeyAction, type KeyGroup } from "~/core/keys/actions.ts";
import { keysOf, NO_CHOICES, withKey, withoutChoice } from "~/core/keys/choices.ts";
import { keyWords } from "~/core/keys/key-name.ts";
import { KeyRow } from "./key-row.tsx";
import { tagActionId, type KeyedTag } from "./tag-keys.ts";

export interface KeySheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  tags: readonly Tag[];
  keyed: readonly KeyedTag[];
  reviews: boolean;
  types: boolean;
}

const GROUPS: { group: KeyGroup; title: string }[] = [
  { group: "words", title: "With words selected" },
  { group: "marks", title: "Marks" },
  { group: "review", title: "Review, on a selected mark" },
  { group: "compare", title: "Two texts side by side" },
  { group: "text", title: "Text" },
];

/** All keys of the desk, each of which can be another one. What is chosen stays in this browser. */
export function KeySheet({ open, onOpenChange, tags, keyed, reviews, types }: KeySheetProps) {
  const [choices, choose] = useKeyChoices();
  const [told, tell] = useState("");
  const actions = [...tagActions(tags, keyed), ...(ACTIONS as readonly KeyAction[])];
  const nameOf = (action: KeyAction) => `“${action.words}”`;

  const give = (action: KeyAction, key: string, holders: readonly KeyAction[]) => {
    choose(withKey(choices, action.id, key, holders));
    tell(`${keyWords(key)} is now the key of ${nameOf(action)}.${holders.map((holder) => ` ${nameOf(holder)} has none.`).join("")}`);
  };
  const reset = (action: KeyAction) => {
    const next = withoutChoice(actions, choices, action);
    choose(next);
    tell(`${nameOf(action)} has its own key again${keysOf(action, next).length > 0 ? `: ${keysOf(action, next).map(keyWords).join(" or ")}` : ""}.`);
  };
  const resetAll = () => {
    choose({ ...NO_CHOICES, signs: choices.signs });
    tell("All keys are as they were at first.");
  };
  return (
    <Panel title="Keys" description="Press the key beside an action to give it another one. Kept in this browser, for you." open={open} onOpenChange={onOpenChange}>
      <label className="key-sheet__switch">
        <input type="checkbox" checked={choices.signs} onChange={(event) => choose({ ...choices, signs: event.currentTarget.checked })} />
        <span>
          Keys of a single letter or sign
          <span className="soft small"> – turn them off when you speak to your computer, or press keys by accident</span>
        </span>
      </label>
      {GROUPS.filter(({ group }) => group !== "review" || reviews).map(({ group, title }) => (
        <section key={group} className="key-sheet" aria-labelledby={`keys-${group}`}>
          <h3 id={`keys-${group}`}>{title}</h3>
          <ul>
            {actions
              .filter((action) => action.group === group)
              .map((action) => (
                <KeyRow
                  key={action.id}
                  action={action}
                  actions={actions}
                  choices={choices}
                  onGive={(key, holders) => give(action, key, holders)}
                  onReset={action.id in choices.keys ? () => reset(action) : null}
                />
              ))}
          </ul>
        </section>
      ))}
      <p className="soft small">
        Shift with the arrows selects words from the caret.
        {types && " Where you type, letters type; Alt F10 leads from the text to the buttons."}
      </p>
      <div className="row">
        <Button size="small" disabled={Object.keys(choices.keys).length === 0} onClick={resetAll}>
          Reset all keys
        </Button>
        <p className="small key-sheet__told" role="status">
          {told}
        </p>
      </div>
    </Panel>
  );
}

function tagActions(tags: readonly Tag[], keyed: readonly KeyedTag[]): KeyAction[] {
  return tags.map((tag) => {
    const letter = keyed.find((one) => one.tag.id === tag.id)?.letter ?? null;
    const own = letter === null ? [] : [letter];
    return { id: tagActionId(tag.slug), group: "words", context: "words", keys: own, words: `Mark as ${tag.name.toLowerCase()}` };
  });
}

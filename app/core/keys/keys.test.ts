import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACTIONS, type KeyAction } from "./actions.ts";
import { holdersOf, keysOf, NO_CHOICES, readChoices, withKey, withoutChoice, type KeyChoices } from "./choices.ts";
import { ariaKey, isSignKey, keyName, keyWords, type KeyPress } from "./key-name.ts";
import { refusalOf } from "./refused.ts";

const actions: readonly KeyAction[] = ACTIONS;
const action = (id: string): KeyAction => {
  const found = actions.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};
const pressed = (key: string, code: string, more: Partial<KeyPress> = {}): string | null =>
  keyName({ key, code, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...more });

describe("keyName", () => {
  it.each([
    ["a plain letter", pressed("j", "KeyJ"), "j"],
    ["a letter of a French keyboard, not the one that is printed there elsewhere", pressed("a", "KeyQ"), "a"],
    ["a letter with an accent", pressed("é", "Digit2"), "é"],
    ["a Russian layout", pressed("о", "KeyJ"), "j"],
    ["an Arabic layout", pressed("ت", "KeyJ"), "j"],
    ["Greek with Control", pressed("κ", "KeyK", { ctrlKey: true }), "mod+k"],
    ["Arabic digits", pressed("٢", "Digit2"), "2"],
    ["the Arabic question mark", pressed("؟", "Slash", { shiftKey: true }), "?"],
    ["a letter with Shift", pressed("J", "KeyJ", { shiftKey: true }), "shift+j"],
    ["a capital by Caps Lock", pressed("J", "KeyJ"), "j"],
    ["a sign with Shift", pressed("?", "Slash", { shiftKey: true }), "?"],
    ["the command key", pressed("k", "KeyK", { metaKey: true }), "mod+k"],
    ["a sign that macOS makes with Alt", pressed("˚", "KeyK", { altKey: true }), "alt+k"],
    ["a sign by AltGr", pressed("@", "KeyQ", { altKey: true, ctrlKey: true, getModifierState: () => true }), "@"],
    ["a function key", pressed("F3", "F3", { shiftKey: true }), "shift+f3"],
    ["Alt and a function key", pressed("F10", "F10", { altKey: true }), "alt+f10"],
    ["Shift alone", pressed("Shift", "ShiftLeft", { shiftKey: true }), null],
    ["a dead key", pressed("Dead", "Quote"), null],
  ])("%s", (_, name, wanted) => expect(name).toBe(wanted));

  it("is shown and told to screen readers in their own ways", () => {
    expect([keyWords("mod+k"), keyWords("alt+f10"), keyWords("?"), keyWords("+")]).toEqual(["Ctrl K", "Alt F10", "?", "+"]);
    expect([ariaKey("mod+k"), ariaKey("j"), ariaKey("delete"), ariaKey("+")]).toEqual(["Control+K", "J", "Delete", "Plus"]);
    expect(["j", "shift+j", "?", "mod+k", "f3", "delete"].map(isSignKey)).toEqual([true, true, true, false, false, false]);
  });
});

/** Actions that hear the same key at the same time. */
function clashes(choices: KeyChoices): string[] {
  return actions.flatMap((one) => keysOf(one, choices).flatMap((key) => holdersOf(actions, choices, one, key).map(({ id }) => id)));
}

describe("keys that people choose", () => {
  it("are free of clashes before anybody chooses, and none of them is refused", () => {
    expect(clashes(NO_CHOICES)).toEqual([]);
    const own = actions.filter((one) => !one.fixed).flatMap((one) => one.keys);
    expect(own.filter((key) => refusalOf(key) !== null)).toEqual([]);
  });

  it("a key taken from somebody leaves them without one, and a reset gives each its own back", () => {
    const taken = withKey(NO_CHOICES, "mark.next", "k", [action("mark.previous")]);
    expect(keysOf(action("mark.next"), taken)).toEqual(["k"]);
    expect(keysOf(action("mark.previous"), taken)).toEqual([]);
    const back = withoutChoice(actions, taken, action("mark.previous"));
    expect(keysOf(action("mark.previous"), back)).toEqual(["k"]);
    expect(keysOf(action("mark.next"), back)).toEqual(["j"]);
  });

  it("never mean two things at once, whatever is chosen and taken back", () => {
    const free = actions.filter((one) => !one.fixed);
    const step = fc.record({ of: fc.constantFrom(...free), key: fc.constantFrom(...free.flatMap((one) => one.keys), "x", "f2"), reset: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let choices = NO_CHOICES;
        for (const { of, key, reset } of steps) {
          choices = reset ? withoutChoice(actions, choices, of) : withKey(choices, of.id, key, holdersOf(actions, choices, of, key));
          expect(clashes(choices)).toEqual([]);
        }
      }),
    );
  });

  it("of a single sign are silent when they are turned off", () => {
    const off = { ...NO_CHOICES, signs: false };
    expect(keysOf(action("mark.next"), off)).toEqual([]);
    expect(keysOf(action("text.bar"), off)).toEqual(["alt+f10"]);
  });

  it("can't be taken from Escape", () => {
    expect(keysOf(action("escape"), readChoices('{"keys":{"escape":"x"}}'))).toEqual(["escape"]);
  });

  it.each([null, "", "{", "[]", "7", "null", '{"keys":7}', '{"keys":{"mark.next":7}}'])("are none where %s was stored", (stored) => {
    expect(readChoices(stored)).toEqual(NO_CHOICES);
  });

  it.each(["mod+w", "mod+t", "enter", "tab", "shift+tab", "arrowdown", "escape", "f5", "mod+alt+q", "space"])("are refused with words: %s", (key) => {
    expect(refusalOf(key)).toMatch(/\.$/);
  });
});

/**
 * What a press of the keyboard is called: "j", "?", "mod+k", "alt+f10". Pure, for the browser.
 *
 * Called by whoever listens to keys and by the key sheet. Promises: where the layout gives no Latin letter (Russian,
 * Arabic, …) the letter that stands on the key of the usual layout counts, and so do digits, / and ?. What must stay
 * true: a name is what is stored of a key that a person has chosen, so names never change their meaning.
 */

/** What is read of a keyboard event. */
export interface KeyPress {
  key: string;
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  getModifierState?: (key: string) => boolean;
}

const LATIN_OR_COMMON = /^[\p{Script=Latin}\p{ASCII}]$/u;

/** The name of a press; null for a modifier by itself, a dead key and what composes letters. */
export function keyName(press: KeyPress): string | null {
  const { key } = press;
  if (["Control", "Meta", "Alt", "AltGraph", "Shift", "CapsLock", "Dead", "Process", "Unidentified", ""].includes(key)) return null;
  const isSign = [...key].length === 1;
  // AltGr makes signs; Windows tells it as Ctrl and Alt.
  const makesSign = isSign && press.getModifierState?.("AltGraph") === true;
  const mod = (press.ctrlKey || press.metaKey) && !makesSign;
  const alt = press.altKey && !makesSign;
  const base = isSign ? signOf(press, alt) : key.toLowerCase();
  // Of a sign, Shift is a part; of a letter or a named key it is a key beside it.
  const shift = press.shiftKey && (!isSign || /^\p{L}$/u.test(base));
  return [mod && "mod", alt && "alt", shift && "shift", base].filter(Boolean).join("+");
}

function signOf({ key, code, shiftKey }: KeyPress, alt: boolean): string {
  // With Alt, macOS makes other signs of letters.
  if (LATIN_OR_COMMON.test(key) && !(alt && !/^[a-z0-9]$/i.test(key))) return key === " " ? "space" : key.toLowerCase();
  const [, printed] = /^(?:Key|Digit)([A-Z0-9])$/.exec(code) ?? [];
  if (printed !== undefined) return printed.toLowerCase();
  if (code === "Slash") return shiftKey ? "?" : "/";
  return key.toLowerCase();
}

/** One sign and nothing beside it, as speech input makes them by the dozen (WCAG 2.1.4). */
export function isSignKey(name: string): boolean {
  return [...name.replace(/^shift\+/, "")].length === 1;
}

const SHOWN: Record<string, string> = { mod: "Ctrl", escape: "Esc", arrowup: "↑", arrowdown: "↓", arrowleft: "←", arrowright: "→" };

/** As it stands on the page: "J", "Ctrl K", "Alt F10". */
export function keyWords(name: string): string {
  return parts(name).map((part) => SHOWN[part] ?? capital(part)).join(" ");
}

/** As `aria-keyshortcuts` wants it: "J", "Control+K". */
export function ariaKey(name: string): string {
  return parts(name).map((part) => (part === "mod" ? "Control" : part === "+" ? "Plus" : capital(part))).join("+");
}

function parts(name: string): string[] {
  return name === "+" ? ["+"] : name.split(/\+(?=.)/);
}

function capital(part: string): string {
  return part.charAt(0).toUpperCase() + part.slice(1);
}

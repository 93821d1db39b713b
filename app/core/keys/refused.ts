/**
 * Keys that no action can have, and why: those the browser keeps for itself and those that move in a page. Pure.
 * Called by the key sheet, which shows the answer. Better too many than a key that does two things at once.
 */
const MOVING = new Set(["enter", "space", "tab", "arrowup", "arrowdown", "arrowleft", "arrowright", "home", "end", "pageup", "pagedown", "insert"]);
const BROWSER = new Set([
  ..."acdefghijlnopqrstuvwxyz0123456789+-=".split("").map((sign) => `mod+${sign}`),
  ..."bcdijkmnopqrtwyz".split("").map((letter) => `mod+shift+${letter}`),
  "alt+d", "alt+arrowleft", "alt+f", "alt+e", "alt+f4", "alt+home", "mod+f4", "mod+f5", "mod+delete", "mod+backspace", "shift+delete",
  "f1", "f5", "f7", "f10", "f11", "f12", "shift+f10", "shift+f5", "contextmenu",
]);

/** Why this key can't be chosen; null when it can. */
export function refusalOf(key: string): string | null {
  const last = key.split("+").at(-1) ?? key;
  if (key === "escape" || key.endsWith("+escape")) return "Escape always lets go of what is selected.";
  if (MOVING.has(last)) return "That key moves in the page or presses what has the focus.";
  if (BROWSER.has(key)) return "The browser keeps that one for itself.";
  if (key.startsWith("mod+alt+")) return "On many keyboards that writes a sign.";
  return null;
}

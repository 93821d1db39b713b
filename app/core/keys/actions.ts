/**
 * What can be done on a desk by a key: the one list behind the keys themselves, the sheet of keys, `aria-keyshortcuts`
 * and the palette. Pure data.
 *
 * To add one: a line here, and a handler under its id where `useActionKeys` is called. What must stay true: ids are kept
 * in people's browsers with the keys they have chosen, so an id never changes its meaning; within one context, and
 * between "page" and any other, no default key stands twice (actions.test.ts).
 */

/**
 * When a key of an action is heard: always, on a selected mark, or with words selected. The same key may mean one thing on
 * a selected mark and another with words selected: words come first.
 */
export type KeyContext = "page" | "mark" | "words";

export type KeyGroup = "words" | "marks" | "review" | "compare" | "text";

export interface KeyAction {
  id: string;
  group: KeyGroup;
  context: KeyContext;
  /** Names of keys (key-name.ts), the one that is shown first. */
  keys: readonly string[];
  /** What it does, for people. */
  words: string;
  /** Nobody can give it another key. */
  fixed?: boolean;
  /** Goes on while the key is held. */
  walks?: boolean;
}

const action = <Id extends string>(
  id: Id, group: KeyGroup, context: KeyContext, keys: string, words: string, more: Pick<KeyAction, "fixed" | "walks"> = {},
): KeyAction & { id: Id } => ({ id, group, context, keys: keys.split(" "), words, ...more });

export const ACTIONS = [
  action("words.note", "words", "words", "n", "Mark the selected words with a note"),
  action("link", "words", "page", "l", "Link the selected words or mark with another passage"),
  action("link.typing", "words", "page", "alt+l", "The same, also while you type"),
  action("escape", "marks", "page", "escape", "Let the selection go, close the card", { fixed: true }),
  action("mark.next", "marks", "page", "j", "Next mark", { walks: true }),
  action("mark.previous", "marks", "page", "k", "Previous mark", { walks: true }),
  action("mark.pick", "marks", "mark", "x", "Pick it, to change several at once"),
  action("mark.next.pick", "marks", "page", "shift+j", "Pick it and the next", { walks: true }),
  action("mark.previous.pick", "marks", "page", "shift+k", "Pick it and the previous", { walks: true }),
  action("marks.pick", "marks", "page", "mod+a", "Among the cards: pick all that are shown", { fixed: true }),
  action("undo", "marks", "page", "mod+z", "Undo your last step on the marks", { fixed: true }),
  action("redo", "marks", "page", "mod+shift+z", "Do it again", { fixed: true }),
  action("mark.end", "marks", "page", "alt+shift+arrowleft alt+shift+arrowright", "Move its end by a word", { fixed: true }),
  action("mark.start", "marks", "page", "alt+shift+arrowup alt+shift+arrowdown", "Move its start by a word", { fixed: true }),
  action("mark.note", "marks", "mark", "e", "Edit the note"),
  action("mark.submit", "marks", "mark", "s", "Submit for review"),
  action("mark.delete", "marks", "mark", "delete backspace", "Delete, with a way back"),
  action("review.approve", "review", "mark", "a", "Approve"),
  action("review.ask", "review", "mark", "c", "Ask for changes"),
  action("review.reject", "review", "mark", "r", "Reject with a reason"),
  action("review.open", "review", "mark", "o", "Open in its document, from the reviews"),
  action("compare.together", "compare", "page", "f", "Scroll together"),
  action("compare.other", "compare", "page", "f6", "To the other text"),
  action("text.bar", "text", "page", "alt+f10", "From the text to the buttons for what is selected"),
  action("keys", "text", "page", "?", "These keys"),
] as const;

export type ActionId = (typeof ACTIONS)[number]["id"];

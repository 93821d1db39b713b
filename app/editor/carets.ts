/**
 * Others' carets and selections: a thin caret in their colour, with their name for two seconds after it has moved.
 *
 * Plugins used by the desk editor. Promises: whatever a presence state says, it is checked before it is drawn: names are
 * text, colours are #rrggbb, positions are of this text; anything else is not shown. What must stay true: identity is
 * filled in by the server; y-prosemirror draws again with each change, so the elements are kept by client.
 */
import type { EditorState, Plugin } from "prosemirror-state";
import type { DecorationAttrs } from "prosemirror-view";
import { relativePositionToAbsolutePosition, yCursorPlugin } from "y-prosemirror";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { personOf } from "~/live/presence.ts";
import { bindingOf, isOurs } from "./relative.ts";

/** How long the name shows. */
const NAMED_FOR = 2_000;

interface Caret {
  element: HTMLElement;
  timer: ReturnType<typeof setTimeout> | null;
  at: string;
}

/** The plugin, and how to stop it. `state` is asked when a presence state is checked; null before there is a view. */
export function carets(awareness: Awareness, state: () => EditorState | null): { plugin: Plugin; stop(): void } {
  const shown = new Map<number, Caret>();
  const stateOf = (clientId: number): unknown => awareness.getStates().get(clientId);
  const onChange = ({ updated, removed }: { updated: number[]; removed: number[] }): void => {
    for (const clientId of removed) forget(shown, clientId);
    for (const clientId of updated) {
      const caret = shown.get(clientId);
      const at = JSON.stringify((stateOf(clientId) as { cursor?: unknown } | undefined)?.cursor ?? null);
      if (caret && caret.at !== at) showName(caret, at);
    }
  };
  awareness.on("change", onChange);
  const plugin = yCursorPlugin(awareness, {
    awarenessStateFilter: (_, clientId: number, presence: unknown) =>
      clientId !== awareness.clientID && personOf(presence) !== null && isPlaced(presence, state()),
    cursorBuilder: (_, clientId) => {
      forget(shown, clientId);
      const caret = { element: caretElement(stateOf(clientId)), timer: null, at: "" };
      shown.set(clientId, caret);
      showName(caret, JSON.stringify((stateOf(clientId) as { cursor?: unknown } | undefined)?.cursor ?? null));
      return caret.element;
    },
    selectionBuilder: (user: unknown): DecorationAttrs => ({
      nodeName: "span",
      class: "remote-selection",
      style: `--person:${personOf({ user })?.colour ?? "transparent"}`,
    }),
  }) as Plugin;
  return {
    plugin,
    stop: () => {
      awareness.off("change", onChange);
      for (const clientId of [...shown.keys()]) forget(shown, clientId);
    },
  };
}

function forget(shown: Map<number, Caret>, clientId: number): void {
  const timer = shown.get(clientId)?.timer;
  if (timer) clearTimeout(timer);
  shown.delete(clientId);
}

function showName(caret: Caret, at: string): void {
  caret.at = at;
  caret.element.classList.add("caret--named");
  if (caret.timer) clearTimeout(caret.timer);
  caret.timer = setTimeout(() => caret.element.classList.remove("caret--named"), NAMED_FOR);
}

function caretElement(presence: unknown): HTMLElement {
  const person = personOf(presence);
  const caret = document.createElement("span");
  caret.className = "caret";
  caret.style.setProperty("--person", person?.colour ?? "transparent");
  const name = document.createElement("span");
  name.className = "caret__name";
  name.textContent = person?.name ?? "";
  // Word joiners keep the caret from opening a place to break the line.
  caret.append("\u2060", name, "\u2060");
  return caret;
}

/** Do both ends of the cursor lead somewhere in this text? Asked here, because y-prosemirror would throw. */
function isPlaced(presence: unknown, state: EditorState | null): boolean {
  const { cursor } = presence as { cursor?: { anchor?: unknown; head?: unknown } | null };
  const binding = state && bindingOf(state);
  if (!cursor || typeof cursor !== "object" || !binding) return false;
  try {
    return [cursor.anchor, cursor.head].every((end) => {
      if (typeof end !== "object" || end === null) return false;
      const position = Y.createRelativePositionFromJSON(end);
      return isOurs(position) && relativePositionToAbsolutePosition(binding.doc, binding.type, position, binding.mapping) !== null;
    });
  } catch {
    // Made up by a client of another kind.
    return false;
  }
}

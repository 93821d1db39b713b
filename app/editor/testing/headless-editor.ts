/**
 * An editor of an open document without a window: the state, the binding to Yjs and the plugins of typing are the real
 * ones, only nothing is drawn.
 *
 * Called by tests and simulations. What must stay true: the plugins are those of desk-plugins.ts for somebody who may type, as far as
 * they change the text, in the same order (`more` come after them); changes go through `dispatch` as they do in a view.
 */
import { EditorState, type Command, type Plugin, type PluginView, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { initProseMirrorDoc, ySyncPlugin, yUndoPluginKey } from "y-prosemirror";
import type * as Y from "yjs";
import { schema } from "~/core/document/schema.ts";
import { FRAGMENT } from "~/core/live/protocol.ts";
import { blockIds } from "../block-ids.ts";
import { typing } from "../typing.ts";
import type { UndoFailure } from "../undo.ts";

export class HeadlessEditor {
  state: EditorState;
  readonly #views: PluginView[];

  /** The text has to have come already. An undo that fails throws, unless `onUndoFailure` is given. */
  constructor(
    readonly ydoc: Y.Doc,
    onUndoFailure: UndoFailure = (error) => {
      throw error;
    },
    more: readonly Plugin[] = [],
  ) {
    const fragment = ydoc.getXmlFragment(FRAGMENT);
    const { doc, mapping } = initProseMirrorDoc(fragment, schema);
    const plugins = [ySyncPlugin(fragment, { mapping }) as Plugin, ...typing("", onUndoFailure), blockIds(), ...more];
    this.state = EditorState.create({ schema, doc, plugins });
    this.#views = plugins.flatMap((plugin) => plugin.spec.view?.(this as unknown as EditorView) ?? []);
  }

  readonly dispatch = (transaction: Transaction): void => {
    const before = this.state;
    this.state = before.apply(transaction);
    for (const view of this.#views) view.update?.(this as unknown as EditorView, before);
  };

  /** As a view is asked; nobody looks at this one. */
  hasFocus(): boolean {
    return false;
  }

  /** Answers whether there was something to do. */
  run(command: Command): boolean {
    return command(this.state, this.dispatch);
  }

  /** Presses a key, as "Mod-z"; answers whether a plugin took it. */
  press(key: "Mod-z" | "Mod-y"): boolean {
    const event = { key: key.slice(-1), keyCode: key.charCodeAt(4) - 32, ctrlKey: true, metaKey: false, altKey: false, shiftKey: false };
    return this.state.plugins.some((plugin) =>
      plugin.props.handleKeyDown?.call(plugin, this as unknown as EditorView, event as unknown as KeyboardEvent) === true);
  }

  /** What may be undone; each edit is a step of its own unless the one before is to be joined with it. */
  get history(): Y.UndoManager {
    return (yUndoPluginKey.getState(this.state) as { undoManager: Y.UndoManager }).undoManager;
  }

  destroy(): void {
    for (const view of this.#views) view.destroy?.();
  }
}

/**
 * The plugins of the desk editor, and the document it is bound to.
 *
 * Called by desk-editor.ts. What must stay true: the binding to Yjs comes first, undo after it; where nobody types the
 * binding is to a mirror, so that nothing y-prosemirror does on its own can reach the shared document.
 */
import { EditorState, Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { initProseMirrorDoc, ySyncPlugin, ySyncPluginKey } from "y-prosemirror";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { Anchor } from "~/core/anchor/anchor.ts";
import { schema } from "~/core/document/schema.ts";
import { FRAGMENT } from "~/core/live/protocol.ts";
import type { DocumentConnection } from "~/live/connection.ts";
import { blockIds } from "./block-ids.ts";
import { carets } from "./carets.ts";
import { keptSelection, type DeskSelection } from "./desk-selection.ts";
import { codesOnPaper, highlights } from "./highlights.ts";
import { locked, LOCKED_ATTRIBUTES, mirrorOf } from "./locked.ts";
import { ownCaret } from "./own-caret.ts";
import { permalinks, pointing } from "./pointing.ts";
import { reanchoring } from "./reanchoring.ts";
import type { typing } from "./typing.ts";
import { hearBeforeChanges } from "./unheard-selection.ts";

export interface DeskEditorOptions {
  place: HTMLElement;
  ydoc: Y.Doc;
  awareness: Awareness;
  /** Where it is saved; without one nothing is ever described anew. */
  connection?: Pick<DocumentConnection, "saveState">;
  canType: boolean;
  /** What is needed for typing (./typing.ts), loaded by the caller where somebody may type: readers do without its code. */
  typing?: typeof typing;
  /** What screen readers call it. */
  label: string;
  placeholder?: string;
  /** Give numbered paragraphs their `id="pN"`. Off where two documents stand side by side. Default: on. */
  permalinks?: boolean;
  onSelection: (selection: DeskSelection | null) => void;
  onMarksAt: (ids: string[], event: Event) => void;
  onPermalink?: (paragraph: number) => void;
  /** An edit made here has broken how a mark was described; this is how it is described now. */
  onReanchor?: (id: string, anchor: Anchor) => void;
  /** The text was changed here. */
  onEdited?: () => void;
  /** A step could not be taken back or made again; the text is whole. */
  onUndoFailure?: (error: unknown) => void;
}

/** What is stopped when the editor goes, beside its plugins. */
export interface Bound {
  state: EditorState;
  stop: () => void;
}

/** The state of a new editor, bound. `news` is the desk's own plugin; `view` answers the editor's view, nothing before there is one. */
export function boundState(options: DeskEditorOptions, news: Plugin, view: () => EditorView | null | undefined): Bound {
  const { ydoc, canType, awareness } = options;
  const copy = canType ? null : mirrorOf(ydoc);
  const fragment = (copy?.mirror ?? ydoc).getXmlFragment(FRAGMENT);
  // Before the binding, which remembers the selection at the same moment.
  const stopHearing = hearBeforeChanges(copy?.mirror ?? ydoc, view);
  // An empty fragment is no document; it is drawn when its content has come.
  const drawn = fragment.length > 0 ? initProseMirrorDoc(fragment, schema) : undefined;
  const sync = ySyncPlugin(fragment, { mapping: drawn?.mapping }) as Plugin;
  const plugins = [sync, carets(awareness), ownCaret(awareness), ...kindPlugins(options, fragment), ...markPlugins(options), news];
  return {
    state: EditorState.create({ schema, doc: drawn?.doc, plugins }),
    stop: () => {
      stopHearing();
      copy?.stop();
    },
  };
}

function kindPlugins(options: DeskEditorOptions, fragment: Y.XmlFragment): Plugin[] {
  if (!options.canType) return [locked()];
  const onUndoFailure = (error: unknown): void => options.onUndoFailure?.(error);
  return [notBefore(fragment), ...(options.typing?.(options.placeholder ?? "", onUndoFailure) ?? []), blockIds()];
}

function markPlugins(options: DeskEditorOptions): Plugin[] {
  const { canType, connection, onReanchor, onMarksAt, onPermalink } = options;
  const isSaved = (): boolean => connection?.saveState.state === "saved";
  return [
    highlights(),
    codesOnPaper(),
    ...(options.permalinks === false ? [] : [permalinks()]),
    pointing({ canType, onMarksAt, onPermalink }),
    keptSelection(),
    ...(canType && connection && onReanchor ? [reanchoring({ isSaved, onReanchor })] : []),
  ];
}

/** Attributes of the editable element. */
export function deskAttributes({ canType, label, placeholder }: DeskEditorOptions): Record<string, string> {
  return {
    class: "document-text",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": label,
    spellcheck: String(canType),
    ...(canType ? {} : LOCKED_ATTRIBUTES),
    ...(canType && placeholder ? { "aria-placeholder": placeholder } : {}),
  };
}

/** Until the text has come, nothing is typed: it would stand beside it afterwards. */
function notBefore(fragment: Y.XmlFragment): Plugin {
  return new Plugin({
    filterTransaction: (transaction) =>
      !transaction.docChanged || fragment.length > 0 || transaction.getMeta(ySyncPluginKey) !== undefined,
  });
}

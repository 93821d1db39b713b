/**
 * One open document in the browser: its marks, its live connection, its editor in the place of the served text.
 *
 * Used by the desk, and twice by the comparison. Promises: nothing is connected on the server or before the page is
 * shown; everything made here is destroyed with the component; until the text has come the served one stays readable.
 */
import { useEffect, useRef, useState, type RefObject } from "react";
import { toast } from "~/components/ui/toaster.tsx";
import type { MarkSet, OpenDocument, Viewer } from "~/context.ts";
import type { Anchor } from "~/core/anchor/anchor.ts";
import { can, type Role } from "~/core/access/can.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import { documentLabel } from "~/core/document/document.ts";
import { CLOSE, endsReading } from "~/core/live/protocol.ts";
import type { DeskEditor, DeskEditorOptions, DeskSelection } from "~/editor/desk-editor.ts";
import type { DocumentConnection } from "~/live/connection.ts";
import { MarkStore, type MarkSnapshot } from "~/live/mark-store.ts";
import { joined, useEnding } from "./until-ended.tsx";
import { useKeeping } from "./use-keeping.ts";
import { useMarks } from "./use-marks.ts";
import { useSettled } from "./use-settled.ts";

export interface DocumentDeskOptions {
  open: Pick<OpenDocument, "document" | "workspace">;
  marks: MarkSet;
  tags: readonly Tag[];
  viewer: Viewer;
  /** What the served text stands in. */
  place: RefObject<HTMLDivElement>;
  /** Two documents stand side by side: no ids of paragraphs, which both may have. */
  sideBySide?: boolean;
  onSelection: (selection: DeskSelection | null) => void;
  onMarksAt: (ids: string[], event: Event) => void;
  onPermalink?: (paragraph: number) => void;
}

export interface DocumentDesk {
  store: MarkStore;
  marks: MarkSnapshot;
  /** The viewer's role, as the server said it last; a reader's once there is no right left. */
  role: Role;
  canType: boolean;
  connection: DocumentConnection | null;
  editor: DeskEditor | null;
  /** Why the server has ended the connection for good; null while it has not. */
  final: number | null;
  /** What is not needed to read and mark may be loaded now. */
  settled: boolean;
}

type Mount = (options: DeskEditorOptions) => DeskEditor;

interface Live {
  connection: DocumentConnection;
  mount: Mount;
  typing: DeskEditorOptions["typing"];
}

/** Opens a document live. */
export function useDocumentDesk(options: DocumentDeskOptions): DocumentDesk {
  const { open, viewer, place, sideBySide = false } = options;
  const { document: facts, workspace } = open;
  const label = documentLabel(facts);
  const [role, setRole] = useState<Role>(workspace.role);
  const [mayType, setMayType] = useState(() => can({ userId: viewer.id, role: workspace.role }, "document.type", facts));
  const [editor, setEditor] = useState<DeskEditor | null>(null);
  const store = useStore(options);
  const marks = useMarks(store);
  const settled = useSettled(store);
  // Before all marks are here, nobody knows what a page before this one has changed.
  useKeeping(store, viewer.id, workspace.id, settled && marks.whole);
  const [final, onFinal] = useFinal(store, workspace.id);
  const { live, ready } = useLive(store, facts.kind === "working", {
    onRole: (next, canType) => {
      setRole(next);
      setMayType(canType);
    },
    onFinal,
  });
  const canType = mayType && final === null;
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  useEffect(() => {
    if (!live || !ready || !place.current) return;
    const mounted = live.mount({
      place: place.current,
      ydoc: live.connection.ydoc,
      awareness: live.connection.awareness,
      connection: live.connection,
      canType,
      typing: live.typing,
      label: `Text of ${label}`,
      placeholder: "Write here",
      permalinks: !sideBySide,
      onSelection: (selection) => latest.current.onSelection(selection),
      onMarksAt: (ids, event) => latest.current.onMarksAt(ids, event),
      onPermalink: (paragraph) => latest.current.onPermalink?.(paragraph),
      onReanchor: (id, anchor) => reanchor(store, id, anchor),
      onUndoFailure: tellOfUndo,
    });
    setEditor(mounted);
    return () => {
      setEditor(null);
      mounted.destroy();
    };
  }, [live, ready, canType, label, place, sideBySide, store]);

  return { store, marks, role: final === CLOSE.notFound ? "reader" : role, canType, connection: live?.connection ?? null, editor, final, settled };
}

function useStore({ open: { document: facts, workspace }, marks, viewer, tags }: DocumentDeskOptions): MarkStore {
  const [store] = useState(
    () => new MarkStore(facts.id, marks, { ...viewer, role: workspace.role }, tags, { documentLabel: documentLabel(facts), workspaceId: workspace.id }),
  );
  return store;
}

/** A mark that has gone meanwhile needs no anchor. */
function reanchor(store: MarkStore, id: string, anchor: Anchor): void {
  if (store.snapshot().annotations.some((one) => one.id === id)) void store.reanchor(id, anchor, "editor");
}

/** The text is whole; the fault still belongs into the browser's log. */
function tellOfUndo(error: unknown): void {
  toast.message("This step could not be undone. Your text is as you see it, and nothing was lost.");
  reportError(error);
}

interface LiveNews {
  onRole: (role: Role, canType: boolean) => void;
  onFinal: (code: number, unsaved: string) => void;
}

/** Why the server has ended the connection, where what was read may stay; where it may not, the whole page is told. */
function useFinal(store: MarkStore, workspaceId: string): [number | null, LiveNews["onFinal"]] {
  const [final, setFinal] = useState<number | null>(null);
  const end = useEnding();
  return [final, (code, unsaved) => (endsReading(code) ? end({ code, unsaved: joined(unsaved, store.drop()), place: { documentId: store.documentId, workspaceId } }) : setFinal(code))];
}

/** The connection of a document; the code for it is loaded when the page is shown. */
function useLive(store: MarkStore, isOpen: boolean, news: LiveNews): { live: Live | null; ready: boolean } {
  const [live, setLive] = useState<Live | null>(null);
  const [ready, setReady] = useState(false);
  const latest = useRef(news);
  useEffect(() => {
    latest.current = news;
  });

  // Of very many marks the page has the first only.
  useEffect(() => {
    if (!store.snapshot().whole) void store.catchUp();
  }, [store]);

  useEffect(() => {
    let stop: (() => void) | null = null;
    let gone = false;
    const connect = async () => {
      const [{ Doc }, { DocumentConnection }, { mountDeskEditor }, keys] = await Promise.all([
        import("yjs"),
        import("~/live/connection.ts"),
        import("~/editor/desk-editor.ts"),
        isOpen ? import("~/editor/typing.ts") : null,
      ]);
      if (gone) return;
      const ydoc = new Doc();
      const connection = new DocumentConnection({
        documentId: store.documentId,
        ydoc,
        clock: () => store.clock,
        onFrame: (frame) => store.apply(frame),
        onRole: (frame) => {
          store.setRole(frame.role);
          latest.current.onRole(frame.role, frame.canType);
        },
        onFinal: (code, unsaved) => latest.current.onFinal(code, unsaved),
      });
      stop = () => {
        connection.destroy();
        ydoc.destroy();
      };
      setLive({ connection, mount: mountDeskEditor, typing: keys?.typing });
      void connection.ready.then(() => !gone && setReady(true));
    };
    // The code could not be loaded: the served text stays, and people are told.
    connect().catch(() => !gone && latest.current.onFinal(0, ""));
    return () => {
      gone = true;
      stop?.();
      setLive(null);
      setReady(false);
    };
  }, [store, isOpen]);

  return { live, ready };
}

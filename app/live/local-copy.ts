/**
 * The copy of a text that this browser holds, and what becomes of it when the right to it ends.
 *
 * Called by the document connection. Promises: after `drop` nothing that was downloaded can be read here; what this person
 * has written and the server never had is handed back, so that it can be kept elsewhere. What must stay true: the
 * connection has let go of the document before, or dropping would be sent as deleting.
 */
import * as Y from "yjs";
import { FRAGMENT } from "~/core/live/protocol.ts";

/** The origin of the change that empties a copy: no edit of anybody's. */
export const DROPPED = Symbol("dropped");

export class LocalCopy {
  #savedClock = 0;

  constructor(readonly ydoc: Y.Doc) {}

  /** Everything written here until now is durable. */
  saved(): void {
    this.#savedClock = Y.getState(this.ydoc.store, this.ydoc.clientID);
  }

  /** Empties the copy, also of what was deleted and kept for undoing. Answers the words written here that were not saved, one line for each text. */
  drop(): string {
    const unsaved = writtenSince(this.ydoc, this.#savedClock);
    const fragment = this.ydoc.getXmlFragment(FRAGMENT);
    // As a change, so that an editor that shows it shows nothing more; then without a trace.
    this.ydoc.transact(() => fragment.delete(0, fragment.length), DROPPED);
    const { store } = this.ydoc;
    store.clients.clear();
    store.pendingStructs = null;
    store.pendingDs = null;
    return unsaved;
  }
}

/** What this client has written from a clock of its own on and what still stands, in the order of the text. */
function writtenSince(ydoc: Y.Doc, clock: number): string {
  const texts = ydoc.getXmlFragment(FRAGMENT).createTreeWalker((node) => node instanceof Y.XmlText);
  const lines: string[] = [];
  for (const text of texts) {
    let line = "";
    for (let item = text._start; item !== null; item = item.right) {
      const isOwn = !item.deleted && item.id.client === ydoc.clientID && item.content instanceof Y.ContentString;
      if (isOwn) line += (item.content as Y.ContentString).str.slice(Math.max(0, clock - item.id.clock));
    }
    if (line !== "") lines.push(line);
  }
  return lines.join("\n");
}

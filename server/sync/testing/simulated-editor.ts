/**
 * A person with an editor in the simulated world: the line and its promises are those of SimulatedClient, the edits are made
 * in a real editor without a window.
 *
 * Used by simulation tests. What must stay true: until the text has come nothing is edited; history is cut by chance, not by the clock.
 */
import { FRAGMENT } from "../../../app/core/live/protocol.ts";
import { HeadlessEditor } from "../../../app/editor/testing/headless-editor.ts";
import { editSomewhere } from "./editor-edits.ts";
import { SimulatedClient } from "./simulated-client.ts";
import type { Chance, SimulatedLog, VirtualClock } from "./simulated-world.ts";

export class SimulatedEditor extends SimulatedClient {
  private opened: HeadlessEditor | null = null;

  constructor(
    userId: string,
    clientId: number,
    log: SimulatedLog,
    clock: VirtualClock,
    private readonly luck: Chance,
  ) {
    super(userId, clientId, log, clock, luck);
  }

  /** The editor; null until the text has come. */
  get editor(): HeadlessEditor | null {
    if (!this.opened && this.doc.getXmlFragment(FRAGMENT).length > 0) {
      this.opened = new HeadlessEditor(this.doc);
      this.opened.history.captureTimeout = Infinity;
    }
    return this.opened;
  }

  override edit(): void {
    if (this.editor) editSomewhere(this.editor, this.luck);
  }
}

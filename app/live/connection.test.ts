import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { WebSocket as NodeSocket } from "ws";
import * as Y from "yjs";
import { CLOSE, FRAGMENT, type ChangesFrame } from "~/core/live/protocol.ts";
import { DocumentConnection } from "./connection.ts";
import { PATIENCE } from "./save-tally.ts";
import { OPEN_WITHIN } from "./sync-socket.ts";
import { Hub } from "./testing/hub.ts";

let hub: Hub;
let ydoc: Y.Doc;
let connection: DocumentConnection;
let frames: ChangesFrame[];
let final: number[];
let unsaved: string[];

function type(text: string): void {
  const paragraph = ydoc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement;
  paragraph.insert(0, [new Y.XmlText(text)]);
}

/** Types words and deletes them, as an editor does that can undo it: a copy keeps such words. */
function deleteKeepingUndo(words: string): void {
  const undo = new Y.UndoManager(ydoc.getXmlFragment(FRAGMENT), { captureTimeout: 0 });
  type(words);
  const paragraph = ydoc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement;
  paragraph.delete(0, 1);
  expect(undo.undoStack.length).toBeGreaterThan(0);
}

/** All that can be read in a copy by its bytes, what was deleted included. */
function stillIn(copy: Y.Doc): string {
  return Buffer.from(Y.encodeStateAsUpdate(copy)).toString("latin1");
}

beforeEach(async () => {
  hub = new Hub();
  await hub.listening();
  ydoc = new Y.Doc();
  frames = [];
  final = [];
  unsaved = [];
  connection = new DocumentConnection({
    documentId: "d", ydoc, origin: hub.origin, clock: () => 7, WebSocket: NodeSocket as unknown as typeof WebSocket,
    onFrame: (frame) => frames.push(frame),
    onFinal: (code, words) => {
      final.push(code);
      unsaved.push(words);
    },
  });
  await connection.ready;
});

afterEach(async () => {
  connection.destroy();
  await hub.close();
});

describe("a document connection", () => {
  test("brings the text and says which clock it knows", () => {
    expect(ydoc.getXmlFragment(FRAGMENT).length).toBe(1);
    expect(hub.addresses[0]).toMatch(/^\/sync\/d\?live=1&schema=\d+&clock=7$/);
    expect(connection.linkState).toBe("connected");
  });

  test("says saved only when the server has said so", async () => {
    hub.acknowledges = false;
    type("word");
    expect(connection.saveState.state).toBe("saving");
    await expect.poll(() => hub.words).toContain("word");
    expect(connection.saveState.state).toBe("saving");
    hub.acknowledge();
    await expect.poll(() => connection.saveState.state).toBe("saved");
  });

  test("carries what was not acknowledged, and what was typed meanwhile, over a broken connection", async () => {
    hub.acknowledges = false;
    type("before ");
    hub.socket?.terminate();
    await expect.poll(() => connection.linkState).toBe("down");
    type("meanwhile ");
    expect(connection.saveState).toMatchObject({ state: "unsaved", changes: 2 });
    hub.acknowledges = true;
    connection.reconnectNow();
    await expect.poll(() => connection.saveState.state).toBe("saved");
    expect(hub.words).toContain("meanwhile before");
  });

  test("hands on frames, and ends with a refusal", async () => {
    const frame: ChangesFrame = { t: "changes", from: 7, clock: 8, puts: { annotations: [], links: [] }, removes: { annotations: [], links: [] } };
    hub.tell(frame);
    await expect.poll(() => frames).toEqual([frame]);
    hub.socket?.close(4403);
    await expect.poll(() => final).toEqual([4403]);
    expect(connection.linkState).toBe("ended");
  });

  test.each([CLOSE.notSignedIn, CLOSE.notAllowed])("keeps nothing and sends nothing more after %i; what was written in vain is handed back", async (code) => {
    type("downloaded by all ");
    deleteKeepingUndo("taken out again ");
    expect(stillIn(ydoc)).toMatch(/downloaded.*taken out|taken out.*downloaded/s);
    await expect.poll(() => connection.saveState.state).toBe("saved");
    hub.acknowledges = false;
    type("in vain ");
    await expect.poll(() => hub.words).toContain("in vain");
    hub.socket?.close(code);
    await expect.poll(() => final).toEqual([code]);
    expect(unsaved).toEqual(["in vain "]);
    expect(ydoc.getXmlFragment(FRAGMENT).length).toBe(0);
    expect(stillIn(ydoc)).not.toMatch(/downloaded|in vain|taken out/);
    expect(connection.linkState).toBe("ended");
    const [before, visits] = [hub.words, hub.addresses.length];
    ydoc.getXmlFragment(FRAGMENT).insert(0, [new Y.XmlElement("paragraph")]);
    connection.reconnectNow();
    // A stranger's whole visit gives whatever was still on its way the time to arrive.
    const stranger = new DocumentConnection({ documentId: "d", ydoc: new Y.Doc(), origin: hub.origin, clock: () => 0, WebSocket: NodeSocket as unknown as typeof WebSocket, onFrame: () => undefined });
    await stranger.ready;
    stranger.destroy();
    expect(hub.addresses).toHaveLength(visits + 1);
    expect(hub.words).toBe(before);
  });

  test("a server that stops answering is told as not saved within three seconds, and saved again when it does", async () => {
    hub.acknowledges = false;
    type("one ");
    type("two ");
    await expect.poll(() => connection.saveState, { timeout: 10_000 }).toMatchObject({ state: "unsaved", changes: 2 });
    // The timer is the machine's; what is ours is when it is set for.
    expect(PATIENCE).toBeLessThan(3_000);
    hub.acknowledge();
    await expect.poll(() => connection.saveState.state).toBe("saved");
  });

  test("gives an attempt up that nobody answers, tries again, and then stays", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    hub.answers = false;
    hub.socket?.terminate();
    await expect.poll(() => connection.linkState).toBe("down");
    type("meanwhile ");
    await expect.poll(() => vi.advanceTimersByTimeAsync(100).then(() => hub.asked)).toBe(2);
    hub.answers = true;
    await vi.advanceTimersByTimeAsync(OPEN_WITHIN);
    await expect.poll(() => vi.advanceTimersByTimeAsync(100).then(() => hub.words)).toContain("meanwhile");
    await vi.advanceTimersByTimeAsync(2 * OPEN_WITHIN);
    expect(connection.linkState).toBe("connected");
    expect(hub.asked).toBe(3);
  });

  test("closing the page asks while something is not saved, and only then", async () => {
    const page = new EventTarget();
    vi.stubGlobal("window", page);
    onTestFinished(() => void vi.unstubAllGlobals());
    const asks = (): boolean => !page.dispatchEvent(new Event("beforeunload", { cancelable: true }));
    const ours = new Y.Doc();
    const guarded = new DocumentConnection({ documentId: "d", ydoc: ours, origin: hub.origin, clock: () => 7, WebSocket: NodeSocket as unknown as typeof WebSocket, onFrame: () => undefined });
    onTestFinished(() => guarded.destroy());
    await guarded.ready;
    await expect.poll(() => guarded.saveState.state).toBe("saved");
    expect(asks()).toBe(false);
    hub.acknowledges = false;
    (ours.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).insert(0, [new Y.XmlText("word")]);
    expect(asks()).toBe(true);
    await expect.poll(() => hub.words).toContain("word");
    expect(asks()).toBe(true);
    hub.acknowledge();
    await expect.poll(asks).toBe(false);
    hub.socket?.terminate();
    await expect.poll(() => guarded.linkState).toBe("down");
    expect(asks()).toBe(false);
    (ours.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).insert(0, [new Y.XmlText("offline")]);
    expect(asks()).toBe(true);
    guarded.destroy();
    expect(asks()).toBe(false);
  });

  test.each([CLOSE.refused, CLOSE.tooBig])("does not send again what was refused with %i: it stays here, not saved", async (code) => {
    hub.acknowledges = false;
    type("refused words");
    await expect.poll(() => hub.words).toContain("refused words");
    hub.socket?.close(code);
    await expect.poll(() => final).toEqual([code]);
    expect(connection.linkState).toBe("ended");
    expect(connection.saveState).toMatchObject({ state: "unsaved", changes: 1 });
    expect(ydoc.getXmlFragment(FRAGMENT).toJSON()).toContain("refused words");
  });
});

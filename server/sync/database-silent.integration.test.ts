/** The database does not answer for a while: nothing is acknowledged, the person who types is told, and it heals by itself. */
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import WebSocket from "ws";
import * as Y from "yjs";
import { FRAGMENT } from "../../app/core/live/protocol.ts";
import { DocumentConnection } from "../../app/live/connection.ts";
import { startLiveServer, type LiveServer } from "./testing/live-server.ts";

let server: LiveServer;

beforeAll(async () => {
  server = await startLiveServer();
}, 30_000);
afterAll(() => server.stop());

/** The person's ticket goes where the browser would send its cookie. */
function socketOf(person: string): typeof globalThis.WebSocket {
  return class extends WebSocket {
    constructor(url: string) {
      super(`${url}&token=${person}`);
    }
  } as unknown as typeof globalThis.WebSocket;
}

test("what cannot be stored is told as not saved while the connection stands, and saved when the database answers again", { timeout: 60_000 }, async () => {
  const documentId = await server.document("working");
  const ydoc = new Y.Doc();
  const origin = server.url.replace(/^ws/, "http").replace(/\/sync$/, "");
  const connection = new DocumentConnection({
    documentId, ydoc, origin, clock: () => 0, WebSocket: socketOf(await server.person("annotator")), onFrame: () => undefined,
  });
  await connection.ready;
  await server.connection.db.transaction(async (holding) => {
    await holding.execute(sql`lock table document_updates in access exclusive mode`);
    ((ydoc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(0, "Meanwhile. ");
    expect(connection.saveState.state).toBe("saving");
    // Sooner than the server gives the database up, which closes the connection.
    await vi.waitFor(() => expect(connection.saveState).toMatchObject({ state: "unsaved", changes: 1 }), { timeout: 9_000, interval: 20 });
    expect(connection.linkState).toBe("connected");
  });
  await vi.waitFor(() => expect(connection.saveState.state).toBe("saved"), { timeout: 20_000 });
  expect(await server.stored(documentId)).toBe("Meanwhile. The Committee");
  connection.destroy();
});

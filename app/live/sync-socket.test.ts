import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { WebSocket as NodeSocket, WebSocketServer } from "ws";
import { watchedSocket } from "./sync-socket.ts";

const Base = NodeSocket as unknown as typeof WebSocket;

test("an attempt that nobody answers is given up, and tells so as any other that fails", async () => {
  const deaf = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => {
    deaf.close();
  });
  await once(deaf, "listening");
  const socket = new (watchedSocket(Base, () => undefined, 50))(`ws://127.0.0.1:${(deaf.address() as AddressInfo).port}`);
  const [failed, closed] = [vi.fn(), vi.fn()];
  socket.onerror = failed;
  socket.onclose = closed;
  await expect.poll(() => closed.mock.calls.length).toBe(1);
  expect(failed).toHaveBeenCalledOnce();
});

test("one that was let in stays open", async () => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  onTestFinished(() => {
    server.close();
  });
  await once(server, "listening");
  const socket = new (watchedSocket(Base, () => undefined, 300))(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  onTestFinished(() => {
    socket.close();
  });
  await expect.poll(() => socket.readyState).toBe(socket.OPEN);
  // Longer than it would have been waited for.
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(socket.readyState).toBe(socket.OPEN);
});

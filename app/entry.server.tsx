import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { FirstPaint } from "./first-paint.ts";
import { NonceContext } from "./components/shell/nonce-context.ts";

/** How long data that is still on its way may hold the page open. */
export const streamTimeout = 5_000;

/** Renders a page: streamed to people, complete to programs. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { nonce, firstPaint }: AppLoadContext,
): Promise<Response> {
  const whole = isbot(request.headers.get("user-agent"));
  return new Promise((resolve, reject) => {
    let shellSent = false;
    let finalStatus = status;
    const send = () => {
      shellSent = true;
      const body = new PassThrough();
      headers.set("Content-Type", "text/html; charset=utf-8");
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: finalStatus }));
      pipe(body);
    };
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <FirstPaint.Provider value={firstPaint ?? new Map()}>
          <RemixServer context={remixContext} url={request.url} abortDelay={streamTimeout} nonce={nonce} />
        </FirstPaint.Provider>
      </NonceContext.Provider>,
      {
        nonce,
        onShellReady: whole ? undefined : send,
        onAllReady: whole ? send : undefined,
        onShellError: reject,
        onError(error) {
          finalStatus = 500;
          // Errors before the shell arrive at onShellError and are logged by the server.
          if (shellSent) console.error(error);
        },
      },
    );
    // One second more than the data gets, so that a rejection can still be shown.
    setTimeout(abort, streamTimeout + 1_000);
  });
}

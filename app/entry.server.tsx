import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext, type LoaderFunctionArgs } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { FirstPaint } from "./first-paint.ts";
import { NonceContext } from "./components/shell/nonce-context.ts";

/** How long data that is still on its way may hold the page open. */
export const streamTimeout = 5_000;

/** What a loader or an action threw that is no refusal. Remix would print it whole, and errors of the database hold people's words. */
export function handleError(error: unknown, { request, context }: Pick<LoaderFunctionArgs, "request" | "context">): void {
  if (!request.signal.aborted) context.reportError(error);
}

/** Renders a page: streamed to people, complete to programs. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { nonce, firstPaint, reportError }: AppLoadContext,
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
          // Errors before the shell arrive at onShellError, and so at handleError.
          if (shellSent) reportError(error);
        },
      },
    );
    // One second more than the data gets, so that a rejection can still be shown.
    setTimeout(abort, streamTimeout + 1_000);
  });
}

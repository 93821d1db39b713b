/** Which origins a request may come from: the configured one, or, on loopback, the address it was sent to. */
import type { IncomingMessage } from "node:http";

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/**
 * Is the `Origin` of this request ours? Without the header → false, so the caller decides what absence means.
 * Origin and Host have to agree where Host is a loopback name: the same server answers to several of them.
 */
export function fromSameOrigin(req: IncomingMessage, publicOrigin: string): boolean {
  const { origin, host } = req.headers;
  if (origin === undefined) return false;
  if (origin === publicOrigin) return true;
  return host !== undefined && LOOPBACK.test(host) && LOOPBACK.test(new URL(publicOrigin).host) && origin === `http://${host}`;
}

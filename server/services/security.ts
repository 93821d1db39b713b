/** Security headers and the per-request nonce of the content security policy; on from the first response. */
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestHandler, Response } from "express";
import helmet from "helmet";
import { CLIENT_ADDRESS_HEADER } from "../auth.ts";

/**
 * Gives the request its nonce, and sets the header that only we may set: the client's address, which is what proxies
 * say only where they are trusted (TRUSTED_PROXIES).
 */
export const nonceAndAddress: RequestHandler = (req, res, next) => {
  res.locals.nonce = randomBytes(16).toString("base64");
  req.headers[CLIENT_ADDRESS_HEADER] = req.ip ?? "unknown";
  next();
};

/** `https` turns on HSTS; `dev` lets Vite's hot reload connect. */
export function securityHeaders(options: { https: boolean; dev: boolean }): RequestHandler {
  const nonce = (_req: IncomingMessage, res: ServerResponse) => `'nonce-${String((res as Response).locals.nonce)}'`;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "script-src": ["'self'", nonce],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'", "data:"],
        "connect-src": options.dev ? ["'self'", "ws:", "wss:"] : ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        ...(options.https ? { "upgrade-insecure-requests": [] } : {}),
      },
    },
    hsts: options.https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // "no-referrer" would make plain form posts send `Origin: null`, which Remix refuses.
    referrerPolicy: { policy: "same-origin" },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: "deny" },
  });
}

/** The last handler of the web service: what no other one has answered for, as one plain line, without what went wrong in it. */
import type { ErrorRequestHandler } from "express";
import { isDatabaseAway } from "../../db/database-away.ts";
import type { Logger } from "../log.ts";

/** Logs the failure without people's words and answers it: Express by itself prints and, outside production, sends the whole error. */
export function onFailure(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const { status } = (error ?? {}) as { status?: number };
    const asked = status !== undefined && status >= 400 && status < 500;
    if (!asked) log.error({ err: error, method: req.method }, "a request failed");
    if (res.headersSent) {
      res.destroy();
      return;
    }
    const away = isDatabaseAway(error);
    if (away) res.set("Retry-After", "2");
    const line = asked ? "The request can't be read." : "Something went wrong on our side. Try again in a moment.";
    res.status(asked ? status : away ? 503 : 500).set("Cache-Control", "no-store").type("text/plain").send(`${line}\n`);
  };
}

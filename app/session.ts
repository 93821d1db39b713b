/**
 * Who is asking, for loaders and actions. Somebody who is not signed in is sent to the sign-in page and comes back
 * afterwards; addresses to come back to are paths of this site, nothing else.
 */
import { redirect, type AppLoadContext } from "@remix-run/node";
import type { Viewer } from "~/context.ts";

/** The path to continue at, or "/" when `wanted` is missing or would lead off this site. */
export function safeRedirectTarget(wanted: string | null | undefined): string {
  if (!wanted || !wanted.startsWith("/")) return "/";
  const base = "http://this.site";
  let url: URL;
  try {
    url = new URL(wanted, base);
  } catch {
    return "/";
  }
  // "//host", "/\host" and tab or newline tricks all end on another host once a browser has read them.
  if (url.origin !== base || url.pathname.startsWith("//")) return "/";
  return url.pathname + url.search + url.hash;
}

/** The address of the sign-in page that leads back to where the request wanted to go. */
export function signInPath(request: Request): string {
  const url = new URL(request.url);
  const to = request.method === "GET" ? url.pathname.replace(/\.data$/, "") + url.search : "/";
  return to === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(to)}`;
}

/** The viewer; throws the way to the sign-in page when there is none. */
export function requireViewer(context: AppLoadContext, request: Request): Viewer {
  if (!context.viewer) throw redirect(signInPath(request));
  return context.viewer;
}

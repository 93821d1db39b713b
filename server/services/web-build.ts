/** Where Remix's server build comes from: build/ in production, Vite with hot reload in development. */
import type http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";

export interface WebBuild {
  build: () => Promise<ServerBuild>;
  assets?: RequestHandler;
}

export async function webBuild(root: string, dev: boolean, server: http.Server): Promise<WebBuild> {
  if (!dev) {
    const build = (await import(pathToFileURL(path.join(root, "build/server/index.js")).href)) as ServerBuild;
    return { build: async () => build };
  }
  const vite = await import("vite");
  const devServer = await vite.createServer({ root, server: { middlewareMode: true, hmr: { server } } });
  return {
    build: async () => (await devServer.ssrLoadModule("virtual:remix/server-build")) as ServerBuild,
    assets: devServer.middlewares as unknown as RequestHandler,
  };
}

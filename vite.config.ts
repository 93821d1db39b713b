import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

/** The web build: `build/client` for the browser, `build/server/index.js` for Express. The tests have a configuration of their own. */
export default defineConfig({
  plugins: [
    !process.env.VITEST &&
      remix({
        appDirectory: "app",
        buildDirectory: "build",
        serverModuleFormat: "esm",
        future: {
          v3_fetcherPersist: true,
          v3_relativeSplatPath: true,
          v3_throwAbortReason: true,
          v3_lazyRouteDiscovery: true,
          v3_singleFetch: true,
          v3_routeConfig: true,
        },
      }),
  ],
  // Of these the server needs a handful of parts; read whole, they are most of what a start has to read.
  ssr: { noExternal: ["lucide-react", "radix-ui"] },
  resolve: {
    alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) },
    // Two copies of one of these break `instanceof`, and with it the document.
    dedupe: ["yjs", "lib0", "y-protocols", "prosemirror-model", "prosemirror-state", "prosemirror-view", "react", "react-dom"],
  },
});

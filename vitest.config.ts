import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const sources = ["app", "server", "db", "scripts"];
const suffixes = "{ts,tsx}";
const integration = sources.map((folder) => `${folder}/**/*.integration.test.${suffixes}`);

/** Two projects: `unit` needs nothing but Node, `integration` starts a real Postgres. The browser's tests are Playwright's. */
export default defineConfig({
  resolve: { alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) } },
  test: {
    environment: "node",
    exclude: ["**/node_modules/**", "build/**", "e2e/**", ".cache/**", ".data/**"],
    setupFiles: ["scripts/testing/property-seed.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: sources.map((folder) => `${folder}/**/*.test.${suffixes}`),
          exclude: ["**/node_modules/**", ...integration],
          // A test that hangs is found all the same; a busy machine does not fail one that only waits for its turn.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: integration,
          pool: "forks",
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});

import { defineConfig } from "@playwright/test";
import { findBrowser } from "./e2e/browser.ts";

/** The server under test is started by e2e/server.ts, which says where it is in E2E_BASE_URL. */
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/server.ts",
  outputDir: "test-results/e2e",
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    baseURL: process.env.E2E_BASE_URL,
    trace: "retain-on-failure",
    launchOptions: await findBrowser(),
  },
});

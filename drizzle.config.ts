import { defineConfig } from "drizzle-kit";

/** For `npm run db:generate` only: the server migrates by itself when it starts. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./db/schema/index.ts",
  out: "./db/migrations",
  strict: true,
  verbose: true,
});

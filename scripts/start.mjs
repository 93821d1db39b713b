// `npm start`, also on a fresh clone: installs and builds what is missing, then runs the server until it is told to stop.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled, requireNode } from "./install.mjs";
import { endWithChildren, npm, seconds } from "./run-command.mjs";
import { SERVER_OPTIONS } from "./server-options.mjs";
import { isBuilt } from "./sources.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

async function ensureBuilt() {
  if (isBuilt(root)) return;
  console.log("Building …");
  const { code, output, ms } = await npm(["run", "--silent", "build"], { keep: true });
  if (code !== 0) {
    console.error(output);
    console.error("The build failed: see above.");
    process.exit(1);
  }
  console.log(`Built in ${seconds(ms)}.`);
}

/** The server is in our process group: a Ctrl-C in a terminal reaches it by itself, every other signal is passed on. .env fills in what the environment leaves open. */
function serve() {
  const env = { ...process.env, NODE_ENV: "production" };
  const options = [...SERVER_OPTIONS, "--enable-source-maps", ...(existsSync(join(root, ".env")) ? ["--env-file=.env"] : [])];
  const server = spawn(process.execPath, [...options, join(root, "build", "start.js"), ...process.argv.slice(2)], { stdio: "inherit", env });
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      server.kill(signal);
    });
  }
  server.on("error", (error) => {
    console.error(`The server could not be started: ${error.message}`);
    process.exit(1);
  });
  server.on("exit", (code, signal) => {
    process.exit(code ?? 128 + constants.signals[signal]);
  });
}

process.chdir(root);
requireNode(root);
endWithChildren();
await ensureInstalled(root);
await ensureBuilt();
if (process.exitCode === undefined) serve();

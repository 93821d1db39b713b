// Runs other programs for the scripts beside it. Node built-ins only: node_modules may not exist yet.
import { spawn } from "node:child_process";
import { once } from "node:events";

const children = new Set();
let stopping = false;

/** What was started ends with us, whoever is told to stop. */
function stopOn(signal) {
  process.on(signal, () => {
    stopping = true;
    for (const child of children) child.kill("SIGTERM");
    if (children.size === 0) process.exit(1);
    process.exitCode = 1;
  });
}

/** Let a Ctrl-C or a termination end the children first. Called by a script once, at its start. */
export function endWithChildren() {
  stopOn("SIGINT");
  stopOn("SIGTERM");
  stopOn("SIGHUP");
}

function collect(child) {
  const parts = [];
  child.stdout?.on("data", (part) => parts.push(part));
  child.stderr?.on("data", (part) => parts.push(part));
  return () => Buffer.concat(parts).toString("utf8");
}

/**
 * Runs a program to its end; answers its exit code, how long it took, and what it printed if that was to be kept.
 * Told to stop, or after `timeoutMs`, the code is 1.
 */
export async function run(command, args, { env = {}, keep = false, timeoutMs = 0, shell = false } = {}) {
  if (stopping) return { code: 1, output: "", ms: 0 };
  const started = performance.now();
  const child = spawn(command, args, {
    stdio: keep ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
    shell,
  });
  children.add(child);
  const output = collect(child);
  const timer = timeoutMs > 0 ? setTimeout(() => child.kill("SIGTERM"), timeoutMs) : undefined;
  let code = 1;
  try {
    const [status] = await once(child, "close");
    code = status ?? 1;
  } catch (error) {
    return { code: 1, output: String(error), ms: performance.now() - started };
  } finally {
    clearTimeout(timer);
    children.delete(child);
  }
  return { code, output: output(), ms: performance.now() - started };
}

/** npm, the same one that runs this script if one does. */
export function npm(args, options) {
  const self = process.env.npm_execpath;
  if (self?.endsWith(".js")) return run(process.execPath, [self, ...args], options);
  return run("npm", args, { ...options, shell: process.platform === "win32" });
}

export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

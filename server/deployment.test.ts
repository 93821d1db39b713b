/** The files of deploy/ agree with each other, with the program and with what docs/deployment.md says of them. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readEnv } from "./env.ts";

const root = path.resolve(import.meta.dirname, "..");
const read = (name: string): string => readFileSync(path.join(root, name), "utf8");

const service = z.object({
  image: z.string(),
  environment: z.record(z.string(), z.string()).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.literal("service_healthy") })).optional(),
  healthcheck: z.object({ test: z.array(z.string()).optional() }).optional(),
  networks: z.union([z.array(z.string()), z.record(z.string(), z.object({ ipv4_address: z.string() }))]),
  volumes: z.array(z.string()).optional(),
});
const compose = z
  .object({ services: z.record(z.string(), service), networks: z.record(z.string(), z.unknown()), volumes: z.record(z.string(), z.unknown()) })
  .parse(parse(read("deploy/compose.yaml"), { merge: true }));

const VALUES: Record<string, string> = { SITE: "rapporteur.example.org", POSTGRES_PASSWORD: "letters1", SESSION_SECRET: "x".repeat(32) };

/** What compose makes of `${NAME:?what for}` and `${NAME:-otherwise}`. */
const filled = (text: string): string => text.replace(/\$\{(\w+):[?-]([^}]*)\}/g, (_, name: string) => VALUES[name] ?? "");

const nodes = Object.entries(compose.services).filter(([name]) => name.startsWith("node-"));

test("two nodes have an environment that the program takes, with all that several nodes need", () => {
  expect(nodes.map(([name]) => name)).toEqual(["node-1", "node-2"]);
  const caddy = compose.services.caddy?.networks;
  for (const [, { environment = {} }] of nodes) {
    const env = readEnv(Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(value)])));
    expect(env).toMatchObject({ PUBLIC_ORIGIN: "https://rapporteur.example.org", SESSION_SECRET: "x".repeat(32), SERVICES: ["web", "sync"], RAPPORTEUR_DEMO: "0" });
    expect(Object.keys(environment).filter((name) => !(name in env) && filled(environment[name] ?? "") !== "")).toEqual([]);
    for (const url of [env.DATABASE_URL, env.REDIS_URL]) expect(Object.keys(compose.services)).toContain(new URL(url ?? "").hostname);
    expect(env.TRUSTED_PROXIES).toEqual([!caddy || Array.isArray(caddy) ? "" : caddy.inside?.ipv4_address]);
  }
});

test("whatever is waited for has a health check; whatever is named exists", () => {
  for (const { depends_on = {}, networks, volumes = [] } of Object.values(compose.services)) {
    for (const name of Object.keys(depends_on)) expect(compose.services[name]?.healthcheck?.test, name).toBeDefined();
    for (const name of Array.isArray(networks) ? networks : Object.keys(networks)) expect(compose.networks).toHaveProperty(name);
    for (const name of volumes.map((volume) => volume.split(":")[0] ?? "")) if (!name.startsWith(".")) expect(compose.volumes).toHaveProperty(name);
  }
});

test("the proxy speaks to the nodes there are, on the port they listen on", () => {
  const upstreams = /^\s*reverse_proxy (.+) \{$/m.exec(read("deploy/Caddyfile"))?.[1]?.split(" ");
  expect(upstreams).toEqual(nodes.map(([name, { environment }]) => `${name}:${environment?.PORT}`));
});

test("what the image copies is what a build makes and the program reads", () => {
  const copied = [...read("deploy/Dockerfile").matchAll(/^COPY --from=packages \/srv\/rapporteur\/(\S+)/gm)].map(([, name]) => name);
  expect(copied).toEqual(["package.json", "node_modules", "build", "public", "db/migrations"]);
});

test.each(["README.md", "docs/deployment.md"])("%s says what each variable means", (name) => {
  const variables = [...read(".env.example").matchAll(/^# ([A-Z][A-Z_]+)=/gm)].flatMap(([, variable]) => variable ?? []).filter((variable) => variable !== "CHROMIUM_PATH");
  expect(variables.length).toBeGreaterThan(10);
  const said = read(name);
  expect(variables.filter((variable) => !said.includes(`\`${variable}\``))).toEqual([]);
});

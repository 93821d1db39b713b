import { describe, expect, test } from "vitest";
import { readEnv } from "./env.ts";

function refusal(source: Record<string, string>): string {
  try {
    readEnv(source);
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

describe("the environment", () => {
  test("has a default for everything; an empty value counts as absent", () => {
    const none = readEnv({});
    expect(none).toMatchObject({ PORT: 3000, HOST: "127.0.0.1", RAPPORTEUR_DATA_DIR: ".data", SERVICES: ["web", "sync"], UPLOAD_LIMIT_MB: 50, SYNC_RATE_FACTOR: 1 });
    expect(readEnv({ PORT: "", DATABASE_URL: "", SERVICES: "" })).toEqual(none);
  });

  test("proxies are addresses, ranges and names, and none by default", () => {
    expect(readEnv({}).TRUSTED_PROXIES).toEqual([]);
    const given = ["10.1.2.3", "10.0.0.0/8", "fd00::/8", "::1", "loopback", "uniquelocal"];
    expect(readEnv({ TRUSTED_PROXIES: given.join(", ") }).TRUSTED_PROXIES).toEqual(given);
  });

  test.each([
    ["PORT", "http"],
    ["PORT", "70000"],
    ["PORT", "3000.5"],
    ["PUBLIC_ORIGIN", "rapporteur.example"],
    ["PUBLIC_ORIGIN", "javascript:alert(1)"],
    ["DATABASE_URL", "mysql://localhost/x"],
    ["REDIS_URL", "localhost:6379"],
    ["SERVICES", "web,mail"],
    ["TRUSTED_PROXIES", "proxy.example"],
    ["TRUSTED_PROXIES", "10.0.0.0/33"],
    ["TRUSTED_PROXIES", "10.0.0.1,"],
    ["SESSION_SECRET", "short"],
    ["RAPPORTEUR_DEMO", "no"],
    ["UPLOAD_LIMIT_MB", "-1"],
    ["SYNC_RATE_FACTOR", "0"],
    ["SYNC_RATE_FACTOR", "fast"],
    ["METRICS_TOKEN", "short"],
    ["LOG_LEVEL", "loud"],
  ])("%s=%s is one line that names it, without the value of a secret", (name, value) => {
    const line = refusal({ [name]: value });
    expect(line).toMatch(new RegExp(`^The environment variable ${name} is wrong: [^\\n]+\\.$`));
    if (/SECRET|TOKEN|DATABASE/.test(name)) expect(line).not.toContain(value);
  });
});

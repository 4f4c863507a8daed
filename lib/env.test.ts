import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { isLoopback, parseEnv } from "./env";

function refused(source: Record<string, string>): string {
  const parsed = parseEnv(source);
  return parsed.ok ? "" : `${parsed.error.code}: ${parsed.error.message}`;
}

describe("parseEnv", () => {
  test("needs nothing: the console listens on this machine only", () => {
    expect(parseEnv({})).toEqual({
      ok: true,
      value: {
        port: 3000,
        host: "127.0.0.1",
        dataDir: resolve("certmap-data"),
        databaseUrl: undefined,
        databaseOwnerUrl: undefined,
        publicUrl: "http://127.0.0.1:3000",
        secretKeyFile: resolve("certmap-data/secret.key"),
        trustedProxies: "",
        auditCheckpointDir: resolve("certmap-data/audit-checkpoints"),
      },
    });
  });

  test("the public address follows the port, the key file follows the data folder", () => {
    expect(parseEnv({ PORT: "8080", DATA_DIR: "/srv/certmap" })).toMatchObject({
      value: { publicUrl: "http://127.0.0.1:8080", secretKeyFile: resolve("/srv/certmap/secret.key") },
    });
  });

  test("an empty variable is one that is not set", () => {
    expect(parseEnv({ PORT: "", DATABASE_URL: " " })).toMatchObject({
      value: { port: 3000, databaseUrl: undefined },
    });
  });

  test("a slash at the end of PUBLIC_URL does not matter", () => {
    expect(parseEnv({ PUBLIC_URL: "https://certmap.example.com/" })).toMatchObject({
      value: { publicUrl: "https://certmap.example.com" },
    });
  });

  test.each([
    [{ PORT: "http" }, "PORT must be a number"],
    [{ PORT: "70000" }, "PORT must be between 1 and 65535"],
    [{ DATABASE_URL: "mysql://localhost/certmap" }, "DATABASE_URL must begin with postgresql://"],
    [
      { DATABASE_OWNER_URL: "postgresql://localhost/certmap" },
      "DATABASE_OWNER_URL is for a PostgreSQL of your own",
    ],
    [{ PUBLIC_URL: "certmap.example.com" }, "PUBLIC_URL must be a web address"],
    [{ PUBLIC_URL: "http://certmap.example.com" }, "PUBLIC_URL must begin with https://"],
    [{ PUBLIC_URL: "https://example.com/certmap" }, "PUBLIC_URL must be an address without a path"],
  ])("%o is refused with what to do", (source, sentence) => {
    expect(refused(source)).toContain(`settings-invalid: ${sentence}`);
  });

  test("all problems are named at once", () => {
    const text = refused({ PORT: "x", DATABASE_URL: "y" });
    expect(text).toContain("PORT");
    expect(text).toContain("DATABASE_URL");
  });
});

test.each(["127.0.0.1", "127.8.9.1", "localhost", "::1", "[::1]"])("%s is this machine", (host) => {
  expect(isLoopback(host)).toBe(true);
});

test.each(["0.0.0.0", "10.0.0.1", "127.example.com", "example.com"])("%s is not this machine", (host) => {
  expect(isLoopback(host)).toBe(false);
});

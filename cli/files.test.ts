import { describe, expect, test } from "vitest";
import type { Io } from "@/cli/io";
import { errorOf, FILE, json, run } from "@/cli/testing/run";
import { RENDERER_NAMES } from "@/lib/iis/render/renderings";
import { siteConfigSchema } from "@/lib/iis/site-config";

describe("scopes and import", () => {
  test("scopes lists scopes, locks, modules, sites and bindings", async () => {
    const answer = json(await run(["scopes", "a.config"]));
    expect(answer).toMatchObject({
      kind: "applicationHost",
      sites: [{ name: "Default Web Site", bindings: [{ bindingInformation: "*:443:" }] }],
      locks: { iisClientCertificateMappingAuthentication: { overrideModeDefault: "Deny" } },
      modules: { iisClientCertificateMappingAuthentication: { installed: false } },
      problems: [],
    });
    expect(answer.scopes.map(({ scope }: { scope: string }) => scope)).toEqual([
      "",
      "Default Web Site",
      "Gone",
    ]);
  });

  test("import gives the sections that the scope states", async () => {
    expect(json(await run(["import", "a.config", "--scope", "Default Web Site"]))).toEqual({
      anonymousAuthentication: { enabled: true },
    });
    expect(json(await run(["import", "--scope=", "-"], { stdin: FILE }))).toEqual({});
  });

  test("import --effective gives all seven and their origins, and can be read again", async () => {
    const ran = await run(["import", "a.config", "--effective", "--scope", "Default Web Site"]);
    const { origins, ...config } = json(ran);
    expect(siteConfigSchema.parse(config)).toEqual(config);
    expect(Object.keys(config)).toHaveLength(7);
    expect(origins.anonymousAuthentication.stated).toBe(true);
    expect((await run(["lint", "-"], { stdin: ran.stdout })).stderr).toBe("");
  });

  test("say what is wrong with a file", async () => {
    expect(errorOf(await run(["import", "a.config", "--scope", "Nowhere"]))).toMatchObject({
      code: "scope-unknown",
    });
    expect(errorOf(await run(["import", "a.config", "--effective", "--scope", "Nowhere"]))).toMatchObject({
      code: "scope-unknown",
    });
    expect(errorOf(await run(["scopes", "x"], { x: "<configuration>" }))).toMatchObject({
      code: "xml-malformed",
      line: 1,
    });
    expect(errorOf(await run(["import", "x", "--scope", ""], { x: "<a/>" }))).toMatchObject({
      code: "config-not-iis",
    });
    expect((await run(["scopes", "none"])).code).toBe(1);
    expect((await run(["import", "none", "--scope", ""])).code).toBe(1);
  });
});

describe("render", () => {
  test.each(RENDERER_NAMES.filter((name) => name !== "appcmd" && name !== "netsh"))("as %s", async (as) => {
    const ran = await run(["render", "c.json", "--scope", "Default Web Site", "--as", as]);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).toContain("iisClientCertificateMappingAuthentication");
  });

  test("refuses what a tool cannot do", async () => {
    const ran = await run(["render", "c.json", "--scope", "S", "--as", "appcmd"]);
    expect(ran.code).toBe(1);
    expect(errorOf(ran)).toMatchObject({
      code: "render-refused",
      message: expect.stringMatching(/PowerShell/),
    });
  });
});

describe("apply", () => {
  const args = ["apply", "c.json", "--scope", "Default Web Site", "--file", "a.config"];
  const passwords = { "p.json": JSON.stringify({ "CONTOSO\\alice": "geheim!" }) };

  test("writes, keeps the old file, tells the changes, and warns of clear text", async () => {
    const ran = await run([...args, "--passwords", "p.json"], passwords);
    expect(ran.code).toBe(0);
    expect(json(ran)).toMatchObject({ changed: true, dryRun: false, backup: "a.config.bak" });
    expect(
      json(ran)
        .changes.map(({ text }: { text: string }) => text)
        .join("\n"),
    ).toMatch(/CONTOSO\\alice/);
    expect(ran.stderr).toMatch(/"clear-text-password"/);
    expect(ran.stdout + ran.stderr).not.toContain("geheim!");
    const again = await run(args, ran.files);
    expect(json(again)).toMatchObject({ changed: false, changes: [], backup: null });
  });

  test("--dry-run writes nothing, and takes a file from standard input", async () => {
    const ran = await run([...args, "--passwords", "p.json", "--dry-run"], passwords);
    expect(json(ran)).toMatchObject({ changed: true, dryRun: true, backup: null });
    expect(ran.files["a.config"]).toBe(FILE);
    const piped = ["apply", "c.json", "--scope", "Default Web Site", "--file", "-", "--passwords", "p.json"];
    expect(json(await run([...piped, "--dry-run"], { ...passwords, stdin: FILE })).changed).toBe(true);
    expect((await run(piped, passwords)).code).toBe(2);
  });

  test("stops before anything is written", async () => {
    expect(errorOf(await run(args))).toMatchObject({ code: "password-missing" });
    expect(errorOf(await run([...args, "--passwords", "p.json"], { "p.json": '{"a":1}' }))).toMatchObject({
      code: "invalid-input",
    });
    expect(errorOf(await run([...args, "--passwords", "none"]))).toMatchObject({ code: "input-unreadable" });
    expect(errorOf(await run(args, { "a.config": "no" }))).toMatchObject({ code: "xml-malformed" });
    expect(errorOf(await run(["apply", "c.json", "--scope", "X", "--file", "a.config"]))).toMatchObject({
      code: "scope-unknown",
    });
    expect(errorOf(await run(["apply", "c.json", "--scope", "X", "--file", "none"]))).toMatchObject({
      code: "input-unreadable",
    });
    expect(errorOf(await run(["apply", "none", "--scope", "X", "--file", "a.config"]))).toMatchObject({
      code: "input-unreadable",
    });
  });

  test("tells when the file changed meanwhile, or cannot be written", async () => {
    const stop = (replace: Io["replace"]) => run([...args, "--passwords", "p.json"], passwords, { replace });
    expect((await stop(async () => null)).stderr).toMatch(/"changed-since-plan"/);
    const denied = await stop(() => Promise.reject(Object.assign(new Error("x"), { code: "EACCES" })));
    expect(denied.stderr).toMatch(/"output-unwritable".*access is denied/);
    expect(denied.code).toBe(1);
    expect((await stop(() => Promise.reject(new Error("odd")))).stderr).toMatch(/odd/);
    expect((await stop(() => Promise.reject("odder"))).stderr).toMatch(/odder/);
  });
});

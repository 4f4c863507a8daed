import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Io } from "@/cli/io";
import { COMMANDS, main } from "@/cli/main";
import { RENDERER_NAMES } from "@/lib/iis/render/renderings";
import { siteConfigSchema } from "@/lib/iis/site-config";

const CERTIFICATES: Record<string, string> = JSON.parse(
  readFileSync(new URL("../lib/iis/golden/certificates.json", import.meta.url), "utf8"),
);
const der = (name: string) => Buffer.from(CERTIFICATES[name] ?? "", "base64");
const pem = (name: string) =>
  `-----BEGIN CERTIFICATE-----\n${(CERTIFICATES[name] ?? "").replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;

const off = { enabled: false };
const CONFIG = {
  iisClientCertificateMappingAuthentication: {
    enabled: true,
    oneToOneCertificateMappingsEnabled: true,
    manyToOneCertificateMappingsEnabled: true,
    logonMethod: "ClearText",
    defaultLogonDomain: "",
    oneToOneMappings: [
      { name: "Alice", enabled: true, userName: "CONTOSO\\alice", certificate: CERTIFICATES.alice },
    ],
    manyToOneMappings: [{ name: "Rest", description: "", enabled: true, permissionMode: "Deny", rules: [] }],
  },
  anonymousAuthentication: off,
};
const FILE = `<?xml version="1.0" encoding="UTF-8"?>
<configuration>
  <configSections>
    <sectionGroup name="system.webServer"><sectionGroup name="security"><sectionGroup name="authentication">
      <section name="iisClientCertificateMappingAuthentication" overrideModeDefault="Deny" />
    </sectionGroup></sectionGroup></sectionGroup>
  </configSections>
  <system.applicationHost><sites><site name="Default Web Site" id="1">
    <bindings><binding protocol="https" bindingInformation="*:443:" /></bindings>
  </site></sites></system.applicationHost>
  <location path="Default Web Site"><system.webServer><security><authentication>
    <anonymousAuthentication enabled="true" />
  </authentication></security></system.webServer></location>
  <location path="Gone"><system.webServer><security><access sslFlags="Ssl" /></security></system.webServer></location>
</configuration>
`;

interface Ran {
  code: number;
  stdout: string;
  stderr: string;
  files: Record<string, string | Uint8Array>;
}

async function run(
  argv: string[],
  files: Record<string, string | Uint8Array> = {},
  more: Partial<Io> = {},
): Promise<Ran> {
  const ran: Ran = {
    code: -1,
    stdout: "",
    stderr: "",
    files: { "c.json": JSON.stringify(CONFIG), "a.config": FILE, ...files },
  };
  const bytesOf = (path: string) => {
    const content = ran.files[path];
    if (content === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: "ENOENT" });
    return typeof content === "string" ? new TextEncoder().encode(content) : content;
  };
  const io: Io = {
    read: async (path) => bytesOf(path),
    stdin: async () => bytesOf("stdin"),
    stdout: (text) => {
      ran.stdout += text;
    },
    stderr: (text) => {
      ran.stderr += text;
    },
    now: () => new Date("2026-06-01T00:00:00Z"),
    setting: () => undefined,
    fetch: () => Promise.reject(new Error("No command here asks a console.")),
    wait: async () => {},
    async replace(path, _expected, bytes) {
      ran.files[`${path}.bak`] = bytesOf(path);
      ran.files[path] = bytes;
      return `${path}.bak`;
    },
    ...more,
  };
  ran.code = await main(argv, io);
  return ran;
}
const json = ({ stdout }: Ran) => JSON.parse(stdout);
const errorOf = ({ stderr, stdout }: Ran) => {
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^\{.*\}\n$/);
  return JSON.parse(stderr);
};

describe("inspect and blob", () => {
  test("tell what is in each file, and exit 1 when one fails", async () => {
    const ran = await run(["inspect", "a.cer", "b.pem", "bad.cer", "none.cer"], {
      "a.cer": der("alice"),
      "b.pem": pem("rsa"),
      "bad.cer": "hello",
    });
    expect(ran.code).toBe(1);
    expect(json(ran)).toMatchObject([
      {
        file: "a.cer",
        ok: true,
        certificates: [
          {
            keyAlgorithm: "EC",
            keySize: 256,
            extendedKeyUsage: ["1.3.6.1.5.5.7.3.2"],
            upn: [],
            blob: CERTIFICATES.alice,
          },
        ],
      },
      {
        file: "b.pem",
        ok: true,
        certificates: [{ keyAlgorithm: "RSA", keySize: 2048, blob: CERTIFICATES.rsa }],
      },
      { file: "bad.cer", ok: false, code: "cert-not-a-certificate" },
      { file: "none.cer", ok: false, code: "input-unreadable" },
    ]);
    expect(Object.keys(json(ran)[0].certificates[0])).toEqual([
      "subject",
      "issuer",
      "serialNumber",
      "sha1",
      "sha256",
      "notBefore",
      "notAfter",
      "keyAlgorithm",
      "keySize",
      "extendedKeyUsage",
      "upn",
      "blob",
    ]);
  });

  test("read standard input, and exit 0 when all is well", async () => {
    const ran = await run(["inspect", "-"], { stdin: pem("any") });
    expect(ran.code).toBe(0);
    expect(json(ran)).toMatchObject([{ file: "-", ok: true, certificates: [{ extendedKeyUsage: [] }] }]);
  });

  test("blob prints the base64 and nothing else", async () => {
    expect(await run(["blob", "a.pem"], { "a.pem": pem("alice") })).toMatchObject({
      code: 0,
      stdout: CERTIFICATES.alice,
      stderr: "",
    });
  });

  test("blob takes a chain, not a choice", async () => {
    expect((await run(["blob", "a.pem"], { "a.pem": pem("alice") + pem("ca") })).stdout).toBe(
      CERTIFICATES.alice,
    );
    expect(errorOf(await run(["blob", "a.pem"], { "a.pem": pem("alice") + pem("bob") }))).toMatchObject({
      code: "invalid-input",
    });
    expect(errorOf(await run(["blob", "none"]))).toMatchObject({
      code: "input-unreadable",
      message: expect.stringContaining("no such file"),
    });
    expect(errorOf(await run(["blob", "a"], { a: "" }))).toMatchObject({ code: "cert-empty" });
  });
});

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

describe("resolve, diff, lint and explain", () => {
  test("resolve allows, and denies", async () => {
    const allowed = await run(["resolve", "c.json", "a.cer", "--exit-code"], { "a.cer": der("alice") });
    expect(allowed.code).toBe(0);
    expect(json(allowed)).toMatchObject({
      decision: "allow",
      account: "CONTOSO\\alice",
      by: { list: "oneToOneMappings", index: 0 },
      trace: [{ result: "decided" }, { result: "shadowed" }],
      certainty: { verified: false },
    });
    const denied = await run(["resolve", "c.json", "-"], { stdin: der("bob") });
    expect(denied.code).toBe(0);
    expect(json(denied)).toMatchObject({ decision: "deny", account: null, outcome: { status: "403.12" } });
    expect((await run(["resolve", "c.json", "-", "--exit-code"], { stdin: der("bob") })).code).toBe(1);
  });

  test("resolve takes what holds below the site", async () => {
    const files = { "a.cer": der("alice"), "b.json": JSON.stringify({ access: { sslFlags: [] } }) };
    const { outcome } = json(await run(["resolve", "c.json", "a.cer", "--below", "b.json"], files));
    expect(outcome.notes.join()).toMatch(/sslFlags/);
    expect((await run(["resolve", "c.json", "a.cer", "--below", "none"], files)).code).toBe(1);
    expect((await run(["resolve", "none", "a.cer"], files)).code).toBe(1);
    expect((await run(["resolve", "c.json", "none"], files)).code).toBe(1);
  });

  test("diff tells changes", async () => {
    const files = { "b.json": JSON.stringify({ ...CONFIG, anonymousAuthentication: { enabled: true } }) };
    const ran = await run(["diff", "c.json", "b.json"], files);
    expect(ran.code).toBe(0);
    expect(json(ran)).toMatchObject([{ section: "anonymousAuthentication", text: expect.any(String) }]);
    expect((await run(["diff", "c.json", "b.json", "--exit-code"], files)).code).toBe(1);
    expect(json(await run(["diff", "c.json", "c.json", "--exit-code"], files))).toEqual([]);
    expect((await run(["diff", "none", "c.json"])).code).toBe(1);
    expect((await run(["diff", "c.json", "none"])).code).toBe(1);
  });

  test("lint exits 1 on an error only", async () => {
    const ran = await run(["lint", "c.json"]);
    expect(ran.code).toBe(0);
    const open = structuredClone(CONFIG);
    open.iisClientCertificateMappingAuthentication.manyToOneMappings = [
      Object.assign(
        { name: "All", description: "", enabled: true, permissionMode: "Allow", rules: [] },
        { userName: "a" },
      ),
    ];
    const bad = await run(["lint", "-"], { stdin: JSON.stringify(open) });
    expect(bad.code).toBe(1);
    expect(json(bad)[0]).toMatchObject({ code: "rule-less-allow", severity: "error", mechanicalFix: true });
  });

  test("lint takes the console's export of one site config", async () => {
    const site = { name: "Partner portal", config: CONFIG };
    const whole = { format: "certmap.site-configs", version: 1, siteConfigs: [site] };
    const lint = (value: unknown) => run(["lint", "-"], { stdin: JSON.stringify(value) });
    expect((await lint(whole)).stdout).toBe((await run(["lint", "c.json"])).stdout);
    for (const other of [
      { ...whole, siteConfigs: [site, site] },
      { ...whole, siteConfigs: [{ name: "A" }] },
    ])
      expect((await lint(other)).stderr).toContain("export-malformed");
    expect((await lint({ ...whole, version: 9 })).stderr).toContain("export-version");
  });

  test("lint looks at the file too", async () => {
    const codes = json(
      await run(["lint", "c.json", "--file", "a.config", "--scope", "Default Web Site"]),
    ).map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(["orphan-location", "module-missing"]));
    expect((await run(["lint", "c.json", "--file", "a.config"])).code).toBe(2);
    expect((await run(["lint", "c.json", "--file", "none", "--scope", ""])).code).toBe(1);
    expect((await run(["lint", "c.json", "--file", "c.json", "--scope", ""])).code).toBe(1);
    expect((await run(["lint", "c.json", "--file", "a.config", "--scope", "No"])).code).toBe(1);
    expect((await run(["lint", "none"])).code).toBe(1);
  });

  test("explain", async () => {
    expect(json(await run(["explain", "403.16"]))).toMatchObject({ status: { code: "403.16" } });
    expect(json(await run(["explain", "403", "16", "2148204809"]))).toMatchObject({
      error: { hresult: "0x800b0109" },
    });
    const unknown = await run(["explain", "404.0"]);
    expect(errorOf(unknown)).toMatchObject({ code: "status-unknown" });
    expect(unknown.code).toBe(1);
  });
});

describe("the command line", () => {
  test.each([
    [[]],
    [["nonsense"]],
    [["constructor"]],
    [["inspect"]],
    [["blob", "a", "b"]],
    [["blob", "a", "--loud"]],
    [["import", "a.config"]],
    [["import", "a.config", "--scope"]],
    [["import", "a.config", "--scope", "a", "--scope", "b"]],
    [["import", "a.config", "--scope", "", "--effective=yes"]],
    [["render", "c.json", "--as", "xml"]],
    [["render", "c.json", "--scope", ""]],
    [["render", "c.json", "--scope", "", "--as", "cobol"]],
    [["apply", "c.json", "--file", "a.config"]],
    [["apply", "c.json", "--scope", ""]],
    [["diff", "-", "-"]],
  ])("%j is a usage error", async (argv) => {
    const ran = await run(argv, { stdin: "{}" });
    expect(ran.code).toBe(2);
    expect(errorOf(ran)).toMatchObject({ code: "usage" });
  });

  test("-- ends the options", async () => {
    expect(json(await run(["inspect", "--", "--a.cer"], { "--a.cer": der("alice") }))[0].ok).toBe(true);
  });

  test("names the fields that are wrong in a site config", async () => {
    const broken = { access: { sslFlags: ["SslMapCert"] }, anonymousAuthentication: {} };
    expect(errorOf(await run(["lint", "-"], { stdin: JSON.stringify(broken) }))).toMatchObject({
      code: "config-malformed",
      field: "access.sslFlags[0]",
      errors: [{ field: "access.sslFlags[0]" }, { field: "anonymousAuthentication.enabled" }],
    });
    expect(errorOf(await run(["lint", "-"], { stdin: "[]" }))).toMatchObject({ code: "config-malformed" });
    expect(errorOf(await run(["lint", "-"], { stdin: "{" }))).toMatchObject({ code: "malformed-json" });
    expect(
      errorOf(await run(["render", "x", "--scope", "", "--as", "xml"], { x: Uint8Array.of(0xff) })),
    ).toMatchObject({ code: "malformed-json" });
  });

  test("help names every command", async () => {
    const { stdout, code } = await run(["--help"]);
    expect(code).toBe(0);
    for (const { usage } of Object.values(COMMANDS)) expect(stdout).toContain(usage);
    expect((await run(["lint", "--help"])).stdout).toMatch(/^certmap lint/);
  });
});

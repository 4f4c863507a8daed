import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Io } from "@/cli/io";
import { main } from "@/cli/main";

export const CERTIFICATES: Record<string, string> = JSON.parse(
  readFileSync(new URL("../../lib/iis/golden/certificates.json", import.meta.url), "utf8"),
);
export const der = (name: string) => Buffer.from(CERTIFICATES[name] ?? "", "base64");
export const pem = (name: string) =>
  `-----BEGIN CERTIFICATE-----\n${(CERTIFICATES[name] ?? "").replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;

const off = { enabled: false };
export const CONFIG = {
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
export const FILE = `<?xml version="1.0" encoding="UTF-8"?>
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

/** Runs the command line over files in memory: `c.json` (CONFIG) and `a.config` (FILE) are always there. */
export async function run(
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
export const json = ({ stdout }: Ran) => JSON.parse(stdout);
export const errorOf = ({ stderr, stdout }: Ran) => {
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^\{.*\}\n$/);
  return JSON.parse(stderr);
};

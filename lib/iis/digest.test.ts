import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffSiteConfig, onlySectionsOf } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import { certA, certB, noMappings } from "@/lib/iis/golden/files";
import { PATIENCE, runs, siteConfig } from "@/lib/iis/golden/site-configs";
import type { SiteConfig } from "@/lib/iis/site-config";

const entry = (name: string, certificate: string) => ({
  name,
  enabled: true,
  userName: "CONTOSO\\a",
  certificate,
});
const withEntries = (...oneToOneMappings: ReturnType<typeof entry>[]): SiteConfig => ({
  iisClientCertificateMappingAuthentication: { ...noMappings, oneToOneMappings },
});

describe("digestSiteConfig", () => {
  it("is SHA-256 over canonical JSON", () => {
    const json = '{"access":{"sslFlags":["Ssl"]},"basicAuthentication":{"enabled":false}}';
    const wanted = createHash("sha256").update(json).digest("hex");
    const config: SiteConfig = { basicAuthentication: { enabled: false }, access: { sslFlags: ["Ssl"] } };
    expect(digestSiteConfig(config)).toBe(wanted);
    expect(digestSiteConfig({ ...config, windowsAuthentication: undefined })).toBe(wanted);
    expect(digestSiteConfig({})).toBe(createHash("sha256").update("{}").digest("hex"));
  });

  it("leaves out names and sorts by certificate, in one known form", () => {
    const json = `{"iisClientCertificateMappingAuthentication":{"defaultLogonDomain":"","enabled":true,"logonMethod":"ClearText","manyToOneCertificateMappingsEnabled":true,"manyToOneMappings":[],"oneToOneCertificateMappingsEnabled":true,"oneToOneMappings":[{"certificate":"${certA}","enabled":true,"userName":"CONTOSO\\\\a"},{"certificate":"${certB}","enabled":true,"userName":"CONTOSO\\\\a"}]}}`;
    expect(certA < certB).toBe(true);
    const digest = digestSiteConfig(withEntries(entry("B", certB), entry("A", certA)));
    expect(digest).toBe(createHash("sha256").update(json).digest("hex"));
    expect(digestSiteConfig(withEntries(entry("", certA), entry("x", certB)))).toBe(digest);
  });

  it(
    "is the same exactly where the diff is empty",
    () => {
      const changed = fc
        .tuple(siteConfig, siteConfig, fc.boolean())
        .map(([a, b, mixed]) => [a, mixed ? { ...a, ...onlySectionsOf(a, b) } : b] as const);
      fc.assert(
        fc.property(changed, ([a, b]) => {
          const same = digestSiteConfig(a) === digestSiteConfig(b);
          expect(diffSiteConfig(a, b).length === 0).toBe(same);
          expect(diffSiteConfig(a, structuredClone(a))).toEqual([]);
        }),
        runs(300),
      );
    },
    PATIENCE,
  );
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffSiteConfig } from "@/lib/iis/diff";
import { certA, certB, noMappings, open, valueOr } from "@/lib/iis/golden/files";
import { PATIENCE, runs, siteConfig, text } from "@/lib/iis/golden/site-configs";
import { readSiteConfig } from "@/lib/iis/read";
import { renderXml } from "@/lib/iis/render/xml";
import type { MappingSection, SiteConfig } from "@/lib/iis/site-config";

const section = (part: Partial<MappingSection>): SiteConfig => ({
  iisClientCertificateMappingAuthentication: { ...noMappings, ...part },
});
const suppliers = {
  name: "Suppliers & partners",
  description: 'Signed by "Contoso Partner CA"',
  enabled: true,
  permissionMode: "Allow" as const,
  userName: "CONTOSO\\suppliers",
  rules: [
    {
      certificateField: "Issuer" as const,
      certificateSubField: "CN",
      matchCriteria: "Contoso Partner CA",
      compareCaseSensitive: true,
    },
    {
      certificateField: "Subject" as const,
      certificateSubField: "O",
      matchCriteria: "Fabrikam*",
      compareCaseSensitive: false,
    },
  ],
};
const deny = {
  name: "Everyone else",
  description: "",
  enabled: true,
  permissionMode: "Deny" as const,
  rules: [],
};
const alice = { name: "Alice", enabled: true, userName: "CONTOSO\\alice", certificate: certA };
const bob = { name: "Bob", enabled: false, userName: "bob--admin@contoso.example", certificate: certB };

const cases: Record<string, [scope: string, config: SiteConfig]> = {
  "one-to-one": ["Partner portal", section({ oneToOneMappings: [alice, bob] })],
  "many-to-one": [
    "Partner portal",
    section({ manyToOneMappings: [suppliers, deny], logonMethod: "Network" }),
  ],
  "every-section": [
    `R&D "portal"`,
    {
      ...section({
        oneToOneMappings: [alice],
        manyToOneMappings: [suppliers],
        defaultLogonDomain: "CONTOSO",
      }),
      clientCertificateMappingAuthentication: { enabled: false },
      access: { sslFlags: ["Ssl", "SslNegotiateCert", "SslRequireCert"] },
      anonymousAuthentication: { enabled: false },
      basicAuthentication: { enabled: false },
      digestAuthentication: { enabled: false },
      windowsAuthentication: { enabled: true },
    },
  ],
  server: ["", { ...section({ enabled: false, manyToOneMappings: [deny] }), access: { sslFlags: [] } }],
  empty: ["Partner portal", {}],
};

describe("renderXml", () => {
  it.each(Object.entries(cases))("%s, accepted by the schema", async (name, [scope, config]) => {
    const xml = renderXml(config, scope);
    await expect(xml).toMatchFileSnapshot(`../golden/xml/${name}.xml`);
    const file = open(`<configuration>\n${xml}</configuration>`, { kind: "applicationHost" });
    expect(file.problems).toEqual([]);
    expect(diffSiteConfig(config, valueOr(readSiteConfig(file, scope)))).toEqual([]);
    expect(xml).not.toMatch(/password=/);
  });

  it("takes line ends and indentation", () => {
    const xml = renderXml({ basicAuthentication: { enabled: true } }, "Site", {
      newline: "\r\n",
      unit: "\t",
    });
    expect(xml).toContain('\r\n\t\t\t<authentication>\r\n\t\t\t\t<basicAuthentication enabled="true" />\r\n');
  });

  it(
    "reads back as it was, for any config and any name of a site",
    () => {
      fc.assert(
        fc.property(siteConfig, text, (config, name) => {
          const scope = name.replaceAll(/[/\s]|^\.$/g, "");
          const file = open(`<configuration>${renderXml(config, scope)}</configuration>`, {
            kind: "applicationHost",
          });
          expect(file.problems).toEqual([]);
          expect(diffSiteConfig(config, valueOr(readSiteConfig(file, scope)))).toEqual([]);
          expect(file.text).not.toMatch(/<[^>]* password=/);
        }),
        runs(200),
      );
    },
    PATIENCE,
  );
});

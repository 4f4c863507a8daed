import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { certA, mappingFile, open, SITES, valueOr } from "@/lib/iis/golden/files";
import { parseApplicationHost, readSiteConfig } from "@/lib/iis/read";

const sample = () => new Uint8Array(readFileSync("agent/sample/applicationHost.config"));

const one = (attributes: string) => `<oneToOneMappings><add ${attributes} /></oneToOneMappings>`;
const many = (attributes: string, content = "") =>
  `<manyToOneMappings><add ${attributes}>${content}</add></manyToOneMappings>`;
const rule = (attributes: string) => many(`name="a"`, `<rules><add ${attributes} /></rules>`);
const problemsOf = (content: string, attributes?: string) =>
  open(mappingFile("", content, attributes)).problems;

describe("what IIS would refuse", () => {
  it.each([
    ["unknown-attribute", one(`friendlyName="x" certificate="a"`), "0x8007000d"],
    ["unknown-attribute", `<oneToOneMappings x="1" />`, "0x8007000d"],
    ["unknown-attribute", one(`username="a" certificate="a"`), "0x8007000d"],
    ["unknown-element", "<mappings />", "0x8007000d"],
    ["unknown-element", `<oneToOneMappings><Add certificate="a" /></oneToOneMappings>`, "0x8007000d"],
    ["unexpected-text", "<oneToOneMappings>text</oneToOneMappings>", "0x8007000d"],
    ["remove-not-allowed", `<oneToOneMappings><remove certificate="a" /></oneToOneMappings>`, "0x8007000d"],
    ["remove-not-allowed", many(`name="a"`, "<rules><remove /></rules>"), "0x8007000d"],
    [
      "duplicate-key",
      `<oneToOneMappings><add certificate="a" /><add certificate="a" userName="b" /></oneToOneMappings>`,
      "0x800700b7",
    ],
    [
      "duplicate-key",
      `<manyToOneMappings><add name="a" /><add name="A" /></manyToOneMappings>`,
      "0x800700b7",
    ],
    ["duplicate-element", "<oneToOneMappings /><oneToOneMappings />", "0x800700b7"],
    ["bad-bool", one(`enabled="yes" certificate="a"`), "0x8007000d"],
    ["bad-enum", many(`name="a" permissionMode="Refuse"`), "0x8007000d"],
    ["bad-enum", rule(`certificateField="SAN" certificateSubField="O" matchCriteria=""`), "0x8007000d"],
    ["missing-attribute", one(`userName="a"`), "0x8007000d"],
    ["missing-attribute", many(`userName="a"`), "0x8007000d"],
    ["missing-attribute", rule(`certificateField="Subject" certificateSubField="O"`), "0x8007000d"],
    ["empty-value", many(`name=""`), "0x8007000d"],
    ["empty-value", many(`name="a" userName=""`), "0x8007000d"],
  ])("%s: %s", (code, content, hresult) => {
    expect(problemsOf(content)).toMatchObject([
      {
        code,
        hresult,
        status: "500.19",
        section: "iisClientCertificateMappingAuthentication",
        scope: "Site",
      },
    ]);
  });

  it.each([
    one(`certificate="a" userName=""`),
    `<oneToOneMappings><add certificate="a" /><add certificate="A" /></oneToOneMappings>`,
    `<oneToOneMappings><add certificate="a" /><clear /><add certificate="a" /></oneToOneMappings>`,
    many(`name="a" permissionMode="deny" enabled="FALSE"`),
    rule(`certificateField="issuer" certificateSubField="O" matchCriteria=""`),
    many(
      `name="a"`,
      `<rules><add certificateField="Subject" certificateSubField="O" matchCriteria="a" /><add certificateField="Subject" certificateSubField="o" matchCriteria="a" /></rules>`,
    ),
    `<!-- comment --><?instruction here?><oneToOneMappings lockItem="true" />`,
  ])("accepts %s", (content) => {
    expect(problemsOf(content)).toEqual([]);
  });

  it("rules are told apart by all four attributes, defaults included", () => {
    const add = (more: string) =>
      `<add certificateField="Subject" certificateSubField="O" matchCriteria="a" ${more}/>`;
    const content = (second: string) => many(`name="a"`, `<rules>${add("")}${add(second)}</rules>`);
    expect(problemsOf(content(`compareCaseSensitive="true"`))).toMatchObject([{ code: "duplicate-key" }]);
    expect(problemsOf(content(`compareCaseSensitive="false"`))).toEqual([]);
  });

  it("says line and column of the attribute", () => {
    const file = open(
      mappingFile(
        "",
        `\n  <oneToOneMappings>\n    <add certificate="a"\n         enabled='no' />\n  </oneToOneMappings>`,
      ),
    );
    expect(file.problems).toMatchObject([{ code: "bad-bool", line: 6, column: 10 }]);
  });

  it("flags SslMapCert, but reads the flags that IIS knows", () => {
    const file = open(
      `<configuration>${SITES}<location path="Site"><system.webServer><security><access sslFlags="ssl, SslMapCert" /></security></system.webServer></location></configuration>`,
    );
    expect(file.problems).toMatchObject([{ code: "ssl-map-cert", hresult: "0x8007000d", blocking: false }]);
    expect(valueOr(readSiteConfig(file, "Site"))).toEqual({ access: { sslFlags: ["Ssl"] } });
  });

  it("knows no other flag, and no number", () => {
    for (const flags of ["Ssl, Certificate", "8", "Ssl SslNegotiateCert"]) {
      const file = open(
        `<configuration><system.webServer><security><access sslFlags="${flags}" /></security></system.webServer></configuration>`,
        { kind: "applicationHost" },
      );
      expect(file.problems).toMatchObject([{ code: "bad-flag" }]);
    }
  });

  it("a section may stand once per scope, in however many locations", () => {
    const text = mappingFile("", one(`certificate="${certA}"`));
    const location = text.slice(text.indexOf("<location"), text.indexOf("</configuration>"));
    const file = open(
      text.replace("</configuration>", `${location.replace("Site", "/site/")}</configuration>`),
    );
    expect(file.problems).toMatchObject([
      { code: "duplicate-section", hresult: "0x800700b7", certainty: "assumed" },
    ]);
    expect(readSiteConfig(file, "Site")).toMatchObject({ ok: false, error: { code: "config-refused" } });
  });

  it("finds nothing in a file as Windows lays it out", () => {
    expect(valueOr(parseApplicationHost(sample())).problems).toEqual([]);
  });

  it("checks providers and extended protection of Windows authentication too", () => {
    const file = (content: string) =>
      open(
        `<configuration><system.webServer><security><authentication><windowsAuthentication>${content}</windowsAuthentication></authentication></security></system.webServer></configuration>`,
        { kind: "applicationHost" },
      ).problems.map(({ code }) => code);
    expect(
      file(`<providers><clear /><add value="NTLM" /><remove value="NTLM" /><add value="NTLM" /></providers>`),
    ).toEqual([]);
    expect(file(`<providers><add value="NTLM" /><add value="ntlm" /></providers>`)).toEqual([
      "duplicate-key",
    ]);
    expect(
      file(
        `<extendedProtection tokenChecking="Allow" flags="Proxy,None"><spn name="a" /><clearSpns /></extendedProtection>`,
      ),
    ).toEqual([]);
    expect(file(`<extendedProtection flags="Ssl"><add name="a" /></extendedProtection>`)).toEqual([
      "bad-flag",
      "unknown-element",
    ]);
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { certA, certB, mappingFile, open, textOf } from "@/lib/iis/golden/files";
import { isSectionLocked } from "@/lib/iis/locks";

const sample = () => new Uint8Array(readFileSync("agent/sample/applicationHost.config"));

const host = open(textOf(sample()));
const web = `<configuration><system.webServer><security><authentication><windowsAuthentication enabled="true" /></authentication></security></system.webServer></configuration>`;

describe("section locks", () => {
  it("come from configSections and the nearest location", () => {
    expect(isSectionLocked(host, "Partner portal", "access")).toBe(true);
    expect(isSectionLocked(host, "Intranet", "windowsAuthentication")).toBe(false);
    expect(isSectionLocked(host, "intranet/app", "windowsAuthentication")).toBe(false);
    expect(isSectionLocked(host, "Intranet", "basicAuthentication")).toBe(true);
    const open1 = open(textOf(sample()).replace('name="access" overrideModeDefault="Deny"', 'name="access"'));
    expect(isSectionLocked(open1, "", "access")).toBe(false);
  });

  it("make IIS refuse a web.config", () => {
    expect(open(web).problems).toMatchObject([
      { code: "locked", hresult: "0x80070021", certainty: "assumed" },
    ]);
    expect(open(web, { host, scope: "Default Web Site" }).problems).toMatchObject([
      { code: "locked", certainty: "documented" },
    ]);
    expect(open(web, { host, scope: "Intranet" }).problems).toEqual([]);
    expect(open(web).kind).toBe("web");
  });
});

describe("item locks", () => {
  const list = (attributes: string, content: string) =>
    `<oneToOneMappings${attributes}>${content}</oneToOneMappings>`;
  const add = (certificate: string, more = "") => `<add certificate="${certificate}"${more} />`;
  const codes = (text: string) =>
    open(text).problems.map(({ code, scope, certainty }) => `${code} ${scope} ${certainty}`);
  const violation = ["locked Site assumed"];

  it.each([
    [mappingFile(list(` lockItem="true"`, ""), list("", add(certB)))],
    [mappingFile(list("", add(certA, ` lockItem="true"`)), list("", "<clear />"))],
    [mappingFile(list(` lockElements="clear"`, ""), list("", "<clear />"))],
    [mappingFile(list(` lockAllElementsExcept="add"`, ""), list("", "<clear />"))],
    [
      mappingFile("<!-- -->", "", ` lockAttributes="x, enabled"`).replace(
        "</configuration>",
        `<location path="Site">${section(` enabled="true"`)}</location></configuration>`,
      ),
    ],
    [
      mappingFile("<!-- -->", "", ` lockAllAttributesExcept="logonMethod"`).replace(
        "</configuration>",
        `<location path="Site">${section(` enabled="true" logonMethod="Batch"`)}</location></configuration>`,
      ),
    ],
    [
      mappingFile("<!-- -->", "", ` lockAttributes="*"`).replace(
        "</configuration>",
        `<location path="Site">${section(` enabled="true"`)}</location></configuration>`,
      ),
    ],
  ])("bind the levels below: %s", (text) => {
    expect(codes(text)).toEqual(violation);
  });

  it.each([
    [mappingFile(list("", add(certA, ` lockItem="true"`)), list("", add(certB)))],
    [mappingFile(list(` lockItem="false" lockElements="remove"`, ""), list("", add(certB)))],
  ])("allow the rest: %s", (text) => {
    expect(codes(text)).toEqual([]);
  });

  function section(attributes: string): string {
    return `<system.webServer><security><authentication><iisClientCertificateMappingAuthentication${attributes} /></authentication></security></system.webServer>`;
  }
});

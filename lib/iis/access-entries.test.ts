import { describe, expect, it } from "vitest";
import { toBlob } from "@/lib/pki/blob";
import { certificate } from "@/lib/pki/fixtures/openssl";
import { accessEntriesOf } from "./access-entries";
import type { MappingSection, Rule } from "./site-config";

const der = certificate({ subject: "/C=DE/O=Contoso/CN=alice" });
const rule = (certificateField: Rule["certificateField"], matchCriteria: string): Rule => ({
  certificateField,
  certificateSubField: "CN",
  matchCriteria,
  compareCaseSensitive: true,
});

function entriesOf(section: Partial<MappingSection>) {
  return accessEntriesOf({
    iisClientCertificateMappingAuthentication: {
      enabled: true,
      oneToOneCertificateMappingsEnabled: true,
      manyToOneCertificateMappingsEnabled: true,
      logonMethod: "ClearText",
      defaultLogonDomain: "",
      oneToOneMappings: [
        { name: "Alice", enabled: true, userName: " CONTOSO\\Alice", certificate: toBlob(der) },
        { name: "Broken", enabled: true, userName: "a\\b\\c", certificate: "%" },
      ],
      manyToOneMappings: [],
      ...section,
    },
  });
}

describe("the evidence of a mapping", () => {
  it("names the certificate by what it says itself, and the account in one spelling", () => {
    expect(entriesOf({})).toMatchObject([
      {
        position: 0,
        userKey: "contoso\\alice",
        certificateSubject: "CN=alice,O=Contoso,C=DE",
        search: " contoso\\alice alice cn=alice,o=contoso,c=de",
      },
      { position: 1, userKey: "a\\b\\c", sha256: "" },
    ]);
    expect(accessEntriesOf({})).toEqual([]);
  });

  it("is in force only where the mapping, its list and the section are enabled", () => {
    const inForce = (section: Partial<MappingSection>) => entriesOf(section).map((entry) => entry.inForce);
    expect(inForce({})).toEqual([true, true]);
    expect(inForce({ enabled: false })).toEqual([false, false]);
    expect(inForce({ oneToOneCertificateMappingsEnabled: false })).toEqual([false, false]);
    expect(inForce({ manyToOneCertificateMappingsEnabled: false })).toEqual([true, true]);
  });

  it("is flagged where the name of the account looks like one of high rights", () => {
    const named = (userName: string | undefined) =>
      entriesOf({
        oneToOneMappings: [],
        manyToOneMappings: [
          {
            name: "M",
            description: "",
            enabled: true,
            permissionMode: "Deny",
            rules: [],
            ...(userName && { userName }),
          },
        ],
      })[0]?.privileged;
    expect(named("CONTOSO\\Administrator")).toBe(true);
    expect(named("svc-claims")).toBe(false);
    expect(named(undefined)).toBe(false);
  });

  it.each<[string, Rule[], "Allow" | "Deny", boolean]>([
    ["no rule at all", [], "Allow", true],
    ["a subject only", [rule("Subject", "alice")], "Allow", true],
    ["any issuer", [rule("Subject", "alice"), rule("Issuer", "*")], "Allow", true],
    ["one issuer", [rule("Issuer", "Contoso CA*")], "Allow", false],
    ["a Deny", [], "Deny", false],
  ])("calls a mapping with %s broad or not", (_what, rules, permissionMode, broad) => {
    const mapping = { name: "M", description: "", enabled: true, permissionMode, userName: "a", rules };
    const entries = entriesOf({ oneToOneMappings: [], manyToOneMappings: [mapping] });
    expect(entries.map((entry) => entry.broad)).toEqual([broad]);
  });
});

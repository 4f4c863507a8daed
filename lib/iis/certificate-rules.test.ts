import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CRITERIA_LIMIT, rulePartsOf, rulesFromCertificate } from "@/lib/iis/certificate-rules";
import { resolveAccount } from "@/lib/iis/resolve";
import { SUBFIELD_OIDS, subFieldOid } from "@/lib/iis/runtime-facts";
import type { Rule, SiteConfig } from "@/lib/iis/site-config";
import { DOTTED_SUBFIELDS, NAMED_SUBFIELDS } from "@/lib/iis/subfields";
import { checkWritable } from "@/lib/iis/write-check";
import type { DistinguishedName } from "@/lib/pki/certificate";
import { certificate } from "@/lib/pki/fixtures/openssl";
import { parsed } from "@/lib/pki/fixtures/parsed";

const RUNS = process.env.CERTMAP_FULL === "1" ? 20_000 : 400;

const ticked = (names: Parameters<typeof rulePartsOf>[0]) =>
  new Set(rulePartsOf(names).flatMap(({ key, proposed }) => (proposed ? [key] : [])));
const short = (rules: readonly Rule[]) =>
  rules.map((rule) => `${rule.certificateField} ${rule.certificateSubField}=${rule.matchCriteria}`);

function configOf(rules: Rule[]): SiteConfig {
  return {
    iisClientCertificateMappingAuthentication: {
      enabled: true,
      oneToOneCertificateMappingsEnabled: true,
      manyToOneCertificateMappingsEnabled: true,
      logonMethod: "ClearText",
      defaultLogonDomain: "",
      oneToOneMappings: [],
      manyToOneMappings: [
        { name: "M", description: "", enabled: true, permissionMode: "Allow", userName: "CONTOSO\\m", rules },
      ],
    },
  };
}

describe("the parts that a certificate offers", () => {
  test("are named as IIS names them, with issuer and organization ticked", () => {
    const subject =
      "/DC=com/DC=contoso/C=DE/ST=Bavaria/L=Munich/O=Contoso Ltd/OU=Dev/OU=Partners/title=Buyer/GN=Ann/initials=A/serialNumber=7/CN=Ann*Lee/emailAddress=ann@contoso.com";
    const ann = parsed(certificate({ subject, issued: true }));
    expect(rulePartsOf(ann).map((part) => `${part.certificateField} ${part.certificateSubField}`)).toEqual(
      expect.arrayContaining([
        "Subject 0.9.2342.19200300.100.1.25",
        "Subject S",
        "Subject T",
        "Subject GN",
        "Subject I",
        "Subject 2.5.4.5",
        "Subject Email",
        "Issuer CN",
      ]),
    );
    const rules = rulesFromCertificate(ann, ticked(ann));
    expect(short(rules)).toEqual(
      expect.arrayContaining(["Subject O=Contoso Ltd", "Subject OU=Dev", "Subject OU=Partners"]),
    );
    expect(rules.some(({ certificateField }) => certificateField === "Issuer")).toBe(true);
    const every = new Set(rulePartsOf(ann).map(({ key }) => key));
    expect(resolveAccount(ann, configOf(rulesFromCertificate(ann, every))).account).toBe("CONTOSO\\m");
  });

  test("of an authority of Active Directory are its name and its domain", () => {
    const authority = parsed(certificate({ subject: "/DC=com/DC=contoso/CN=Contoso Issuing CA" }));
    expect(short(rulesFromCertificate(authority, ticked(authority)))).toEqual([
      "Issuer 0.9.2342.19200300.100.1.25=com",
      "Issuer 0.9.2342.19200300.100.1.25=contoso",
      "Issuer CN=Contoso Issuing CA",
    ]);
  });

  test.each([
    ["*", /wildcard/],
    ["*.contoso.com", /wildcard/],
    ["Contoso*", /wildcard/],
    ["", /empty/],
    ["a\u0007b", /cannot hold/],
    ["a".repeat(CRITERIA_LIMIT + 1), /1000 characters/],
  ])("tell why %j cannot be asked for exactly", (value, why) => {
    const names = { subjectName: [[{ oid: "2.5.4.10", value }]], issuerName: [] };
    const [part] = rulePartsOf(names);
    expect(part).toMatchObject({ proposed: false, refusal: expect.stringMatching(why) });
    expect(rulesFromCertificate(names, new Set([part?.key ?? ""]))).toEqual([]);
  });

  test("tell that a value is no text", () => {
    const names = {
      subjectName: [[{ oid: "2.5.4.10", value: "#0500", encoded: "#0500" }]],
      issuerName: [],
    };
    expect(rulePartsOf(names)[0]?.refusal).toMatch(/no text/);
  });
});

describe("rules from a certificate", () => {
  const value = fc.oneof(
    fc.constantFrom("Contoso", "contoso", "*", "a*b", "*a", "a*", "", " a ", "?", 'x"<&>', "ß", "\u0000"),
    fc.string({ unit: "binary", maxLength: 8 }),
  );
  const oid = fc.constantFrom(
    ...Object.values(SUBFIELD_OIDS),
    "2.5.4.5",
    "0.9.2342.19200300.100.1.25",
    "1.2.3",
  );
  const attribute = fc.record({ oid, value });
  const name: fc.Arbitrary<DistinguishedName> = fc.array(
    fc.array(attribute, { minLength: 1, maxLength: 2 }),
    {
      maxLength: 6,
    },
  );

  test("match the certificate that they come from, whatever is ticked, and can be written", () => {
    fc.assert(
      fc.property(name, name, fc.infiniteStream(fc.boolean()), (subjectName, issuerName, ticks) => {
        const names = { subjectName, issuerName };
        const chosen = new Set(
          rulePartsOf(names).flatMap(({ key }) => (ticks.next().value === true ? [key] : [])),
        );
        const config = configOf(rulesFromCertificate(names, chosen));
        expect(resolveAccount({ ...names, sha256: "00" }, config).account).toBe("CONTOSO\\m");
        expect(checkWritable(config).ok).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});

describe("the explained subfields", () => {
  test("are the names that IIS knows, and dotted OIDs for the others", () => {
    expect(Object.fromEntries(NAMED_SUBFIELDS.map(({ subField, oid }) => [subField, oid]))).toEqual(
      SUBFIELD_OIDS,
    );
    for (const { subField, oid, means, example } of [...NAMED_SUBFIELDS, ...DOTTED_SUBFIELDS])
      expect([subFieldOid(subField), means.endsWith("."), example !== ""]).toEqual([oid, true, true]);
  });
});

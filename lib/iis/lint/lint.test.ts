import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fakeCertificate, PATIENCE, runs, siteConfig } from "@/lib/iis/golden/site-configs";
import { FINDING_CODES, type Finding, type FindingCode } from "@/lib/iis/lint/finding";
import { type LintOptions, lintSiteConfig } from "@/lib/iis/lint/lint";
import { subjectsOf } from "@/lib/iis/lint/subject";
import { resolveAccount } from "@/lib/iis/resolve";
import type {
  ManyToOneMapping,
  MappingSection,
  OneToOneMapping,
  Rule,
  SiteConfig,
} from "@/lib/iis/site-config";

const CERTIFICATES: Record<string, string> = JSON.parse(
  readFileSync(new URL("../golden/certificates.json", import.meta.url), "utf8"),
);
const NOW = Date.parse("2026-06-01T00:00:00Z");

const rule = (matchCriteria: string, more: Partial<Rule> = {}): Rule => ({
  certificateField: "Subject",
  certificateSubField: "OU",
  matchCriteria,
  compareCaseSensitive: true,
  ...more,
});
const issuer = rule("Contoso Issuing CA", { certificateField: "Issuer", certificateSubField: "CN" });
const many = (more: Partial<ManyToOneMapping> = {}): ManyToOneMapping => ({
  name: "Sales",
  description: "",
  enabled: true,
  permissionMode: "Allow",
  userName: "CONTOSO\\sales",
  rules: [issuer, rule("Sales")],
  ...more,
});
const deny = (more: Partial<ManyToOneMapping> = {}): ManyToOneMapping => {
  const { userName, ...mapping } = many({ name: "No", permissionMode: "Deny", ...more });
  return more.userName === undefined ? mapping : { ...mapping, userName };
};
const one = (which: string, more: Partial<OneToOneMapping> = {}): OneToOneMapping => ({
  name: which,
  enabled: true,
  userName: `CONTOSO\\${which}`,
  certificate: CERTIFICATES[which] ?? which,
  ...more,
});
const site = (more: Partial<MappingSection> = {}, rest: SiteConfig = {}): SiteConfig => ({
  iisClientCertificateMappingAuthentication: {
    enabled: true,
    oneToOneCertificateMappingsEnabled: true,
    manyToOneCertificateMappingsEnabled: true,
    logonMethod: "ClearText",
    defaultLogonDomain: "",
    oneToOneMappings: [],
    manyToOneMappings: [],
    ...more,
  },
  ...rest,
});
const manyToOne = (...manyToOneMappings: ManyToOneMapping[]) => site({ manyToOneMappings });
const oneToOne = (...oneToOneMappings: OneToOneMapping[]) => site({ oneToOneMappings });
const rules = (...more: Rule[]) => manyToOne(many({ rules: [issuer, ...more] }));
const ssl = (...sslFlags: ("Ssl" | "SslNegotiateCert" | "SslRequireCert" | "Ssl128")[]): SiteConfig => ({
  access: { sslFlags },
});

const off = { enabled: false };
const on = { enabled: true };
const allOff = {
  anonymousAuthentication: off,
  basicAuthentication: off,
  digestAuthentication: off,
  windowsAuthentication: off,
};

const lint = (config: SiteConfig, options: Partial<LintOptions> = {}) =>
  lintSiteConfig(config, { now: NOW, ...options });
const codes = (findings: Finding[]) => findings.map((finding) => finding.code);

type Case = [code: FindingCode, title: string, config: SiteConfig, options?: Partial<LintOptions>];

const PRESENT: Case[] = [
  ["rule-less-allow", "anyone", manyToOne(many({ rules: [] }))],
  ["rule-less-deny-not-last", "before another", manyToOne(deny({ rules: [] }), many())],
  ["shadowed-mapping", "the same rules", manyToOne(many(), many({ name: "B" }))],
  [
    "shadowed-mapping",
    "a wider prefix",
    manyToOne(many({ rules: [issuer, rule("Sa*")] }), many({ name: "B" })),
  ],
  ["shadowed-mapping", "fewer rules", manyToOne(many({ rules: [issuer] }), many({ name: "B" }))],
  [
    "shadowed-mapping",
    "any case",
    manyToOne(many({ rules: [rule("SALES", { compareCaseSensitive: false })] }), many({ name: "B" })),
  ],
  ["shadowed-mapping", "any value", manyToOne(many({ rules: [rule("*")] }), many({ name: "B" }))],
  [
    "shadowed-mapping",
    "a suffix",
    manyToOne(many({ rules: [rule("*les")] }), many({ name: "B", rules: [rule("*Sales")] })),
  ],
  [
    "shadowed-mapping",
    "a substring",
    manyToOne(many({ rules: [rule("*ale*")] }), many({ name: "B", rules: [rule("Sales*")] })),
  ],
  [
    "issuer-not-in-rules",
    "subject only",
    manyToOne(many({ rules: [rule("Sales"), rule("US", { certificateSubField: "C" })] })),
  ],
  ["single-subfield", "one rule", manyToOne(many({ rules: [issuer] }))],
  [
    "duplicate-name",
    "case does not count",
    manyToOne(many(), many({ name: "SALES", rules: [issuer, rule("x")] })),
  ],
  ["duplicate-rule", "twice", rules(rule("Sales"), rule("Sales"))],
  ["empty-name", "no name", manyToOne(many({ name: "" }))],
  ["wildcard-alone", "*", rules(rule("*"))],
  ["wildcard-alone", "**", rules(rule("**"))],
  ["unknown-subfield", "ST", rules(rule("WA", { certificateSubField: "ST" }))],
  ["unknown-subfield", "E", rules(rule("a@b", { certificateSubField: "E" }))],
  ["unknown-subfield", "cn", rules(rule("Alice", { certificateSubField: "cn" }))],
  ["unknown-subfield", "a blank behind it", rules(rule("Alice", { certificateSubField: "CN " }))],
  ["unknown-subfield", "nonsense", rules(rule("Alice", { certificateSubField: "hat" }))],
  ["malformed-oid", "a blank", rules(rule("x", { certificateSubField: "2.5.4. 5" }))],
  ["inner-wildcard", "a star", rules(rule("Sa*es"))],
  ["inner-wildcard", "a question mark", rules(rule("Sale?"))],
  ["blank-at-the-edge", "behind", rules(rule("Sales "))],
  ["blank-at-the-edge", "inside a wildcard", rules(rule("Sales *"))],
  ["never-matches", "empty", rules(rule(""))],
  ["never-matches", "a country by name", rules(rule("Germany", { certificateSubField: "C" }))],
  ["contains-without-case", "*abc*", rules(rule("*ale*", { compareCaseSensitive: false }))],
  ["undecodable-certificate", "no base64", oneToOne(one("!"))],
  [
    "undecodable-certificate",
    "cut off",
    oneToOne(one("alice", { certificate: CERTIFICATES.alice?.slice(0, -40) ?? "" })),
  ],
  [
    "undecodable-certificate",
    "the shape without the content",
    oneToOne(one(fakeCertificate(Uint8Array.of(1)))),
  ],
  ["undecodable-certificate", "disabled", oneToOne(one("!", off))],
  [
    "duplicate-certificate",
    "the same account",
    oneToOne(one("alice"), one("alice", { userName: "contoso\\ALICE" })),
  ],
  ["certificate-two-accounts", "two", oneToOne(one("alice"), one("alice", { userName: "CONTOSO\\b" }))],
  [
    "certificate-two-accounts",
    "in two spellings",
    oneToOne(one("alice"), one("alice", { userName: "b", certificate: `${CERTIFICATES.alice} ` })),
  ],
  ["certificate-expired", "past", oneToOne(one("expired"))],
  [
    "certificate-expires-soon",
    "within 30 days",
    oneToOne(one("alice")),
    { now: Date.parse("2039-12-15T00:00:00Z") },
  ],
  ["certificate-not-yet-valid", "future", oneToOne(one("alice")), { now: new Date("2024-01-01T00:00:00Z") }],
  ["no-client-auth", "a server's", oneToOne(one("server"))],
  ["sha1-signature", "SHA-1", oneToOne(one("sha1"))],
  ["short-rsa-key", "1024 bits", oneToOne(one("weakrsa"))],
  ["ca-certificate", "a CA", oneToOne(one("ca"))],
  ["empty-user-name", "one-to-one", oneToOne(one("alice", { userName: " " }))],
  ["empty-user-name", "many-to-one, empty", manyToOne(deny({ userName: "" }))],
  ["empty-user-name", "many-to-one, none", manyToOne({ ...deny(), permissionMode: "Allow" })],
  [
    "account-allow-and-deny",
    "both",
    manyToOne(deny({ userName: "contoso\\SALES", rules: [issuer, rule("x")] }), many()),
  ],
  [
    "weak-ad-mapping",
    "issuer and subject",
    {},
    { accounts: [{ userName: "a", altSecurityIdentities: ["X509:<I>DC=com<S>CN=a"] }] },
  ],
  [
    "weak-ad-mapping",
    "e-mail",
    {},
    { accounts: [{ userName: "a", altSecurityIdentities: ["X509: <RFC822>a@b.example"] }] },
  ],
  ["anonymous-on", "beside mapping", site({}, { anonymousAuthentication: on })],
  ["anonymous-on", "beside AD", { clientCertificateMappingAuthentication: on, anonymousAuthentication: on }],
  ["no-way-in", "nothing on", site({ enabled: false }, allOff)],
  ["no-way-in", "no mapping in it", site({}, allOff)],
  ["mappings-without-effect", "section off", site({ enabled: false, manyToOneMappings: [many()] })],
  [
    "mappings-without-effect",
    "list off",
    site({ oneToOneCertificateMappingsEnabled: false, oneToOneMappings: [one("alice"), one("bob")] }),
  ],
  [
    "mappings-without-effect",
    "other list off",
    site({ manyToOneCertificateMappingsEnabled: false, manyToOneMappings: [many()] }),
  ],
  ["require-without-negotiate", "flags", ssl("Ssl", "SslRequireCert")],
  ["negotiate-without-ssl", "flags", ssl("SslNegotiateCert")],
  ["negotiate-without-ssl", "128 bits", ssl("Ssl128")],
  ["certificate-not-requested", "flags", { ...manyToOne(many()), ...ssl("Ssl") }],
  ["many-to-one-with-ad", "both", site({}, { clientCertificateMappingAuthentication: on })],
  ["logon-right", "Interactive", site({ logonMethod: "Interactive", manyToOneMappings: [many()] })],
  ["logon-right", "Batch", site({ logonMethod: "Batch", oneToOneMappings: [one("alice")] })],
  [
    "clear-text-password",
    "one-to-one",
    oneToOne(one("alice")),
    { file: { passwords: [{ list: "oneToOneMappings", index: 0, state: "clear" }] } },
  ],
  [
    "clear-text-password",
    "without a name",
    oneToOne(one("alice", { name: "" })),
    { file: { passwords: [{ list: "oneToOneMappings", index: 0, state: "clear" }] } },
  ],
  [
    "orphan-location",
    "no such site",
    {},
    { file: { scopes: [{ scope: "Gone", exists: false, sections: ["access"] }] } },
  ],
  [
    "module-missing",
    "IIS mapping",
    site(),
    {
      file: {
        modules: {
          iisClientCertificateMappingAuthentication: {
            name: "IISCertificateMappingAuthenticationModule",
            installed: false,
          },
        },
      },
    },
  ],
  [
    "module-missing",
    "AD mapping",
    { clientCertificateMappingAuthentication: on },
    {
      file: {
        modules: {
          clientCertificateMappingAuthentication: {
            name: "CertificateMappingAuthenticationModule",
            installed: false,
          },
        },
      },
    },
  ],
  [
    "ssl-map-cert",
    "old flag",
    {},
    { file: { problems: [{ code: "ssl-map-cert", line: 7, scope: "Site" }] } },
  ],
];

const ABSENT: Case[] = [
  ["rule-less-allow", "disabled", manyToOne(many({ rules: [], enabled: false }))],
  ["rule-less-deny-not-last", "last", manyToOne(many(), deny({ rules: [] }))],
  ["rule-less-deny-not-last", "only disabled ones behind", manyToOne(deny({ rules: [] }), many(off))],
  [
    "shadowed-mapping",
    "narrower first",
    manyToOne(many({ rules: [issuer, rule("Sales")] }), many({ name: "B", rules: [issuer, rule("Sa*")] })),
  ],
  [
    "shadowed-mapping",
    "case counts first",
    manyToOne(many(), many({ name: "B", rules: [issuer, rule("sales", { compareCaseSensitive: false })] })),
  ],
  [
    "shadowed-mapping",
    "another field",
    manyToOne(
      many({ rules: [rule("Sales", { certificateField: "Issuer" })] }),
      many({ name: "B", rules: [rule("Sales")] }),
    ),
  ],
  [
    "shadowed-mapping",
    "the earlier one never matches",
    manyToOne(
      many({ rules: [rule("x", { certificateSubField: "ST" })] }),
      many({ name: "B", rules: [rule("x", { certificateSubField: "ST" })] }),
    ),
  ],
  ["shadowed-mapping", "disabled", manyToOne(many(off), many({ name: "B" }))],
  ["issuer-not-in-rules", "a Deny", manyToOne(deny({ rules: [rule("Sales")] }))],
  ["unknown-subfield", "an OID", rules(rule("x", { certificateSubField: "2.5.4.5" }))],
  ["malformed-oid", "an OID", rules(rule("x", { certificateSubField: "0.9.2342.19200300.100.1.25" }))],
  ["inner-wildcard", "at both ends", rules(rule("*Sales*"))],
  ["certificate-expires-soon", "expired", oneToOne(one("expired"))],
  ["certificate-expired", "disabled", oneToOne(one("expired", off))],
  ["no-client-auth", "no such extension", oneToOne(one("any"))],
  ["short-rsa-key", "2048 bits", oneToOne(one("rsa"))],
  ["account-allow-and-deny", "two accounts", manyToOne(deny({ userName: "CONTOSO\\x" }), many())],
  [
    "weak-ad-mapping",
    "serial number",
    {},
    {
      accounts: [
        { userName: "a", altSecurityIdentities: ["X509:<I>DC=com<SR>01", "Kerberos:a"] },
        { userName: "b" },
      ],
    },
  ],
  ["anonymous-on", "no mapping", { anonymousAuthentication: on }],
  ["no-way-in", "one method on", site({}, { ...allOff, windowsAuthentication: on })],
  ["no-way-in", "a method that is not managed", site({}, { anonymousAuthentication: off })],
  ["no-way-in", "AD mapping", site({}, { ...allOff, clientCertificateMappingAuthentication: on })],
  ["no-way-in", "mappings", site({ manyToOneMappings: [many()] }, allOff)],
  ["require-without-negotiate", "both", ssl("Ssl", "SslNegotiateCert", "SslRequireCert")],
  ["negotiate-without-ssl", "none", ssl()],
  [
    "many-to-one-with-ad",
    "one-to-one only",
    site({ manyToOneCertificateMappingsEnabled: false }, { clientCertificateMappingAuthentication: on }),
  ],
  ["logon-right", "ClearText", manyToOne(many())],
  [
    "clear-text-password",
    "encrypted",
    oneToOne(one("alice")),
    { file: { passwords: [{ list: "oneToOneMappings", index: 0, state: "encrypted" }] } },
  ],
  [
    "orphan-location",
    "without owned sections",
    {},
    { file: { scopes: [{ scope: "Gone", exists: false, sections: [] }] } },
  ],
  [
    "module-missing",
    "not in use",
    site(off),
    { file: { modules: { iisClientCertificateMappingAuthentication: { name: "x", installed: false } } } },
  ],
  ["ssl-map-cert", "another problem", {}, { file: { problems: [{ code: "bad-bool", line: 7, scope: "" }] } }],
];

describe("finds", () => {
  test.each(PRESENT)("%s: %s", (code, _title, config, options) => {
    const finding = lint(config, options).find((one) => one.code === code);
    expect(codes(lint(config, options))).toContain(code);
    expect(finding?.message).toMatch(/\.$/);
    expect(finding?.why).toMatch(/\.$/);
    expect(finding?.fix).toMatch(/\.$/);
  });

  test("every code is covered above", () => {
    const covered = new Set(PRESENT.map(([code]) => code));
    expect(FINDING_CODES.filter((code) => !covered.has(code))).toEqual([]);
  });
});

describe("does not find", () => {
  test.each(ABSENT)("%s: %s", (code, _title, config, options) =>
    expect(codes(lint(config, options))).not.toContain(code),
  );

  test("anything in a careful site config", () => {
    const config = site(
      { oneToOneMappings: [one("alice"), one("rsa")], manyToOneMappings: [many(), deny({ rules: [] })] },
      {
        ...allOff,
        ...ssl("Ssl", "SslNegotiateCert", "SslRequireCert"),
        clientCertificateMappingAuthentication: off,
      },
    );
    expect(lint(config)).toEqual([]);
  });
});

test("a Deny behind the Allow that shadows it is an error, an Allow behind a Deny a warning", () => {
  const severity = (...mappings: ManyToOneMapping[]) =>
    lint(manyToOne(...mappings)).find(({ code }) => code === "shadowed-mapping")?.severity;
  expect(severity(many(), deny())).toBe("error");
  expect(severity(deny(), many())).toBe("warning");
});

test("errors come first", () => {
  const severities = lint(manyToOne(many({ rules: [rule("*")] }), many({ rules: [], name: "B" }))).map(
    ({ severity }) => severity,
  );
  expect(severities).toEqual([...severities].sort((a, b) => (a === b ? 0 : a === "error" ? -1 : 1)));
  expect(severities).toContain("warning");
});

test("a large list is still looked through", () => {
  const mappings = Array.from({ length: 3_200 }, (_, i) =>
    many({ name: `m${i}`, rules: [issuer, rule(`x${i}`)] }),
  );
  mappings.push(many({ name: "again", rules: [issuer, rule("x3000")] }));
  expect(lint(manyToOne(...mappings)).filter(({ code }) => code === "shadowed-mapping")).toHaveLength(1);
});

/** All but the section, or the one entry, that a finding's fix is about. */
function untouched(config: SiteConfig, { section, entry }: Finding) {
  const { iisClientCertificateMappingAuthentication: mappings, ...others } = config;
  if (!entry) {
    const { [section as keyof typeof others]: _judged, ...rest } = others;
    return { mappings, rest };
  }
  const withoutIt = mappings?.[entry.list].filter(({ name }) => name !== entry.name);
  return { others, mappings: { ...mappings, [entry.list]: withoutIt } };
}

describe("mechanical fixes", () => {
  const all = PRESENT.flatMap(([code, title, config, options]) =>
    lint(config, options)
      .filter((finding) => finding.code === code && finding.mechanicalFix)
      .map((finding) => ({ code, title, config, options, finding })),
  );

  test.each(all)("$code: $title", ({ code, config, options, finding }) => {
    const before = structuredClone(config);
    const fixed = finding.mechanicalFix?.(config) ?? config;
    expect(config).toEqual(before);
    expect(
      lint(fixed, options).filter(
        (one) => one.code === code && one.severity === finding.severity && one.message === finding.message,
      ),
    ).toEqual([]);
  });

  test("do nothing where the section has gone meanwhile", () => {
    const finding = lint(manyToOne(many({ rules: [] }))).find(({ code }) => code === "rule-less-allow");
    expect(finding?.mechanicalFix?.({})).toEqual({});
  });
});

/** Which finding it is, wherever its entry stands. */
const subjectKeys = (config: SiteConfig) => {
  const findings = lint(config);
  const subjects = subjectsOf(findings, config);
  return findings.map((finding, i) => ({ finding, key: `${finding.code} ${subjects[i]}` }));
};

describe("any site config", () => {
  test(
    "has a different subject for each finding of a code",
    () =>
      fc.assert(
        fc.property(siteConfig, (config) => {
          const keys = subjectKeys(config).map(({ key }) => key);
          expect(new Set(keys).size).toBe(keys.length);
        }),
        runs(200),
      ),
    PATIENCE,
  );

  test(
    "is rid of a finding by its mechanical fix, and nothing else is touched",
    () =>
      fc.assert(
        fc.property(siteConfig, (config) => {
          const before = subjectKeys(config);
          for (const { finding, key } of before) {
            if (!finding.mechanicalFix) continue;
            const fixed = finding.mechanicalFix(config);
            const same = ({ finding: each }: (typeof before)[number]) =>
              each.code === finding.code && each.severity === finding.severity;
            // Of several that are alike, one is gone.
            const left = subjectKeys(fixed).filter((each) => same(each) && each.key === key);
            const alike = before.filter((each) => same(each) && each.key === key);
            expect(left.length, key).toBeLessThan(
              alike.length +
                (finding.code === "duplicate-rule" || finding.code === "duplicate-certificate" ? 1 : 0),
            );
            expect(untouched(fixed, finding)).toEqual(untouched(config, finding));
          }
        }),
        runs(200),
      ),
    PATIENCE,
  );

  test(
    "gives findings of known codes about entries that are there",
    () =>
      fc.assert(
        fc.property(siteConfig, (config) => {
          for (const { code, entry } of lint(config)) {
            expect(FINDING_CODES).toContain(code);
            const section = config.iisClientCertificateMappingAuthentication;
            if (entry) expect(section?.[entry.list][entry.index]?.name).toBe(entry.name);
          }
        }),
        runs(200),
      ),
    PATIENCE,
  );

  const word = fc.string({ unit: fc.constantFrom("a", "A", "b"), minLength: 1, maxLength: 3 });
  const pattern = fc
    .tuple(fc.boolean(), word, fc.boolean())
    .map(([a, text, b]) => `${a ? "*" : ""}${text}${b ? "*" : ""}`);
  const anyRule = fc
    .tuple(fc.constantFrom("O", "OU"), pattern, fc.boolean())
    .map(([certificateSubField, text, compareCaseSensitive]) =>
      rule(text, { certificateSubField, compareCaseSensitive }),
    );
  const anyMappings = fc
    .array(fc.array(anyRule, { maxLength: 2 }), { minLength: 2, maxLength: 4 })
    .map((lists) => lists.map((rulesOf, i) => many({ name: `m${i}`, rules: rulesOf })));

  test(
    "never calls a mapping shadowed that decides for some certificate with single values",
    () =>
      fc.assert(
        fc.property(anyMappings, word, word, (mappings, o, ou) => {
          const config = manyToOne(...mappings);
          const subjectName = [[{ oid: "2.5.4.10", value: o }], [{ oid: "2.5.4.11", value: ou }]];
          const { by } = resolveAccount({ sha256: "", subjectName, issuerName: [] }, config);
          const shadowed = lint(config).flatMap(({ code, entry }) =>
            code === "shadowed-mapping" ? [entry?.index] : [],
          );
          expect(shadowed).not.toContain(by?.index);
        }),
        runs(400),
      ),
    PATIENCE,
  );
});

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileSiteConfig, type ResolvableCertificate, resolveAccount } from "@/lib/iis/resolve";
import { decodeAsIisDoes } from "@/lib/iis/runtime-facts";
import type {
  ManyToOneMapping,
  MappingSection,
  OneToOneMapping,
  Rule,
  SiteConfig,
} from "@/lib/iis/site-config";
import type { DistinguishedName } from "@/lib/pki/certificate";

const RUNS = process.env.CERTMAP_FULL === "1" ? 20_000 : 400;

const OIDS = { CN: "2.5.4.3", OU: "2.5.4.11", O: "2.5.4.10", C: "2.5.4.6" } as const;
const name = (...parts: [keyof typeof OIDS, string][]): DistinguishedName =>
  parts.map(([type, value]) => [{ oid: OIDS[type], value }]);

/** The outer shape of a certificate around some bytes: all that the resolver looks at. */
function fakeDer(text: string): Uint8Array {
  const body = [...new TextEncoder().encode(text)];
  const tbs = [0x30, 0x81, body.length, ...body];
  const inner = [...tbs, 0x30, 0x00, 0x03, 0x01, 0x00];
  return Uint8Array.from([0x30, 0x82, inner.length >> 8, inner.length & 255, ...inner]);
}
const blob = (text: string) => Buffer.from(fakeDer(text)).toString("base64");
const hash = (text: string) => bytesToHex(sha256(fakeDer(text)));

const alice: ResolvableCertificate = {
  sha256: hash("alice"),
  subjectName: name(["C", "US"], ["O", "Contoso"], ["OU", "Dev"], ["OU", "Developers"], ["CN", "Alice"]),
  issuerName: name(["O", "Contoso"], ["CN", "Contoso Issuing CA"]),
};

const rule = (certificateSubField: string, matchCriteria: string, more: Partial<Rule> = {}): Rule => ({
  certificateField: "Subject",
  certificateSubField,
  matchCriteria,
  compareCaseSensitive: true,
  ...more,
});
const many = (more: Partial<ManyToOneMapping>): ManyToOneMapping => ({
  name: "M",
  description: "",
  enabled: true,
  permissionMode: "Allow",
  userName: "CONTOSO\\m",
  rules: [],
  ...more,
});
const one = (text: string, more: Partial<OneToOneMapping> = {}): OneToOneMapping => ({
  name: text,
  enabled: true,
  userName: `CONTOSO\\${text}`,
  certificate: blob(text),
  ...more,
});
const site = (more: Partial<MappingSection>, rest: SiteConfig = {}): SiteConfig => ({
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
const matches = (...rules: Rule[]) =>
  resolveAccount(alice, site({ manyToOneMappings: [many({ rules })] })).decision === "allow";

describe("order of evaluation", () => {
  test("a one-to-one mapping goes before a Deny", () => {
    const config = site({
      oneToOneMappings: [one("bob"), one("alice")],
      manyToOneMappings: [many({ permissionMode: "Deny", userName: undefined })],
    });
    expect(resolveAccount(alice, config)).toMatchObject({
      decision: "allow",
      account: "CONTOSO\\alice",
      by: { list: "oneToOneMappings", index: 1, name: "alice" },
      outcome: { status: null, identity: "CONTOSO\\alice" },
      certainty: { verified: false, note: "not verified against IIS" },
    });
  });

  test("the first many-to-one mapping that matches decides, Deny or not", () => {
    const deny = many({
      name: "No",
      permissionMode: "Deny",
      userName: undefined,
      rules: [rule("O", "Contoso")],
    });
    const allow = many({ name: "Yes", rules: [rule("C", "US")] });
    const denied = resolveAccount(alice, site({ manyToOneMappings: [deny, allow] }));
    expect(denied).toMatchObject({
      decision: "deny",
      account: null,
      by: { name: "No" },
      outcome: { status: "403.12" },
    });
    expect(denied.certainty.because).toContain("deny-is-403-12");
    expect(resolveAccount(alice, site({ manyToOneMappings: [allow, deny] }))).toMatchObject({
      by: { name: "Yes" },
    });
  });

  test("a mapping without rules matches everyone, and says that this is not documented", () => {
    const verdict = resolveAccount(alice, site({ manyToOneMappings: [many({})] }));
    expect(verdict.decision).toBe("allow");
    expect(verdict.certainty.because).toContain("no-rules-match-all");
  });

  test("what is switched off does not count", () => {
    const off = { enabled: false };
    const no = (config: SiteConfig) => resolveAccount(alice, config).decision;
    const lists = { oneToOneMappings: [one("alice")], manyToOneMappings: [many({})] };
    expect(no(site({ oneToOneMappings: [one("alice", off)], manyToOneMappings: [many(off)] }))).toBe(
      "no-match",
    );
    expect(no(site({ ...lists, ...off }))).toBe("no-match");
    expect(no({})).toBe("no-match");
    const flags = { oneToOneCertificateMappingsEnabled: false, manyToOneCertificateMappingsEnabled: false };
    expect(no(site({ ...lists, ...flags }))).toBe("no-match");
  });

  test("the verdict that the section is off is documented, so it is certain", () => {
    const config = site({ enabled: false }, { anonymousAuthentication: { enabled: false } });
    expect(resolveAccount(alice, config).certainty).toEqual({ verified: true, because: [], note: "" });
  });

  test("one undecodable enabled entry breaks the whole site; a disabled one does not", () => {
    const broken = one("bob", { certificate: "MIIC" });
    expect(resolveAccount(alice, site({ oneToOneMappings: [one("alice"), broken] }))).toMatchObject({
      decision: "deny",
      by: { index: 1 },
      outcome: { status: "401.1" },
    });
    const disabled = { ...broken, enabled: false };
    expect(resolveAccount(alice, site({ oneToOneMappings: [disabled, one("alice")] })).decision).toBe(
      "allow",
    );
  });

  test("of two entries with one certificate the first counts", () => {
    const config = site({
      oneToOneMappings: [one("alice", { userName: "first" }), one("alice", { userName: "second" })],
    });
    const verdict = resolveAccount(alice, config, { trace: true });
    expect(verdict.account).toBe("first");
    expect(verdict.trace[1]).toMatchObject({ result: "duplicate" });
  });

  test("a certificate known by its DER alone is found too", () => {
    const { subjectName, issuerName } = alice;
    const byDer = { der: fakeDer("alice"), subjectName, issuerName };
    expect(
      resolveAccount(byDer, compileSiteConfig(site({ oneToOneMappings: [one("alice")] }))).decision,
    ).toBe("allow");
  });
});

describe("rules", () => {
  test.each([
    ["exact", [rule("O", "Contoso")], true],
    ["exact means the whole value", [rule("O", "Conto")], false],
    ["case counts", [rule("O", "contoso")], false],
    ["case is ignored when asked", [rule("O", "contoso", { compareCaseSensitive: false })], true],
    ["prefix", [rule("O", "Con*")], true],
    ["suffix", [rule("O", "*oso")], true],
    ["contains", [rule("O", "*nto*")], true],
    ["contains without case acts as suffix", [rule("O", "*nto*", { compareCaseSensitive: false })], false],
    ["contains without case at the end", [rule("O", "*TOSO*", { compareCaseSensitive: false })], true],
    ["any value", [rule("O", "*")], true],
    ["any value needs a value", [rule("L", "*")], false],
    ["two stars are any value", [rule("O", "**")], true],
    ["an inner star is literal", [rule("O", "Con*oso")], false],
    ["a question mark is literal", [rule("O", "Contos?")], false],
    ["empty text", [rule("O", "")], false],
    ["any of several values", [rule("OU", "Developers")], true],
    ["both of several values", [rule("OU", "Dev"), rule("OU", "Developers")], true],
    ["a prefix longer than the first value stops early", [rule("OU", "Deve*")], false],
    ["a prefix as long as the first value goes on", [rule("OU", "Dev*")], true],
    ["issuer", [rule("CN", "Contoso Issuing CA", { certificateField: "Issuer" })], true],
    ["issuer is not subject", [rule("CN", "Alice", { certificateField: "Issuer" })], false],
    ["dotted OID", [rule("2.5.4.10", "Contoso")], true],
    ["names count case", [rule("o", "Contoso")], false],
    ["unknown names never match", [rule("ST", "*")], false],
    ["no inherited property is a name", [rule("constructor", "*")], false],
    ["all rules must hold", [rule("O", "Contoso"), rule("C", "DE")], false],
  ])("%s", (_title, rules, expected) => expect(matches(...rules)).toBe(expected));
});

describe("what follows", () => {
  const off = { enabled: false };
  const on = { enabled: true };
  const none = {
    anonymousAuthentication: off,
    basicAuthentication: off,
    digestAuthentication: off,
    windowsAuthentication: off,
  };
  const outcome = (rest: SiteConfig) => resolveAccount(alice, site({}, rest)).outcome;

  test("nobody else signs in: 401.2", () => expect(outcome(none).status).toBe("401.2"));
  test("anonymous lets in as IUSR", () => {
    const verdict = resolveAccount(alice, site({}, { ...none, anonymousAuthentication: on }));
    expect(verdict).toMatchObject({
      decision: "no-match",
      account: null,
      outcome: { status: null, identity: "IUSR" },
    });
    expect(verdict.certainty.because).toContain("anonymous-lets-in");
  });
  test("another method asks", () =>
    expect(outcome({ ...none, windowsAuthentication: on }).summary).toMatch(/windows/));
  test("what is not managed is not guessed", () =>
    expect(outcome({ anonymousAuthentication: off })).toMatchObject({ status: null, identity: null }));
  test("the AD mapper is named", () =>
    expect(outcome({ ...none, clientCertificateMappingAuthentication: on }).notes.join()).toMatch(
      /Active Directory/,
    ));
  test("sslFlags without SslNegotiateCert is named", () =>
    expect(outcome({ access: { sslFlags: ["Ssl"] } }).notes.join()).toMatch(/sslFlags/));
  test("403.7 is named", () =>
    expect(
      outcome({ access: { sslFlags: ["Ssl", "SslNegotiateCert", "SslRequireCert"] } }).notes.join(),
    ).toMatch(/403\.7/));
  test("an empty account cannot log on", () =>
    expect(
      resolveAccount(alice, site({ oneToOneMappings: [one("alice", { userName: "" })] })).outcome.status,
    ).toBe("401.1"));

  test("below the site the switches count, the lists do not", () => {
    const config = site({ oneToOneMappings: [] }, { ...none, anonymousAuthentication: on });
    const below = site({ oneToOneMappings: [one("alice")] }, { anonymousAuthentication: off });
    const verdict = resolveAccount(alice, config, { below });
    expect(verdict).toMatchObject({ decision: "no-match", outcome: { status: "401.2" } });
    expect(verdict.certainty.because).toContain("site-level-only");
  });
});

describe("trace", () => {
  test("is empty unless asked for", () =>
    expect(resolveAccount(alice, site({ manyToOneMappings: [many({})] })).trace).toEqual([]));

  test("says of every entry why not", () => {
    const config = site({
      oneToOneMappings: [one("bob"), one("carol", { enabled: false })],
      manyToOneMappings: [
        many({ name: "A", rules: [rule("C", "US"), rule("OU", "Sales")] }),
        many({ name: "B", rules: [rule("ST", "WA")] }),
        many({ name: "C", rules: [rule("CN", "Alice")] }),
        many({ name: "D" }),
      ],
    });
    const { trace } = resolveAccount(alice, config, { trace: true });
    expect(trace.map((entry) => entry.result)).toEqual(["no", "off", "no", "no", "decided", "shadowed"]);
    expect(trace[2]?.rule).toMatchObject({ index: 1, matchCriteria: "Sales", found: ["Dev", "Developers"] });
    expect(trace[2]?.because).toBe(
      'Rule 2: Subject OU wants "Sales", the certificate has "Dev", "Developers".',
    );
    expect(trace[3]?.because).toMatch(/does not know the subfield "ST"/);
    expect(trace[5]?.because).toMatch(/manyToOneMappings\[2\]/);
  });

  test("names what is off and what is broken", () => {
    const lists = { oneToOneMappings: [one("alice", { certificate: "!" })], manyToOneMappings: [many({})] };
    const results = (more: Partial<MappingSection>) =>
      resolveAccount(alice, site({ ...lists, ...more }), { trace: true }).trace.map((entry) => entry.result);
    expect(results({})).toEqual(["broken", "shadowed"]);
    expect(results({ enabled: false })).toEqual(["off", "off"]);
    expect(results({ manyToOneCertificateMappingsEnabled: false })).toEqual(["broken", "off"]);
    expect(resolveAccount(alice, {}, { trace: true }).trace).toEqual([]);
  });
});

describe("decoding as IIS does", () => {
  const text = blob("alice");
  test("a blank at the end is no harm", () => expect(decodeAsIisDoes(`${text} `)).toEqual(fakeDer("alice")));
  test.each([
    ["empty", ""],
    ["a PEM armour", `-----BEGIN CERTIFICATE-----${text}`],
    ["a line break", `${text.slice(0, 8)}\n${text.slice(8)}`],
    ["a cut", text.slice(0, -8)],
    ["one digit too many", `${text.replace(/=+$/, "").slice(0, 9)}`],
    ["another structure", Buffer.from([0x30, 0x03, 0x02, 0x01, 0x05]).toString("base64")],
    ["an endless length", Buffer.from([0x30, 0x80, 0, 0]).toString("base64")],
    ["half a length", Buffer.from([0x30, 0x82, 0x01]).toString("base64")],
  ])("%s is refused", (_title, value) => expect(decodeAsIisDoes(value)).toBeNull());
});

/** The same question, answered the slow way: no index, no compilation, written apart. */
function naive(certificate: ResolvableCertificate & { sha256: string }, config: SiteConfig): string {
  const section = config.iisClientCertificateMappingAuthentication;
  if (!section?.enabled) return "no-match";
  const loaded = section.oneToOneCertificateMappingsEnabled
    ? section.oneToOneMappings.filter((m) => m.enabled)
    : [];
  for (const mapping of loaded)
    if (bytesToHex(sha256(Buffer.from(mapping.certificate, "base64"))) === certificate.sha256)
      return `allow ${mapping.userName}`;
  if (!section.manyToOneCertificateMappingsEnabled) return "no-match";
  const holds = (r: Rule) => {
    const oid = /^\d/.test(r.certificateSubField)
      ? r.certificateSubField
      : (OIDS as Record<string, string>)[r.certificateSubField];
    const source = r.certificateField === "Subject" ? certificate.subjectName : certificate.issuerName;
    const values = source
      .flat()
      .filter((a) => a.oid === oid)
      .map((a) => a.value);
    const same = (s: string) => (r.compareCaseSensitive ? s : s.toLowerCase());
    const m = same(r.matchCriteria);
    if (m === "*") return values.length > 0;
    if (/^\*.*\*$/s.test(m))
      return values.some((v) =>
        r.compareCaseSensitive ? v.includes(m.slice(1, -1)) : same(v).endsWith(m.slice(1, -1)),
      );
    if (m.startsWith("*")) return values.some((v) => same(v).endsWith(m.slice(1)));
    if (m.endsWith("*")) {
      if (values[0] !== undefined && values[0].length < m.length - 1) return false;
      return values.some((v) => same(v).startsWith(m.slice(0, -1)));
    }
    return values.some((v) => same(v) === m);
  };
  for (const mapping of section.manyToOneMappings)
    if (mapping.enabled && mapping.rules.every(holds))
      return mapping.permissionMode === "Deny" ? "deny" : `allow ${mapping.userName}`;
  return "no-match";
}

describe("agreement with the slow way", () => {
  // A small alphabet, so that values meet patterns often.
  const word = fc.string({ unit: fc.constantFrom("a", "A", "b", "*"), maxLength: 4 });
  const type = fc.constantFrom(...(Object.keys(OIDS) as (keyof typeof OIDS)[]));
  const anyName = fc.array(fc.tuple(type, word), { maxLength: 5 }).map((parts) => name(...parts));
  const anyRule = fc.record({
    certificateField: fc.constantFrom("Subject" as const, "Issuer" as const),
    certificateSubField: fc.oneof({ weight: 6, arbitrary: type }, fc.constantFrom("2.5.4.10", "ST", "cn")),
    matchCriteria: word,
    compareCaseSensitive: fc.boolean(),
  });
  const anyMapping = fc.record({
    permissionMode: fc.constantFrom("Allow" as const, "Deny" as const),
    enabled: fc.boolean(),
    userName: fc.constantFrom("a", "b", "c"),
    rules: fc.array(anyRule, { maxLength: 3 }),
  });
  const people = fc.constantFrom("alice", "bob", "carol", "dave");
  const anyConfig = fc
    .record({
      oneToOneMappings: fc.array(fc.tuple(people, fc.boolean()), { maxLength: 3 }),
      manyToOneMappings: fc.array(anyMapping, { maxLength: 8 }),
      oneToOneCertificateMappingsEnabled: fc.boolean(),
      manyToOneCertificateMappingsEnabled: fc.boolean(),
    })
    .map(({ oneToOneMappings, manyToOneMappings, ...flags }) =>
      site({
        ...flags,
        oneToOneMappings: oneToOneMappings.map(([text, enabled]) => one(text, { enabled })),
        manyToOneMappings: manyToOneMappings.map((mapping, i) => many({ ...mapping, name: `m${i}` })),
      }),
    );

  test("on random site configs and certificates", () => {
    fc.assert(
      fc.property(anyConfig, people, anyName, anyName, (config, person, subjectName, issuerName) => {
        const certificate = { sha256: hash(person), subjectName, issuerName };
        const { decision, account, trace, by } = resolveAccount(certificate, config, { trace: true });
        expect(decision === "allow" ? `allow ${account}` : decision).toBe(naive(certificate, config));
        // The trace is worked out without the index: it must name the same entry.
        const decided = trace.filter((entry) => entry.result === "decided");
        expect(decided.map(({ list, index }) => ({ list, index }))).toEqual(
          by ? [{ list: by.list, index: by.index }] : [],
        );
      }),
      { numRuns: RUNS },
    );
  });
});

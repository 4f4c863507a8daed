import { describe, expect, it } from "vitest";
import { describeChange, diffSiteConfig, onlySectionsOf } from "@/lib/iis/diff";
import { certA, certB, certC, noMappings } from "@/lib/iis/golden/files";
import { fakeCertificate } from "@/lib/iis/golden/site-configs";
import type {
  ManyToOneMapping,
  MappingSection,
  OneToOneMapping,
  Rule,
  SiteConfig,
} from "@/lib/iis/site-config";

/** Milliseconds of this process: unlike the clock, no other program on the machine adds to them. */
const cpu = () => process.cpuUsage().user / 1_000;

const section = (part: Partial<MappingSection>): SiteConfig => ({
  iisClientCertificateMappingAuthentication: { ...noMappings, ...part },
});
const one = (name: string, certificate: string, more: Partial<OneToOneMapping> = {}): OneToOneMapping => ({
  name,
  enabled: true,
  userName: "CONTOSO\\a",
  certificate,
  ...more,
});
const many = (name: string, more: Partial<ManyToOneMapping> = {}): ManyToOneMapping => ({
  name,
  description: "",
  enabled: true,
  permissionMode: "Allow",
  userName: "CONTOSO\\sales",
  rules: [],
  ...more,
});
const rule = (matchCriteria: string, compareCaseSensitive = true): Rule => ({
  certificateField: "Subject",
  certificateSubField: "O",
  matchCriteria,
  compareCaseSensitive,
});
const sentences = (before: SiteConfig, after: SiteConfig) =>
  diffSiteConfig(before, after).map(describeChange);
const ones = (...oneToOneMappings: OneToOneMapping[]) => section({ oneToOneMappings });
const manys = (...manyToOneMappings: ManyToOneMapping[]) => section({ manyToOneMappings });

describe("one-to-one mappings", () => {
  it("are told apart by certificate", () => {
    expect(
      sentences(ones(one("Alice", certA)), ones(one("Alice", certA, { userName: "CONTOSO\\b" }))),
    ).toEqual(['one-to-one "Alice": account CONTOSO\\a -> CONTOSO\\b']);
    expect(sentences(ones(one("Alice", certA)), ones(one("Alice", certB)))).toEqual([
      'one-to-one "Alice": removed, account CONTOSO\\a',
      'one-to-one "Alice": added, account CONTOSO\\a',
    ]);
  });

  it("have no name in IIS: it is taken from whichever side has one", () => {
    const observed = one("", certA, { enabled: false });
    expect(sentences(ones(one("Alice", certA)), ones(observed))).toEqual(['one-to-one "Alice": disabled']);
    expect(sentences(ones(observed), ones(one("Alice", certA)))).toEqual(['one-to-one "Alice": enabled']);
    expect(sentences(ones(one("x", certA)), ones(one("y", certA)))).toEqual([]);
    expect(sentences(ones(), ones(observed))).toEqual([
      'one-to-one "CONTOSO\\a": added, account CONTOSO\\a, disabled',
    ]);
    expect(sentences(ones(), ones(one("", certA, { userName: "" })))).toEqual([
      `one-to-one "certificate ...${certA.slice(-12)}": added`,
    ]);
  });

  it("have no order", () => {
    expect(sentences(ones(one("", certA), one("", certB)), ones(one("", certB), one("", certA)))).toEqual([]);
  });

  it("that stand twice are compared in pairs", () => {
    const twice = ones(one("", certA), one("", certA, { userName: "CONTOSO\\b" }));
    expect(sentences(twice, twice)).toEqual([]);
    expect(sentences(twice, ones(one("", certA)))).toEqual([
      'one-to-one "CONTOSO\\b": removed, account CONTOSO\\b',
    ]);
  });
});

describe("many-to-one mappings", () => {
  it("are told apart by name without case", () => {
    const after = many("SALES", {
      description: "x",
      enabled: false,
      permissionMode: "Deny",
      userName: undefined,
    });
    expect(sentences(manys(many("Sales")), manys(after))).toEqual([
      'many-to-one "SALES": name Sales -> SALES',
      'many-to-one "SALES": description "" -> x',
      'many-to-one "SALES": disabled',
      'many-to-one "SALES": permissionMode Allow -> Deny',
      'many-to-one "SALES": account CONTOSO\\sales -> (none)',
    ]);
    expect(sentences(manys(after), manys(many("SALES", { description: "x" })))).toContain(
      'many-to-one "SALES": account CONTOSO\\sales',
    );
  });

  it("name every rule that came or went, and say when only their order changed", () => {
    const before = many("Sales", { rules: [rule("Contoso"), rule("Fabrikam")] });
    const after = many("Sales", { rules: [rule("Contoso", false), rule("Fabrikam")] });
    expect(sentences(manys(before), manys(after))).toEqual([
      'many-to-one "Sales": rule added: Subject O = Contoso (any case)',
      'many-to-one "Sales": rule removed: Subject O = Contoso',
    ]);
    expect(sentences(manys(before), manys({ ...before, rules: before.rules.toReversed() }))).toEqual([
      'many-to-one "Sales": the rules are in another order',
    ]);
    const doubled = { ...before, rules: [rule("Contoso"), rule("Contoso")] };
    expect(sentences(manys(doubled), manys({ ...before, rules: [rule("Contoso")] }))).toEqual([
      'many-to-one "Sales": rule removed: Subject O = Contoso',
    ]);
  });

  it("are moved as few times as possible", () => {
    const [a, b, c, d] = [many("a"), many("b"), many("c"), many("d")];
    expect(sentences(manys(a, b, c, d), manys(b, c, d, a))).toEqual([
      'many-to-one "a": moved from position 1 to 4',
    ]);
    expect(sentences(manys(a, b, c, d), manys(d, a, b, c))).toEqual([
      'many-to-one "d": moved from position 4 to 1',
    ]);
    expect(sentences(manys(a, b, c), manys(c, b, a))).toHaveLength(2);
  });

  it("do not move when others come or go", () => {
    const [a, b, c] = [many("a"), many("b", { permissionMode: "Deny", userName: undefined }), many("c")];
    expect(sentences(manys(a, b, c), manys(b, c))).toEqual([
      'many-to-one "a": removed, account CONTOSO\\sales',
    ]);
    expect(sentences(manys(a, c), manys(a, b, c))).toEqual(['many-to-one "b": added, denies']);
  });
});

describe("sections", () => {
  it("that only one side has are managed from now on, or no longer", () => {
    const access: SiteConfig = { access: { sslFlags: [] } };
    expect(sentences({}, access)).toEqual([
      "SSL settings: managed from now on",
      "SSL settings: sslFlags None",
    ]);
    expect(sentences(access, {})).toEqual(["SSL settings: no longer managed"]);
    expect(sentences({}, { anonymousAuthentication: { enabled: false } })).toEqual([
      "anonymous authentication: managed from now on",
      "anonymous authentication: enabled false",
    ]);
    expect(sentences({}, ones(one("Alice", certC)))).toEqual([
      "IIS client certificate mapping: managed from now on",
      "IIS client certificate mapping: enabled true",
      "IIS client certificate mapping: oneToOneCertificateMappingsEnabled true",
      "IIS client certificate mapping: manyToOneCertificateMappingsEnabled true",
      "IIS client certificate mapping: logonMethod ClearText",
      'IIS client certificate mapping: defaultLogonDomain ""',
      'one-to-one "Alice": added, account CONTOSO\\a',
    ]);
  });

  it("are compared attribute by attribute", () => {
    const before = section({});
    const after = section({ enabled: false, logonMethod: "Batch", defaultLogonDomain: "CONTOSO" });
    expect(sentences(before, after)).toEqual([
      "IIS client certificate mapping: disabled",
      "IIS client certificate mapping: logonMethod ClearText -> Batch",
      'IIS client certificate mapping: defaultLogonDomain "" -> CONTOSO',
    ]);
    expect(
      sentences({ windowsAuthentication: { enabled: false } }, { windowsAuthentication: { enabled: true } }),
    ).toEqual(["Windows authentication: enabled"]);
  });

  it("have flags without order", () => {
    const flags = (...sslFlags: ("Ssl" | "SslNegotiateCert")[]): SiteConfig => ({ access: { sslFlags } });
    expect(sentences(flags("Ssl", "SslNegotiateCert"), flags("SslNegotiateCert", "Ssl"))).toEqual([]);
    expect(sentences(flags(), flags("SslNegotiateCert", "Ssl"))).toEqual([
      "SSL settings: sslFlags None -> Ssl, SslNegotiateCert",
    ]);
  });

  it("that are left alone can be left out", () => {
    const observed: SiteConfig = { access: { sslFlags: [] }, basicAuthentication: { enabled: true } };
    expect(onlySectionsOf({ access: { sslFlags: ["Ssl"] } }, observed)).toEqual({ access: { sslFlags: [] } });
  });
});

it("compares 10,000 entries in a moment", () => {
  const certificates = Array.from({ length: 10_000 }, (_, i) =>
    fakeCertificate(Uint8Array.of(i >> 8, i & 0xff)),
  );
  const before = section({
    oneToOneMappings: certificates.map((certificate) => one("", certificate)),
    manyToOneMappings: certificates.map((_, i) => many(`m${i}`)),
  });
  const after = section({
    oneToOneMappings: certificates
      .map((certificate) => one("", certificate, { userName: "CONTOSO\\b" }))
      .reverse(),
    manyToOneMappings: certificates.map((_, i) => many(`m${i}`)).reverse(),
  });
  const start = cpu();
  expect(diffSiteConfig(before, after)).toHaveLength(19_999);
  expect(cpu() - start).toBeLessThan(2_000);
});

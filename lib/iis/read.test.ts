import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  bytesOf,
  certA,
  certB,
  certC,
  errorOr,
  mappingFile,
  open,
  SITES,
  textOf,
  valueOr,
} from "@/lib/iis/golden/files";
import {
  listScopes,
  parseApplicationHost,
  passwordStates,
  readEffective,
  readFacts,
  readSiteConfig,
  stripPasswords,
} from "@/lib/iis/read";

const sample = () => new Uint8Array(readFileSync("agent/sample/applicationHost.config"));

const add = (certificate: string, more = "") =>
  `<add userName="CONTOSO\\a" certificate="${certificate}" ${more}/>`;
const list = (...entries: string[]) => `<oneToOneMappings>${entries.join("")}</oneToOneMappings>`;
const access = (flags: string) =>
  `<system.webServer><security><access sslFlags="${flags}" /></security></system.webServer>`;

describe("readSiteConfig", () => {
  it("gives the sections that a scope states itself, each whole", () => {
    const config = valueOr(readSiteConfig(valueOr(parseApplicationHost(sample())), "Partner portal"));
    expect(Object.keys(config)).toEqual([
      "iisClientCertificateMappingAuthentication",
      "access",
      "anonymousAuthentication",
    ]);
    expect(config.access).toEqual({ sslFlags: ["Ssl", "SslNegotiateCert", "SslRequireCert"] });
    const section = config.iisClientCertificateMappingAuthentication;
    expect(section).toMatchObject({ enabled: true, logonMethod: "ClearText", defaultLogonDomain: "" });
    expect(section?.oneToOneMappings.map(({ name, enabled, userName }) => [name, enabled, userName])).toEqual(
      [
        ["", true, "CONTOSO\\alice"],
        ["", false, "CONTOSO\\bob"],
      ],
    );
    expect(section?.manyToOneMappings[0]).toEqual({
      name: "Former supplier",
      description: "Certificates are valid for some time yet",
      enabled: true,
      permissionMode: "Deny",
      rules: [
        {
          certificateField: "Subject",
          certificateSubField: "O",
          matchCriteria: "Fabrikam",
          compareCaseSensitive: true,
        },
      ],
    });
  });

  it("reads a file the same in every encoding and with every line end", () => {
    const text = textOf(sample());
    const wanted = readSiteConfig(valueOr(parseApplicationHost(sample())), "Partner portal");
    const utf16 = new Uint8Array(
      new Uint16Array([0xfeff, ...[...text.replace("UTF-8", "UTF-16")].map((c) => c.charCodeAt(0))]).buffer,
    );
    for (const bytes of [
      bytesOf(text.replaceAll("\r\n", "\n")),
      bytesOf(`\uFEFF${text}`),
      bytesOf(text.replaceAll("    ", "\t")),
      utf16,
    ]) {
      expect(readSiteConfig(valueOr(parseApplicationHost(bytes)), "partner PORTAL/")).toEqual(wanted);
    }
  });

  it("puts several locations of one path together, and knows . and the empty path as the server", () => {
    const file = open(
      `<configuration>${SITES}<location path="Site">${access("Ssl")}</location><location path="/site/" allowOverride="false"><system.webServer><security><authentication><basicAuthentication enabled="true" /></authentication></security></system.webServer></location><location path=".">${access("SslNegotiateCert")}</location><location><system.webServer><security><authentication><digestAuthentication /></authentication></security></system.webServer></location></configuration>`,
    );
    expect(valueOr(readSiteConfig(file, "Site"))).toEqual({
      access: { sslFlags: ["Ssl"] },
      basicAuthentication: { enabled: true },
    });
    expect(valueOr(readSiteConfig(file, ""))).toEqual({
      access: { sslFlags: ["SslNegotiateCert"] },
      digestAuthentication: { enabled: false },
    });
    expect(valueOr(readSiteConfig(file, "."))).toEqual(valueOr(readSiteConfig(file, "")));
  });

  it("fills in what a section inherits, entries before its own", () => {
    const file = open(mappingFile(list(add(certA)), list(add(certB)), ` logonMethod="batch"`));
    const section = valueOr(readSiteConfig(file, "Site")).iisClientCertificateMappingAuthentication;
    expect(section?.oneToOneMappings.map(({ certificate }) => certificate)).toEqual([certA, certB]);
    expect(section?.logonMethod).toBe("Batch");
    const cleared = open(mappingFile(list(add(certA)), list("<clear />", add(certB))));
    const own = valueOr(readSiteConfig(cleared, "Site")).iisClientCertificateMappingAuthentication;
    expect(own?.oneToOneMappings.map(({ certificate }) => certificate)).toEqual([certB]);
  });

  it("refuses what it cannot tell, and only where it matters", () => {
    const file = open(mappingFile("", list(add(certA, `enabled="maybe"`), `<remove certificate="a" />`)));
    const error = errorOr(readSiteConfig(file, "Site"));
    expect(error).toMatchObject({ code: "config-refused", line: 3, errors: [{}, {}] });
    expect(error.message).toMatch(/500\.19 with 0x8007000d/);
    expect(readSiteConfig(file, "Other").ok).toBe(true);
    expect(readEffective(file, "Site").ok).toBe(false);
    expect(readSiteConfig(open(mappingFile(list(add(certA, `enabled="maybe"`)), list())), "Site").ok).toBe(
      false,
    );
  });

  it("does not pretend to know what is in another file", () => {
    const file = open(
      mappingFile("", "", "").replace(
        "</configuration>",
        `<system.webServer><security><access configSource="access.config" /></security></system.webServer></configuration>`,
      ),
    );
    expect(errorOr(readSiteConfig(file, ""))).toMatchObject({ code: "config-source", line: 4 });
    expect(errorOr(readEffective(file, "Site")).code).toBe("config-source");
  });

  it("knows its scopes", () => {
    const file = open(mappingFile("", list(add(certA))));
    expect(errorOr(readSiteConfig(file, "Sitte")).code).toBe("scope-unknown");
    expect(errorOr(readEffective(file, "Sitte")).code).toBe("scope-unknown");
    expect(errorOr(passwordStates(file, "Sitte")).code).toBe("scope-unknown");
    expect(valueOr(readSiteConfig(file, "Other"))).toEqual({});
    expect(valueOr(readSiteConfig(file, "Site/any/path"))).toEqual({});
    expect(valueOr(readSiteConfig(open("<configuration />"), "Anything"))).toEqual({});
  });

  it("refuses mappings below a site, which IIS ignores", () => {
    const file = open(mappingFile("", list(add(certA))).replace('path="Site"', 'path="Site/app"'));
    expect(errorOr(readSiteConfig(file, "Site/app")).code).toBe("scope-below-site");
  });
});

describe("readEffective", () => {
  it("has all seven sections, and where each value and entry comes from", () => {
    const file = valueOr(parseApplicationHost(sample()));
    const { config, origins } = valueOr(readEffective(file, "Partner portal"));
    expect(Object.keys(config)).toHaveLength(7);
    expect(config.windowsAuthentication).toEqual({ enabled: false });
    expect(origins.windowsAuthentication).toMatchObject({
      stated: false,
      attributes: { enabled: { from: "server", path: "" } },
    });
    expect(origins.digestAuthentication.attributes).toEqual({ enabled: { from: "default", path: "" } });
    const mapping = origins.iisClientCertificateMappingAuthentication;
    expect(mapping.attributes.enabled).toEqual({ from: "location", path: "Partner portal", line: 342 });
    expect(mapping.attributes.logonMethod).toEqual({ from: "default", path: "" });
    expect(mapping.oneToOneMappings?.map(({ line }) => line)).toEqual([360, 361]);
  });

  it("tells inherited entries from local ones", () => {
    const file = open(mappingFile(list(add(certA)), list(add(certB))));
    const { origins } = valueOr(readEffective(file, "Site"));
    expect(origins.iisClientCertificateMappingAuthentication.oneToOneMappings).toEqual([
      { from: "server", path: "", line: 2 },
      { from: "location", path: "Site", line: 3 },
    ]);
  });

  it("goes down to a path, where mappings are the site's but for enabled", () => {
    const below = `<location path="Site/app"><system.webServer><security><access sslFlags="Ssl" /><authentication><iisClientCertificateMappingAuthentication enabled="false" logonMethod="Network"><oneToOneMappings>${add(certC)}</oneToOneMappings></iisClientCertificateMappingAuthentication></authentication></security></system.webServer></location></configuration>`;
    const file = open(
      mappingFile("", list(add(certA)), ` enabled="true"`).replace("</configuration>", below),
    );
    const { config, origins } = valueOr(readEffective(file, "Site/app/deeper"));
    expect(config.access).toEqual({ sslFlags: ["Ssl"] });
    expect(origins.access.stated).toBe(false);
    expect(config.iisClientCertificateMappingAuthentication).toMatchObject({
      enabled: false,
      logonMethod: "ClearText",
    });
    expect(
      config.iisClientCertificateMappingAuthentication.oneToOneMappings.map((entry) => entry.certificate),
    ).toEqual([certA]);
  });
});

describe("listScopes", () => {
  it("has the server, every site, and locations with owned sections, orphans included", () => {
    const text = textOf(sample()).replace(
      "</configuration>",
      `<location path="Gone">${access("Ssl")}</location><location path="Gone/x">${access("Ssl")}</location></configuration>`,
    );
    const scopes = listScopes(open(text)).map(({ scope, kind, exists, siteId }) => [
      scope,
      kind,
      exists,
      siteId,
    ]);
    expect(scopes).toEqual([
      ["", "server", true, undefined],
      ["Default Web Site", "site", true, 1],
      ["Partner portal", "site", true, 2],
      ["Intranet", "site", true, 3],
      ["Partner portal/api", "path", true, undefined],
      ["Gone", "site", false, undefined],
      ["Gone/x", "path", false, undefined],
    ]);
  });

  it("counts the entries in effect", () => {
    const text = mappingFile(list(add(certA), add(certB)), list(add(certC)));
    const counts = (file: string) => listScopes(open(file)).map((scope) => scope.oneToOneMappings);
    expect(counts(text)).toEqual([2, 3, 2]);
    expect(
      counts(text.replace(`<oneToOneMappings>${add(certC)}`, `<oneToOneMappings><clear />${add(certC)}`)),
    ).toEqual([2, 1, 2]);
    expect(
      listScopes(open(mappingFile("", `<manyToOneMappings><add name="a" /></manyToOneMappings>`)))[1],
    ).toMatchObject({
      scope: "Site",
      manyToOneMappings: 1,
    });
  });
});

describe("readFacts", () => {
  it("reads providers, modules, sites and locks", () => {
    const facts = readFacts(valueOr(parseApplicationHost(sample())));
    expect(facts.cryptoProviders.slice(-2)).toEqual(["IISWASOnlyCngProvider", "IISCngProvider"]);
    expect(facts.modules.iisClientCertificateMappingAuthentication).toEqual({
      name: "IISCertificateMappingAuthenticationModule",
      inGlobalModules: true,
      inModules: true,
      installed: true,
      removedAt: [],
    });
    expect(facts.modules.digestAuthentication.installed).toBe(false);
    expect(facts.sites[1]).toEqual({
      id: 2,
      name: "Partner portal",
      bindings: [
        { protocol: "https", bindingInformation: "*:443:partners.contoso.example", sslFlags: 1 },
        { protocol: "https", bindingInformation: "10.20.0.14:8443:", sslFlags: 32 },
      ],
      applications: ["/", "/api"],
    });
    expect(facts.locks.access).toEqual({ overrideModeDefault: "Deny", overrides: [] });
    expect(facts.locks.windowsAuthentication.overrides).toEqual([{ path: "Intranet", mode: "Allow" }]);
  });

  it("does not take a module for installed that is in one of the two lists only", () => {
    const name = "IISCertificateMappingAuthenticationModule";
    const installed = (content: string) =>
      readFacts(open(`<configuration><system.webServer>${content}</system.webServer></configuration>`))
        .modules.iisClientCertificateMappingAuthentication;
    const global = `<globalModules><add name="${name}" image="authmap.dll" /></globalModules>`;
    const active = `<modules><add name="${name}" /></modules>`;
    expect(installed(global)).toMatchObject({ inGlobalModules: true, inModules: false, installed: false });
    expect(installed(active)).toMatchObject({ inGlobalModules: false, inModules: true, installed: false });
    expect(installed(global + active).installed).toBe(true);
  });

  it("follows add, remove and clear", () => {
    const name = "IISCertificateMappingAuthenticationModule";
    const facts = readFacts(
      open(`<configuration><configSections />
        <configProtectedData defaultProvider="B"><providers><add name="X" /><clear /><add name="A" /><add name="B" /><remove name="A" /><remove name="Z" /></providers></configProtectedData>
        <system.webServer><globalModules><add name="${name}" /><add name="gone" /><remove name="gone" /></globalModules>
        <modules><add name="a" /><clear /><add name="${name}" /><add name="b" /><remove name="b" /></modules></system.webServer>
        <location path="Site"><system.webServer><modules><remove name="${name}" /></modules></system.webServer></location>
        <location path="Other"><system.webServer><modules><clear /><add name="${name}" /></modules></system.webServer></location>
      </configuration>`),
    );
    expect(facts).toMatchObject({ cryptoProviders: ["B"], defaultCryptoProvider: "B", sites: [] });
    expect(facts.modules.iisClientCertificateMappingAuthentication).toMatchObject({
      installed: true,
      removedAt: ["Site"],
    });
    expect(facts.modules.basicAuthentication).toMatchObject({ inGlobalModules: false, removedAt: ["Other"] });
    expect(facts.locks.access.overrideModeDefault).toBeUndefined();
  });
});

describe("passwords", () => {
  it("are told by state and never shown", () => {
    const entries = ["[enc:AesProvider:AAAA:enc]", "[enc:AesProvider::enc]", "", "clear", "[enc:]"];
    const file = open(
      mappingFile(
        "",
        list(...entries.map((password, i) => add(`${i}`, `password="${password}" `)), add("x")),
      ),
    );
    const states = valueOr(passwordStates(file, "Site"));
    expect(states.map(({ state }) => state)).toEqual([
      "encrypted",
      "absent",
      "absent",
      "clear",
      "clear",
      "absent",
    ]);
    expect(states[0]).toEqual({
      state: "encrypted",
      provider: "AesProvider",
      list: "oneToOneMappings",
      index: 0,
      key: "0",
      userName: "CONTOSO\\a",
    });
    expect(JSON.stringify(states)).not.toContain("AAAA");
  });

  it("are stripped from every element and from comments, and nothing else", () => {
    const text = `<configuration>\r\n<!-- <add password="one" Password='two' password=three> password -->\n<?x password="four"?>
<a userPassword='five' password = "si>x" name="password"/><b><![CDATA[password="seven"]]></b></configuration>`;
    const stripped = textOf(valueOr(stripPasswords(bytesOf(text))));
    expect(stripped).toBe(text.replace(/one|two|three|four|five|si>x|seven/g, ""));
    expect(errorOr(stripPasswords(bytesOf("<a password='x'"))).code).toBe("xml-malformed");
    expect(errorOr(stripPasswords(Uint8Array.of(0xff))).code).toBe("xml-encoding");
  });
});

describe("parseApplicationHost", () => {
  it("takes configuration only", () => {
    expect(errorOr(parseApplicationHost(bytesOf("\n<config />")))).toMatchObject({
      code: "config-not-iis",
      line: 2,
    });
    expect(errorOr(parseApplicationHost(Uint8Array.of(0xff)))).toMatchObject({ code: "xml-encoding" });
  });
});

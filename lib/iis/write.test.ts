import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  bytesOf,
  certA,
  certB,
  certC,
  certD,
  errorOr,
  mappingFile,
  noMappings,
  open,
  SITES,
  textOf,
  valueOr,
} from "@/lib/iis/golden/files";
import { passwordStates, readEffective, readSiteConfig } from "@/lib/iis/read";
import type { ManyToOneMapping, MappingSection, OneToOneMapping, SiteConfig } from "@/lib/iis/site-config";
import { passwordsNeeded, type WriteOptions, writeSiteConfig } from "@/lib/iis/write";

/** Milliseconds of this process: unlike the clock, no other program on the machine adds to them. */
const cpu = () => process.cpuUsage().user / 1_000;

const sample = () => new Uint8Array(readFileSync("agent/sample/applicationHost.config"));

const ACCOUNT = "CONTOSO\\a";
const section = (part: Partial<MappingSection>): SiteConfig => ({
  iisClientCertificateMappingAuthentication: { ...noMappings, ...part },
});
const one = (certificate: string, userName = ACCOUNT, enabled = true): OneToOneMapping => ({
  name: "label",
  enabled,
  userName,
  certificate,
});
const ones = (...oneToOneMappings: OneToOneMapping[]) => section({ oneToOneMappings });
const many = (name: string, more: Partial<ManyToOneMapping> = {}): ManyToOneMapping => ({
  name,
  description: "",
  enabled: true,
  permissionMode: "Allow",
  userName: ACCOUNT,
  rules: [],
  ...more,
});
const add = (certificate: string, userName: string, password?: string) =>
  `<add userName="${userName}" ${password === undefined ? "" : `password="${password}" `}certificate="${certificate}" />`;
const list = (...entries: string[]) => `<oneToOneMappings>${entries.join("")}</oneToOneMappings>`;

const write = (text: string, config: SiteConfig, options?: WriteOptions, scope = "Site") =>
  writeSiteConfig(bytesOf(text), scope, config, options);
const written = (text: string, config: SiteConfig, options?: WriteOptions, scope = "Site") =>
  textOf(valueOr(write(text, config, options, scope)).bytes);
/** The password attributes of the one-to-one list, in order. */
const passwordsIn = (text: string) =>
  [...text.matchAll(/<add [^>]*certificate="[^>]*>/g)].map(([tag]) => /password="([^"]*)"/.exec(tag)?.[1]);

describe("passwords, in this order", () => {
  const kept = mappingFile(
    "",
    list(add(certA, ACCOUNT, "[enc:AesProvider:AAAA:enc]"), add(certB, "CONTOSO\\b", "b&amp;&quot;")),
  );

  it("one that is handed in", () => {
    const passwords = new Map([[ACCOUNT, "new <&> \"'"]]);
    const result = valueOr(write(kept, ones(one(certA), one(certB, "CONTOSO\\b")), { passwords }));
    expect(passwordsIn(textOf(result.bytes))).toEqual(["new &lt;&amp;&gt; &quot;'", "b&amp;&quot;"]);
    expect(result.warnings).toEqual([
      {
        code: "clear-text-password",
        message: `The password of ${ACCOUNT} stands in the file in clear text until IIS rewrites it.`,
      },
    ]);
  });

  it("the entry's own, as long as the account stays", () => {
    expect(passwordsIn(written(kept, ones(one(certA, ACCOUNT, false), one(certB, "contoso\\B"))))).toEqual([
      "[enc:AesProvider:AAAA:enc]",
      "b&amp;&quot;",
    ]);
  });

  it("one that another entry of the account lends, across both lists", () => {
    const config = section({
      oneToOneMappings: [one(certC, "contoso\\A"), one(certB, ACCOUNT)],
      manyToOneMappings: [many("m")],
    });
    const text = written(kept, config);
    expect(text.match(/\[enc:AesProvider:AAAA:enc\]/g)).toHaveLength(3);
    expect(text).not.toContain("b&amp;");
    expect(valueOr(passwordsNeeded(bytesOf(kept), "Site", config))).toEqual([]);
  });

  it("else it is missing, and every account is named once", () => {
    const config = section({
      oneToOneMappings: [one(certA), one(certC, "CONTOSO\\c"), one(certD, "contoso\\C")],
      manyToOneMappings: [
        many("m", { userName: "CONTOSO\\d" }),
        many("d", { permissionMode: "Deny", userName: "CONTOSO\\e" }),
      ],
    });
    const error = errorOr(write(kept, config));
    expect(error).toMatchObject({
      code: "password-missing",
      errors: [{ field: "CONTOSO\\c" }, { field: "CONTOSO\\d" }],
    });
    expect(error.message).toBe("A password is needed for CONTOSO\\c, CONTOSO\\d.");
    expect(valueOr(passwordsNeeded(bytesOf(kept), "Site", config))).toEqual(["CONTOSO\\c", "CONTOSO\\d"]);
    const passwords = new Map([
      ["CONTOSO\\c", null],
      ["CONTOSO\\d", "[enc:AesProvider:BBBB:enc]"],
    ]);
    expect(passwordsIn(written(kept, config, { passwords }))).toEqual([
      "[enc:AesProvider:AAAA:enc]",
      undefined,
      undefined,
    ]);
  });

  it("none, knowingly: the attribute goes", () => {
    const text = written(kept, ones(one(certA), one(certB, "CONTOSO\\b")), {
      passwords: new Map([[ACCOUNT, null]]),
    });
    expect(passwordsIn(text)).toEqual([undefined, "b&amp;&quot;"]);
    expect(valueOr(passwordStates(open(text), "Site"))[0]?.state).toBe("absent");
  });

  it("an empty attribute and an empty token hold none", () => {
    for (const empty of ["", "[enc:IISCngProvider::enc]"]) {
      const text = mappingFile("", list(add(certA, ACCOUNT, empty)));
      expect(errorOr(write(text, ones(one(certA)))).code).toBe("password-missing");
      const lent = mappingFile("", list(add(certA, ACCOUNT, empty), add(certB, ACCOUNT, "x")));
      expect(passwordsIn(written(lent, ones(one(certA), one(certB))))).toEqual(["x", "x"]);
    }
  });

  it("another scope lends none", () => {
    const text = kept.replace('path="Site"', 'path="Other"');
    expect(errorOr(write(text, ones(one(certA)))).code).toBe("password-missing");
  });

  it("denying entries and entries without account need none, and keep what they have", () => {
    const deny = (password: string) =>
      `<manyToOneMappings><add name="d" permissionMode="Deny" userName="${ACCOUNT}"${password} /></manyToOneMappings>`;
    const config = section({
      manyToOneMappings: [many("d", { permissionMode: "Deny" })],
      oneToOneMappings: [one(certA, "")],
    });
    const content = (password: string) => mappingFile("", deny(password) + list(add(certA, "", "stray")));
    expect(written(content(""), config)).not.toContain('password="x');
    expect(written(content(' password="x"'), config)).toContain('password="x"');
    expect(
      written(content(' password="x"'), config, { passwords: new Map([[ACCOUNT, "[enc:p:AA:enc]"]]) }),
    ).toContain('password="[enc:p:AA:enc]"');
    expect(written(content(""), config, { passwords: new Map([[ACCOUNT, "secret"]]) })).not.toContain(
      "secret",
    );
  });

  it("warns of providers that the file does not list, and of passwords for nobody", () => {
    const text = textOf(sample());
    const { config } = valueOr(readEffective(open(text), "Partner portal"));
    const passwords = new Map([
      ["CONTOSO\\bob", "[enc:Foreign:AAAA:enc]"],
      ["CONTOSO\\nobody", "x"],
    ]);
    const { warnings } = valueOr(write(text, config, { passwords }, "Partner portal"));
    expect(warnings.map(({ code }) => code)).toEqual(["unknown-crypto-provider", "unused-password"]);
  });
});

describe("inherited entries", () => {
  const file = mappingFile(
    list(add(certA, ACCOUNT, "server"), add(certB, "CONTOSO\\b", "b")),
    list(add(certC, ACCOUNT, "site")),
    ` enabled="true"`,
  );
  const content = (text: string) => text.slice(text.indexOf("<location"));

  it("are left to inheritance where the list begins with them", () => {
    const text = written(file, ones(one(certA), one(certB, "CONTOSO\\b"), one(certC), one(certD)));
    expect(content(text)).not.toContain("<clear");
    expect(passwordsIn(content(text))).toEqual(["site", "server"]);
  });

  it.each([
    [
      "changed",
      ones(one(certA, ACCOUNT, false), one(certB, "CONTOSO\\b"), one(certC)),
      undefined,
      ["server", "b", "site"],
    ],
    ["dropped", ones(one(certB, "CONTOSO\\b"), one(certC)), undefined, ["b", "site"]],
    ["moved", ones(one(certC), one(certA), one(certB, "CONTOSO\\b")), undefined, ["site", "server", "b"]],
    [
      "given another password",
      ones(one(certA), one(certB, "CONTOSO\\b"), one(certC)),
      new Map([["CONTOSO\\b", "[enc:p:AA:enc]"]]),
      ["server", "[enc:p:AA:enc]", "site"],
    ],
  ] as const)("are restated behind <clear /> when one is %s", (_, config, passwords, expected) => {
    const text = written(file, config, passwords && { passwords });
    expect(content(text)).toMatch(/<oneToOneMappings>\s*<clear \/>/);
    expect(passwordsIn(content(text))).toEqual(expected);
    expect(text.slice(0, text.indexOf("<location"))).toBe(file.slice(0, file.indexOf("<location")));
    expect(valueOr(write(text, config, passwords && { passwords })).changed).toBe(false);
  });

  it("are cleared in a new section too", () => {
    const text = written(file, ones(), { allowEmpty: true }, "Other");
    expect(valueOr(readSiteConfig(open(text), "Other"))).toEqual(ones());
    expect(text).toContain(`<location path="Other">`);
  });
});

describe("the look of the file", () => {
  it("changes nothing where nothing changes", () => {
    const text = mappingFile(
      "",
      list(add(certA, ACCOUNT, "x")),
      ` enabled="TRUE" oneToOneCertificateMappingsEnabled="true" manyToOneCertificateMappingsEnabled="True" logonMethod="cleartext" defaultLogonDomain=''`,
    );
    const bytes = bytesOf(text);
    const result = valueOr(writeSiteConfig(bytes, "Site", ones(one(certA))));
    expect(result).toEqual({ bytes, changed: false, warnings: [] });
    expect(valueOr(writeSiteConfig(bytes, "Site", {})).changed).toBe(false);
  });

  it("keeps quotes, spacing, comments and attributes that it does not know", () => {
    const content = `
      <!-- people -->
      <oneToOneMappings>
        <!-- a --> <add   certificate='${certA}'
             userName='CONTOSO\\"a' password='p"' lockItem='true'   />
        <!-- b -->
        ${add(certB, "CONTOSO\\b", "b")}
        <!-- end -->
      </oneToOneMappings>`;
    const text = mappingFile("", content, ` lockAttributes='enabled'`);
    const moved = written(text, ones(one(certC, 'CONTOSO\\"a'), one(certA, "it's", false)), {
      passwords: new Map([["it's", "x'y"]]),
    });
    expect(moved).toContain(` lockAttributes='enabled' enabled="true" oneToOne`);
    const body = moved.slice(moved.indexOf("<!-- people"), moved.indexOf("</oneToOneMappings>"));
    expect(body).toBe(`<!-- people -->
      <oneToOneMappings>
        <add enabled="true" userName="CONTOSO\\&quot;a" password="p&quot;" certificate="${certC}" />
        <!-- a --> <add   certificate='${certA}'
             userName='it&apos;s' password='x&apos;y' lockItem='true' enabled="false"   />
        <!-- b -->
        <!-- end -->
      `);
  });

  it("uses the file's own line ends and indentation", () => {
    const text = `<configuration>\r\n\t<system.webServer>\r\n\t\t<security />\r\n\t</system.webServer>\r\n</configuration>\r\n`;
    expect(
      written(text, { access: { sslFlags: ["Ssl"] }, windowsAuthentication: { enabled: true } }, {}, ""),
    ).toBe(
      `<configuration>\r\n\t<system.webServer>\r\n\t\t<security>\r\n\t\t\t<access sslFlags="Ssl" />\r\n\t\t\t<authentication>\r\n\t\t\t\t<windowsAuthentication enabled="true" />\r\n\t\t\t</authentication>\r\n\t\t</security>\r\n\t</system.webServer>\r\n</configuration>\r\n`,
    );
    expect(written("<configuration/>", { access: { sslFlags: [] } }, {}, "a & b")).toBe(
      `<configuration><location path="a &amp; b"><system.webServer><security><access sslFlags="None" /></security></system.webServer></location></configuration>`,
    );
  });

  it("gives what is new a line of its own, in lists that had none", () => {
    const text = mappingFile("", "<oneToOneMappings></oneToOneMappings>");
    const result = written(text, ones(one(certA)), { passwords: new Map([[ACCOUNT, null]]) });
    expect(result).toMatch(/<oneToOneMappings>\n +<add [^>]*>\n *<\/oneToOneMappings>/);
  });

  it("appends a location in the spelling of the site's own name, and reuses one that is there", () => {
    const text = textOf(sample());
    const config = { digestAuthentication: { enabled: false } };
    const fresh = written(text, config, {}, "default web site");
    expect(fresh).toContain(
      `    </location>\r\n    <location path="Default Web Site">\r\n        <system.webServer>\r\n            <security>`,
    );
    expect(written(text, config, {}, "Partner portal").match(/<location/g)).toHaveLength(5);
  });

  it("does not put a section where it would become unlocked", () => {
    const text = textOf(sample());
    const result = written(text, { basicAuthentication: { enabled: false } }, {}, "Intranet");
    const unlocked = result.slice(
      result.indexOf('<location path="Intranet" overrideMode'),
      result.indexOf('<location path="Intranet">'),
    );
    expect(unlocked).not.toContain("basicAuthentication");
    const only = text.replace('<location path="Intranet">', '<location path="Gone">');
    expect(
      written(only, { basicAuthentication: { enabled: false } }, {}, "Intranet").match(
        /<location path="Intranet"/g,
      ),
    ).toHaveLength(2);
    expect(written(text, { windowsAuthentication: { enabled: false } }, {}, "Intranet")).toContain(
      `<windowsAuthentication enabled="false" useKernelMode="true" />`,
    );
  });

  it("stays within ASCII where the declaration says so", () => {
    const text = `<?xml version="1.0" encoding="us-ascii"?><configuration />`;
    const config = section({
      manyToOneMappings: [many("müller 😀", { permissionMode: "Deny", userName: undefined })],
    });
    expect(written(text, config, {}, "")).toContain(`name="m&#xFC;ller &#x1F600;"`);
  });

  it("repairs what IIS would refuse in an owned section", () => {
    const text = mappingFile(
      "",
      `<oneToOneMappings><remove certificate="x" /><add certificate="${certA}" enabled="maybe" userName="${ACCOUNT}" password="x" /><add certificate="${certA}" /></oneToOneMappings><oneToOneMappings />`,
      ` enabled="oui"`,
    );
    const result = open(written(text, ones(one(certA))));
    expect(result.problems).toEqual([]);
  });

  it("keeps unknown attributes, and warns of them", () => {
    const text = mappingFile(
      "",
      list(`<add friendlyName="Alice" certificate="${certA}" userName="${ACCOUNT}" password="x" />`),
    );
    const result = valueOr(write(text, ones(one(certA, ACCOUNT, false))));
    expect(textOf(result.bytes)).toContain(`friendlyName="Alice"`);
    expect(result.warnings.map(({ code }) => code)).toEqual(["refused-by-iis"]);
  });
});

describe("many-to-one mappings", () => {
  const rule = (matchCriteria: string, compareCaseSensitive = true) => ({
    certificateField: "Subject" as const,
    certificateSubField: "O",
    matchCriteria,
    compareCaseSensitive,
  });
  const rules = `<rules><!-- why --><add certificateField="subject" certificateSubField="O" matchCriteria="Contoso" /><add certificateField="Subject" certificateSubField="OU" matchCriteria="x" /></rules>`;
  const text = mappingFile(
    "",
    `<manyToOneMappings><add name="Sales" userName="${ACCOUNT}" password="x">${rules}</add><add name="Rest" permissionMode="Deny" /></manyToOneMappings>`,
  );

  it("change where they stand: fields, rules, order", () => {
    const config = section({
      manyToOneMappings: [
        many("Rest", { permissionMode: "Deny", userName: undefined, description: "all", rules: [rule("y")] }),
        many("sales", { rules: [rule("Fabrikam", false), rule("Contoso")] }),
      ],
    });
    const result = written(text, config);
    expect(result).toContain(
      `<!-- why --><add certificateField="subject" certificateSubField="O" matchCriteria="Contoso" />`,
    );
    expect(result).toContain(`<add name="sales" userName="${ACCOUNT}" password="x">`);
    expect(result).toMatch(
      /<add name="Rest" permissionMode="Deny" description="all">\s*<rules>\s*<add certificateField="Subject" certificateSubField="O" matchCriteria="y" compareCaseSensitive="true" \/>\s*<\/rules>\s*<\/add>/,
    );
    expect(valueOr(readSiteConfig(open(result), "Site"))).toEqual(config);
  });

  it("may lose all rules, their account and their description", () => {
    const config = section({
      manyToOneMappings: [many("Sales", { permissionMode: "Deny", userName: undefined })],
    });
    const result = written(text, config);
    expect(result).toMatch(/<add name="Sales" permissionMode="Deny"><rules><!-- why --><\/rules><\/add>/);
  });
});

describe("what is refused", () => {
  const file = mappingFile("", list(add(certA, ACCOUNT, "x")));
  const code = (config: SiteConfig, scope = "Site", text = file, options?: WriteOptions) =>
    errorOr(write(text, config, options, scope)).code;

  it("scopes that are not there, and mappings below a site", () => {
    expect(code({}, "Sitte")).toBe("scope-unknown");
    expect(code({}, "a\0b", "<configuration />")).toBe("scope-unknown");
    expect(code(ones(one(certA)), "Site/app")).toBe("scope-below-site");
    const text = written(
      file,
      { access: { sslFlags: ["Ssl"] }, basicAuthentication: { enabled: true } },
      {},
      "Site/app",
    );
    expect(text).toContain(`<location path="Site/app">`);
    expect(errorOr(passwordsNeeded(bytesOf(file), "Sitte", {})).code).toBe("scope-unknown");
  });

  it("removing the last mapping without saying so", () => {
    expect(code(ones())).toBe("config-would-be-empty");
    expect(written(file, ones(), { allowEmpty: true })).toMatch(/<oneToOneMappings><\/oneToOneMappings>/);
    expect(write(mappingFile("", list()), ones()).ok).toBe(true);
  });

  it("files that are none, and sections that are elsewhere or stand twice", () => {
    expect(code({}, "Site", "<configuration>")).toBe("xml-malformed");
    expect(code(ones(one(certA)), "Site", mappingFile("", "<!-- -->", ` configSource="x.config"`))).toBe(
      "config-source",
    );
    const location = file.slice(file.indexOf("<location"), file.indexOf("</configuration>"));
    const twice = file.replace("</configuration>", `${location}</configuration>`);
    expect(code(ones(one(certA)), "Site", twice)).toBe("config-refused");
    expect(write(twice, { access: { sslFlags: [] } }).ok).toBe(true);
  });

  it("a level above that IIS would refuse", () => {
    expect(
      code(
        ones(one(certA)),
        "Site",
        mappingFile(list(add(certB, ACCOUNT, "x"), "<remove />"), list(add(certA, ACCOUNT, "x"))),
      ),
    ).toBe("config-refused");
  });

  it("sections locked above", () => {
    const text = mappingFile(
      `<oneToOneMappings lockItem="true">${add(certA, ACCOUNT, "x")}</oneToOneMappings>`,
      "<!-- -->",
    );
    expect(code(ones(one(certA, ACCOUNT, false)), "Site", text)).toBe("config-locked");
  });

  it("configs that are not valid, with the field", () => {
    const field = (config: SiteConfig, options?: WriteOptions) => {
      const { code: found, field: at } = errorOr(write(file, config, options));
      return `${found} ${at}`;
    };
    const list1 = "iisClientCertificateMappingAuthentication.oneToOneMappings";
    const listN = "iisClientCertificateMappingAuthentication.manyToOneMappings";
    expect(field(ones(one(certA), one(certA)))).toBe(`config-malformed ${list1}[1].certificate`);
    expect(field(ones(one(certA), one("MAgwAQEw")))).toBe(`cert-truncated ${list1}[1].certificate`);
    expect(field(ones(one(certA, "a\0")))).toBe(`config-malformed ${list1}[0].userName`);
    expect(field(ones(one(certA, "\uD800")))).toBe(`config-malformed ${list1}[0].userName`);
    expect(field(section({ manyToOneMappings: [many("a"), many("A")] }))).toBe(
      `config-malformed ${listN}[1].name`,
    );
    expect(field(section({ manyToOneMappings: [many("")] }))).toBe(`config-malformed ${listN}[0].name`);
    const rule = {
      certificateField: "Subject" as const,
      certificateSubField: "O",
      matchCriteria: "a",
      compareCaseSensitive: true,
    };
    expect(field(section({ manyToOneMappings: [many("a", { rules: [rule, rule] })] }))).toBe(
      `config-malformed ${listN}[0].rules[1]`,
    );
    expect(errorOr(write(file, { access: { sslFlags: ["SslMapCert" as "Ssl"] } })).code).toBe(
      "config-malformed",
    );
    expect(errorOr(write(file, ones(one(""), one("")))).errors).toHaveLength(2);
    expect(field(ones(one(certA)), { passwords: new Map([[ACCOUNT, "\u0001"]]) })).toBe(
      "config-malformed undefined",
    );
  });
});

it("writes flags in the schema's order", () => {
  const text = `<configuration>${SITES}</configuration>`;
  expect(written(text, { access: { sslFlags: ["SslRequireCert", "Ssl", "SslNegotiateCert"] } })).toContain(
    `sslFlags="Ssl, SslNegotiateCert, SslRequireCert"`,
  );
});

it("writes in linear time", () => {
  const time = (count: number) => {
    const text = mappingFile(
      "",
      list(...Array.from({ length: count }, (_, i) => add(String(i), ACCOUNT, "x"))),
    );
    const start = cpu();
    valueOr(write(text, section({ manyToOneMappings: [many("m")] }), {}));
    return cpu() - start;
  };
  time(500);
  expect(time(10_000)).toBeLessThan(5_000);
});

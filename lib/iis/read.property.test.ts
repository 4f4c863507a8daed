import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ERRORS, type Result } from "@/lib/errors";
import { digestSiteConfig } from "@/lib/iis/digest";
import { decodeText, encodeText } from "@/lib/iis/encoding";
import { configFile, PATIENCE, runs, siteConfig } from "@/lib/iis/golden/site-configs";
import {
  listScopes,
  parseApplicationHost,
  passwordStates,
  readEffective,
  readFacts,
  readSiteConfig,
  stripPasswords,
} from "@/lib/iis/read";
import { writeSiteConfig } from "@/lib/iis/write";

const sample = new Uint8Array(readFileSync("agent/sample/applicationHost.config"));
const scopes = ["", "Partner portal", "Partner portal/api", "Site", "nowhere"];

function coded<T>(result: Result<T>): T | undefined {
  if (result.ok) return result.value;
  expect(Object.keys(ERRORS)).toContain(result.error.code);
  // Only a bug of ours: what was written did not read back.
  expect(result.error.code).not.toBe("config-write-failed");
  expect(result.error.message).not.toBe("");
  return undefined;
}

/** Everything that takes foreign bytes; a throw fails the property. */
function useAll(bytes: Uint8Array): void {
  coded(stripPasswords(bytes));
  const file = coded(parseApplicationHost(bytes));
  if (!file) return;
  readFacts(file);
  listScopes(file);
  for (const { line, column } of file.problems) expect(Math.min(line, column)).toBeGreaterThan(0);
  for (const scope of scopes) {
    const config = coded(readSiteConfig(file, scope));
    if (config) digestSiteConfig(config);
    const effective = coded(readEffective(file, scope));
    coded(passwordStates(file, scope));
    if (effective) coded(writeSiteConfig(bytes, scope, effective.config));
  }
}

const words = [
  "<configuration>",
  "</configuration>",
  "<location path='Site'>",
  "<location path='.'",
  "</location>",
  "<system.webServer>",
  "</system.webServer>",
  "<security>",
  "</security>",
  "<authentication>",
  "</authentication>",
  "<access sslFlags='Ssl, SslMapCert'/>",
  "<iisClientCertificateMappingAuthentication enabled='x'>",
  "</iisClientCertificateMappingAuthentication>",
  "<oneToOneMappings>",
  "</oneToOneMappings>",
  "<manyToOneMappings",
  "<add name='a' certificate='b' password='c'/>",
  "<remove name='a'/>",
  "<clear/>",
  "<rules>",
  "</rules>",
  "<!--",
  "-->",
  "<![CDATA[",
  "]]>",
  "<?x ",
  "?>",
  "&amp;",
  "&x;",
  "&#0;",
  "\0",
  "\r\n",
  " ",
  "\t",
  "'",
  '"',
  ">",
  "/>",
  "😀",
  "<!DOCTYPE x>",
  "__proto__='1'",
  "xml:space='x'",
  "lockItem='true'",
  "<",
];

describe("no bytes make a parser throw", () => {
  it(
    "random bytes",
    () => fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), useAll), runs(300)),
    PATIENCE,
  );

  it(
    "random text made of configuration",
    () => {
      const soup = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 4 })), {
        maxLength: 30,
      });
      const wrapped = soup.map((parts) => `<configuration>${parts.join("")}</configuration>`);
      const property = fc.property(
        fc.oneof(
          soup.map((parts) => parts.join("")),
          wrapped,
        ),
        (text) => useAll(new TextEncoder().encode(text)),
      );
      fc.assert(property, runs(400));
    },
    PATIENCE,
  );

  it(
    "real files with a few places changed",
    () => {
      const edits = fc.array(
        fc.record({
          at: fc.nat(30_000),
          cut: fc.nat(12),
          put: fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 3 })),
        }),
        { minLength: 1, maxLength: 4 },
      );
      const files = fc.oneof(
        { weight: 1, arbitrary: fc.constant(sample) },
        { weight: 4, arbitrary: configFile },
      );
      const property = fc.property(files, edits, (bytes, changes) => {
        const decoded = decodeText(bytes);
        if (!decoded.ok) throw new Error("The file itself must be readable.");
        let { text } = decoded.value;
        for (const { at, cut, put } of changes) {
          const place = at % text.length;
          text = text.slice(0, place) + put + text.slice(place + cut);
        }
        useAll(encodeText(text, decoded.value.encoding));
      });
      fc.assert(property, runs(150));
    },
    PATIENCE,
  );
});

describe("well-formed files that say something else", () => {
  const retold = fc.array(
    fc.record({
      at: fc.nat(200),
      how: fc.constantFrom("value", "name", "twice", "gone"),
      put: fc.constantFrom(
        "",
        "x",
        "true",
        "Deny",
        "None",
        "SslMapCert",
        "Site",
        "*",
        "CONTOSO\\a",
        "[enc:x:y:enc]",
      ),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const files = fc.oneof({ weight: 1, arbitrary: fc.constant(sample) }, { weight: 4, arbitrary: configFile });

  function retell(text: string, how: string, at: number, put: string): string {
    const targets = {
      value: /"[^"<>]*"/g,
      name: /(?<=[\s])\w+(?==")/g,
      twice: /<\w[^<>]*\/>/g,
      gone: /<\w[^<>]*\/>/g,
    };
    const found = [...text.matchAll(targets[how as keyof typeof targets])];
    const match = found[at % Math.max(found.length, 1)];
    if (!match) return text;
    const now = { value: `"${put}"`, name: "lockItem", twice: match[0].repeat(2), gone: "" }[how];
    return text.slice(0, match.index) + now + text.slice(match.index + match[0].length);
  }

  it(
    "are read and written without a throw",
    () => {
      const property = fc.property(files, retold, (bytes, changes) => {
        const decoded = decodeText(bytes);
        if (!decoded.ok) throw new Error("The file itself must be readable.");
        const text = changes.reduce((all, { how, at, put }) => retell(all, how, at, put), decoded.value.text);
        useAll(encodeText(text, decoded.value.encoding));
      });
      fc.assert(property, runs(150));
    },
    PATIENCE,
  );
});

describe("what is stripped", () => {
  it(
    "reads the same and holds no password",
    () => {
      fc.assert(
        fc.property(configFile, fc.constantFrom("", "Site"), siteConfig, (bytes, scope, config) => {
          const section = config.iisClientCertificateMappingAuthentication;
          const accounts = [...(section?.oneToOneMappings ?? []), ...(section?.manyToOneMappings ?? [])];
          const secret = "pä55'\"&<w>";
          const passwords = new Map(accounts.map(({ userName }) => [userName ?? "", secret]));
          const written = coded(writeSiteConfig(bytes, scope, config, { passwords, allowEmpty: true }));
          const stripped = written && coded(stripPasswords(written.bytes));
          const file = stripped && coded(parseApplicationHost(stripped));
          if (!written || !file) throw new Error("It must be possible to write and strip.");
          expect(file.text).not.toContain("pä55");
          const before = coded(parseApplicationHost(written.bytes));
          expect(coded(readSiteConfig(file, scope))).toEqual(before && coded(readSiteConfig(before, scope)));
          const states = coded(passwordStates(file, scope)) ?? [];
          expect(states.filter(({ state }) => state !== "absent")).toEqual([]);
        }),
        runs(100),
      );
    },
    PATIENCE,
  );
});

import fc from "fast-check";
import { encodeText } from "@/lib/iis/encoding";
import {
  CERTIFICATE_FIELDS,
  LOGON_METHODS,
  type ManyToOneMapping,
  type SiteConfig,
  SSL_FLAGS,
} from "@/lib/iis/site-config";
import { isRepresentable } from "@/lib/iis/write-check";

/** Values for the property tests of `lib/iis`: any config that may be written, and files in every style that is read. */

export const FULL = process.env.CERTMAP_FULL === "1";
/** 20,000 cases in CI, a few in a plain run. */
export const runs = (some: number) => ({ numRuns: FULL ? 20_000 : some });
export const PATIENCE = FULL ? 1_800_000 : 60_000;

/** The outer structure of a certificate around any bytes: enough for everything that does not verify it. */
export function fakeCertificate(content: Uint8Array): string {
  const tlv = (tag: number, ...parts: Uint8Array[]): Uint8Array => {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const size =
      length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
    return Uint8Array.from([tag, ...size, ...parts.flatMap((part) => [...part])]);
  };
  const der = tlv(0x30, tlv(0x30, content), tlv(0x30), tlv(0x03, Uint8Array.of(0)));
  return btoa(String.fromCharCode(...der));
}

const certificate = fc.uint8Array({ minLength: 1, maxLength: 60 }).map(fakeCertificate);

/** Quotes, markup, references, line breaks, blanks at the ends, and characters outside the basic plane. */
export const text = fc
  .oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.constantFrom(
      "",
      " ",
      "a\r\nb",
      "\t",
      "&amp;",
      "<add />",
      "]]>",
      "--",
      `"'`,
      "CONTOSO\\müller",
      "日本",
      "😀",
      "$&",
      "[enc:x:y:enc]",
    ),
  )
  .filter(isRepresentable);
const filledText = text.filter((value) => value !== "");
const account = fc.oneof(
  filledText,
  fc.constantFrom("CONTOSO\\a", "contoso\\A", "CONTOSO\\b", "c@contoso.example"),
);

const rule = fc.record({
  certificateField: fc.constantFrom(...CERTIFICATE_FIELDS),
  certificateSubField: fc.oneof(fc.constantFrom("O", "OU", "CN", "o"), text),
  matchCriteria: text,
  compareCaseSensitive: fc.boolean(),
});
const rules = fc.uniqueArray(rule, {
  maxLength: 3,
  selector: (value) => JSON.stringify(Object.values(value)),
});

const manyToOne: fc.Arbitrary<ManyToOneMapping> = fc
  .record({
    name: filledText,
    description: text,
    enabled: fc.boolean(),
    permissionMode: fc.constantFrom("Allow" as const, "Deny" as const),
    account: fc.option(account, { nil: undefined }),
    rules,
  })
  .map(({ account: userName, ...mapping }) => {
    const needed = userName ?? (mapping.permissionMode === "Allow" ? "CONTOSO\\b" : undefined);
    return { ...mapping, ...(needed === undefined ? {} : { userName: needed }) };
  });

const oneToOne = fc.record({
  name: text,
  enabled: fc.boolean(),
  userName: fc.oneof(account, fc.constant("")),
  certificate,
});

const switched = fc.record({ enabled: fc.boolean() });

export const siteConfig: fc.Arbitrary<SiteConfig> = fc.record(
  {
    iisClientCertificateMappingAuthentication: fc.record({
      enabled: fc.boolean(),
      oneToOneCertificateMappingsEnabled: fc.boolean(),
      manyToOneCertificateMappingsEnabled: fc.boolean(),
      logonMethod: fc.constantFrom(...LOGON_METHODS),
      defaultLogonDomain: text,
      oneToOneMappings: fc.uniqueArray(oneToOne, { maxLength: 5, selector: (entry) => entry.certificate }),
      manyToOneMappings: fc.uniqueArray(manyToOne, {
        maxLength: 4,
        selector: (entry) => entry.name.toLowerCase(),
      }),
    }),
    clientCertificateMappingAuthentication: switched,
    access: fc.record({ sslFlags: fc.subarray([...SSL_FLAGS]) }),
    anonymousAuthentication: switched,
    basicAuthentication: switched,
    digestAuthentication: switched,
    windowsAuthentication: switched,
  },
  { requiredKeys: [] },
);

/** A password for every account that might need one. */
export function passwordsFor(config: SiteConfig): Map<string, string> {
  const section = config.iisClientCertificateMappingAuthentication;
  const entries = [...(section?.oneToOneMappings ?? []), ...(section?.manyToOneMappings ?? [])];
  return new Map(
    entries.map(({ userName }) => [userName ?? "", `[enc:IISCngProvider:${btoa("secret")}:enc]`]),
  );
}

const fragments = {
  server: fc.constantFrom(
    "",
    "<security/>",
    "<security><access sslFlags='None'/><authentication></authentication></security>",
    `<security>
        <authentication>
          <!-- server -->
          <iisClientCertificateMappingAuthentication enabled='true'>
            <oneToOneMappings>
              <add userName="CONTOSO\\a" password='p"w' certificate="${fakeCertificate(Uint8Array.of(1))}"/>
            </oneToOneMappings>
            <manyToOneMappings>
              <add name="Server" userName="CONTOSO\\b" password="clear &amp; text"><rules><add certificateField="subject" certificateSubField="O" matchCriteria="Contoso"/></rules></add>
            </manyToOneMappings>
          </iisClientCertificateMappingAuthentication>
        </authentication>
      </security>`,
  ),
  site: fc.constantFrom(
    "",
    `<location path="Site"/>`,
    `<location path="site" overrideMode="Allow"><system.webServer><security><authentication><windowsAuthentication/></authentication></security></system.webServer></location>`,
    `<location path="Site">
    <system.webServer><handlers><remove name="x"/></handlers></system.webServer>
  </location>`,
    `<location path='Site' allowOverride="true">
    <system.webServer>
      <security>
        <access   sslFlags = 'ssl,SSLnegotiatecert'   /><!-- kept -->
        <authentication>
          <anonymousAuthentication enabled="False" userName=''
               logonMethod="Batch" />
          <iisClientCertificateMappingAuthentication
               enabled="TRUE">
            <!-- one -->
            <oneToOneMappings><clear/><!-- a --><add certificate='${fakeCertificate(Uint8Array.of(2))}' userName='contoso\\A' password="kept"/>
              <!-- b --><add certificate="${fakeCertificate(Uint8Array.of(3))}" userName="CONTOSO\\b" password="[enc:AesProvider:AAAA:enc]" lockItem="false"/></oneToOneMappings>
            <manyToOneMappings>
            </manyToOneMappings>
          </iisClientCertificateMappingAuthentication>
        </authentication>
      </security>
    </system.webServer>
  </location>
  <location path="Site/app"><system.webServer><security><access sslFlags="Ssl"/></security></system.webServer></location>`,
  ),
};

/** Small files in every style: encodings, marks, line ends, tabs, everything on one line, comments, odd quoting. */
export const configFile: fc.Arbitrary<Uint8Array> = fc
  .record({
    ...fragments,
    declaration: fc.constantFrom("", `<?xml version="1.0" encoding="utf-8"?>\n`, "<!-- 😀 -->\n"),
    newline: fc.constantFrom("\n", "\r\n"),
    tabs: fc.boolean(),
    line: fc.boolean(),
    tail: fc.constantFrom("", "\n", "\n<!-- end -->\n"),
    encoding: fc.constantFrom("utf-8" as const, "utf-16le" as const, "utf-16be" as const),
    mark: fc.boolean(),
  })
  .map(({ server, site, declaration, newline, tabs, line, tail, encoding, mark }) => {
    const declared = encoding === "utf-8" ? declaration : declaration.replace("utf-8", "utf-16");
    let file = `${declared}<configuration>
  <system.applicationHost><sites><site name="Site" id="1"/><site name="Other" id="2"/></sites></system.applicationHost>
  <system.webServer>${server}</system.webServer>
  ${site}
</configuration>${tail}`;
    if (tabs) file = file.replaceAll("  ", "\t");
    file = line ? file.replaceAll(/\n\s*/g, " ").trim() : file.replaceAll("\n", newline);
    return encodeText(file, { name: encoding, mark, asciiOnly: false });
  });

import { describe, expect, it } from "vitest";
import { altSecurityIdentities, formatDirectoryName, reverseHex } from "@/lib/pki/ad-mapping";
import { renderLdif, renderPowerShell } from "@/lib/pki/ad-scripts";
import type { Certificate } from "@/lib/pki/certificate";
import { parseCertificate } from "@/lib/pki/der";
import * as der from "@/lib/pki/fixtures/encode";
import { certificate } from "@/lib/pki/fixtures/openssl";
import { extendedKeyUsageName, extensionName } from "@/lib/pki/oids";

function parsed(bytes: Uint8Array): Certificate {
  const result = parseCertificate(bytes);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const leaf = parsed(
  certificate({
    issued: true,
    subject: "/C=DE/O=Contoso, Ltd/CN=Ann+UID=77/emailAddress=ann@contoso.com",
    options: ["-multivalue-rdn"],
    serial: "0x2B0000000011AC0000000012",
    extensions: [
      "subjectKeyIdentifier = hash",
      "subjectAltName = email:ann@contoso.com,email:a.lee@contoso.com",
      "1.3.6.1.4.1.311.25.2 = ASN1:SEQUENCE:sid",
      "[sid]",
      "name = IMPLICIT:0,SEQUENCE:sidname",
      "[sidname]",
      "oid = OID:1.3.6.1.4.1.311.25.2.1",
      "value = EXPLICIT:0,FORMAT:ASCII,OCT:S-1-5-21-1-2-3-1104",
    ],
  }),
);

describe("altSecurityIdentities", () => {
  const issuer = "DC=com,DC=contoso,CN=Contoso CA";
  const subject = 'C=DE,O="Contoso, Ltd",CN=Ann + OID.0.9.2342.19200300.100.1.1=77,E=ann@contoso.com';

  it("are all there, the strong ones first", () => {
    expect(altSecurityIdentities(leaf).map(({ kind, strength, value }) => [kind, strength, value])).toEqual([
      [
        "issuer-serial",
        "strong",
        `X509:<I>${issuer}<SR>1200000000AC11000000002B`.replace(
          /<SR>.*/,
          (sr) => `<SR>${sr.slice(4).toLowerCase()}`,
        ),
      ],
      ["subject-key-identifier", "strong", `X509:<SKI>${leaf.keyId}`],
      ["sha1-public-key", "strong", `X509:<SHA1-PUKEY>${leaf.keyId}`],
      ["issuer-sid", "strong", `X509:<I>${issuer}<SID>S-1-5-21-1-2-3-1104`],
      ["issuer-subject", "weak", `X509:<I>${issuer}<S>${subject}`],
      ["subject", "weak", `X509:<S>${subject}`],
      ["rfc822", "weak", "X509:<RFC822>ann@contoso.com"],
      ["rfc822", "weak", "X509:<RFC822>a.lee@contoso.com"],
    ]);
  });

  it("leave out what the certificate lacks", () => {
    const bare = parsed(der.build({ subject: der.name(), issuer: der.name() }));
    expect(altSecurityIdentities(bare).map(({ kind }) => kind)).toEqual(["sha1-public-key"]);
  });

  it("say where Microsoft says too little", () => {
    expect(
      altSecurityIdentities(leaf)
        .filter(({ doubt }) => doubt)
        .map(({ kind }) => kind),
    ).toEqual(["sha1-public-key", "issuer-sid"]);
  });

  it("reverse bytes, not digits", () => {
    expect(reverseHex("a1b2c3")).toBe("c3b2a1");
    expect(reverseHex("123")).toBe("2301");
    expect(reverseHex("")).toBe("");
  });

  it("write names from the root down, with Windows' own type names", () => {
    expect(formatDirectoryName(parsed(certificate({ subject: "/C=DE/ST=Bayern/CN=A,B" })).subjectName)).toBe(
      'C=DE,S=Bayern,CN="A,B"',
    );
  });
});

describe("scripts", () => {
  it("PowerShell takes every text literally", () => {
    expect(
      renderPowerShell([{ account: "O'Hara $env:x", values: ["X509:<I>CN=a`b", "X509:<S>CN=it’s"] }]),
    ).toBe(
      "Import-Module ActiveDirectory\r\nSet-ADUser -Identity 'O''Hara $env:x' -Add @{ altSecurityIdentities = @('X509:<I>CN=a`b', 'X509:<S>CN=it’’s') }\r\n",
    );
    expect(renderPowerShell([{ account: "a\r\nRemove-Item x", values: [] }])).toContain("'a  Remove-Item x'");
  });

  it("PowerShell searches a user principal name, and changes nobody where it is not one user's", () => {
    const script = renderPowerShell([
      { account: "o'hara(1)*@contoso.com", byUpn: true, values: ["X509:<SKI>00"] },
    ]);
    expect(script.split("\r\n")[1]).toBe(
      "$user = @(Get-ADUser -LDAPFilter '(userPrincipalName=o''hara\\281\\29\\2a@contoso.com)'); " +
        "if ($user.Count -eq 1) { Set-ADUser -Identity $user[0] -Add @{ altSecurityIdentities = @('X509:<SKI>00') } } " +
        "else { Write-Error 'Not one user is called o''hara(1)*@contoso.com. Nothing was changed.' }",
    );
  });

  it("LDIF writes each value as a change of its own, and base64 where RFC 2849 wants it", () => {
    expect(
      renderLdif([{ account: "CN=Ann,DC=contoso,DC=com", values: ["X509:<SKI>00", "X509:<S>CN=Zoë"] }]),
    ).toBe(
      [
        "dn: CN=Ann,DC=contoso,DC=com",
        "changetype: modify",
        "add: altSecurityIdentities",
        "altSecurityIdentities: X509:<SKI>00",
        "-",
        "",
        "dn: CN=Ann,DC=contoso,DC=com",
        "changetype: modify",
        "add: altSecurityIdentities",
        `altSecurityIdentities:: ${Buffer.from("X509:<S>CN=Zoë").toString("base64")}`,
        "-",
        "",
        "",
      ].join("\r\n"),
    );
    expect(renderLdif([{ account: " x", values: ["a\nb"] }])).toContain("dn:: IHg=\r\n");
    expect(renderLdif([{ account: "x ", values: ["a\nb"] }])).toContain("dn:: eCA=\r\n");
    expect(renderLdif([{ account: "x", values: ["a\ndn: CN=Admin"] }])).not.toContain("dn: CN=Admin");
  });
});

describe("names of identifiers", () => {
  it("are there for what Windows uses, and missing for the rest", () => {
    expect(extendedKeyUsageName("1.3.6.1.4.1.311.20.2.2")).toBe("Smart Card Logon");
    expect(extensionName("1.3.6.1.4.1.311.25.2")).toBe("Security Identifier (SID)");
    expect(extendedKeyUsageName("1.2.3")).toBeUndefined();
    expect(extensionName("1.2.3")).toBeUndefined();
  });
});

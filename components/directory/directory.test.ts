import { describe, expect, it } from "vitest";
import { readContent } from "@/components/certificates/read-file";
import { assignUsers, ldifOf, powerShellOf } from "@/components/directory/assign";
import { readUsers } from "@/components/directory/read-users";
import { CertificateFiles } from "@/components/imports/certificate-files";
import { certificate, toPemText } from "@/lib/pki/fixtures/openssl";
import { parsed } from "@/lib/pki/fixtures/parsed";

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const withUpn = (name: string, serial = "4660") =>
  certificate({
    subject: `/CN=${name}`,
    serial,
    extensions: [`subjectAltName = otherName:1.3.6.1.4.1.311.20.2.3;UTF8:${name}@contoso.com`],
  });
function usersOf(text: string) {
  const users = readUsers(bytes(text));
  if (!users?.ok) throw new Error(users ? users.error.code : "no list");
  return users.value;
}

describe("a list of users", () => {
  it("is what Export-Csv writes, a list with certificates, or one user a line", () => {
    expect(
      usersOf(
        '#TYPE Microsoft.ADUser\r\n"DistinguishedName","SamAccountName","UserPrincipalName","SID"\r\n"CN=Ann,DC=x","ann","ann@x","S-1"\r\n',
      ),
    ).toEqual([{ row: 2, dn: "CN=Ann,DC=x", account: "ann", upn: "ann@x", certificate: "" }]);
    expect(usersOf("user;certificate\nCONTOSO\\ann;ann.cer\n")).toEqual([
      { row: 2, dn: "", account: "CONTOSO\\ann", upn: "", certificate: "ann.cer" },
    ]);
    expect(
      usersOf("\ufeffann@contoso.com\r\n\r\nCONTOSO\\ben\r\n").map(({ row, account, upn }) => [
        row,
        account,
        upn,
      ]),
    ).toEqual([
      [1, "ann@contoso.com", "ann@contoso.com"],
      [3, "CONTOSO\\ben", ""],
    ]);
  });

  it("is not seen in certificates and prose", () => {
    const pem = toPemText(withUpn("ann"));
    for (const text of [
      "",
      "hello world",
      pem,
      Buffer.from(withUpn("ann")).toString("base64"),
      "ann@contoso.com and ben",
    ])
      expect(readUsers(bytes(text))).toBeUndefined();
  });
});

describe("users and their certificates", () => {
  it("go by the list, else by the only UPN, and never by guessing", async () => {
    const files = new CertificateFiles();
    files.add("ann.cer", await readContent("ann.cer", withUpn("ann")));
    const byUpn = new Map([
      ["ben@contoso.com", [parsed(withUpn("ben"))]],
      ["two@contoso.com", [parsed(withUpn("two")), parsed(withUpn("two", "4661"))]],
    ]);
    const users = usersOf(
      [
        "samaccountname,dn,upn,certificate",
        "CONTOSO\\ann,,,ann.cer",
        ",,BEN@contoso.com,",
        ',"CN=Ben,DC=x",ben@contoso.com,',
        ",,two@contoso.com,",
        ",,nobody@contoso.com,",
        "lone,,,",
        ",,,ann.cer",
        "x,,,gone.cer",
      ].join("\n"),
    );
    const assigned = assignUsers(users, "issuer-serial", { files, byUpn });
    expect(assigned.map(({ value, problem }) => value ?? problem)).toEqual([
      "X509:<I>CN=ann<SR>3412",
      "X509:<I>CN=ben<SR>3412",
      "X509:<I>CN=ben<SR>3412",
      expect.stringMatching(/^2 certificates name this UPN/),
      expect.stringMatching(/^No certificate/),
      expect.stringMatching(/neither a certificate nor a UPN/),
      expect.stringMatching(/names no user/),
      expect.stringMatching(/no file "gone.cer"/),
    ]);
    expect(powerShellOf(assigned)).toEqual([
      { account: "ann", values: ["X509:<I>CN=ann<SR>3412"] },
      { account: "BEN@contoso.com", byUpn: true, values: ["X509:<I>CN=ben<SR>3412"] },
      { account: "CN=Ben,DC=x", values: ["X509:<I>CN=ben<SR>3412"] },
    ]);
    expect(ldifOf(assigned).map(({ account }) => account)).toEqual(["CN=Ben,DC=x"]);
  });

  it("are left out where the certificate has not what the value is made of", () => {
    const byUpn = new Map([["ann@contoso.com", [parsed(withUpn("ann"))]]]);
    const [user] = assignUsers(usersOf("ann@contoso.com"), "issuer-sid", {
      files: new CertificateFiles(),
      byUpn,
    });
    expect([user?.value, user?.problem]).toEqual([undefined, expect.stringMatching(/Choose another kind/)]);
  });
});

import { expect, test } from "vitest";
import { serverCertificateContent } from "@/lib/iis/server-certificate-content";
import { certificate } from "@/lib/pki/fixtures/openssl";

const usage = (value: string) =>
  serverCertificateContent(certificate({ extensions: [`extendedKeyUsage = ${value}`] }))?.serverAuth;

test("server authentication: named, by any purpose, not named, and no such extension", () => {
  expect(usage("clientAuth,serverAuth")).toBe(true);
  expect(usage("anyExtendedKeyUsage")).toBe(true);
  expect(usage("clientAuth")).toBe(false);
  expect(serverCertificateContent(certificate())).toMatchObject({ serverAuth: null, dnsNames: [] });
});

test("what does not fit a report is null, and so is a damaged certificate; nothing is cut", () => {
  const names = Array.from({ length: 501 }, (_, index) => `DNS:h${index}.contoso.example`).join(",");
  const der = certificate({ extensions: [`subjectAltName = ${names}`] });
  expect(serverCertificateContent(der)).toMatchObject({ dnsNames: null, subject: "CN=Ann,O=Contoso,C=DE" });
  expect(serverCertificateContent(der.subarray(0, 300))).toBeNull();
});

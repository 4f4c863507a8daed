import { type ServerCertificate, serverCertificateSchema } from "@/lib/iis/inventory";
import { parseCertificate } from "@/lib/pki/der";
import { OID } from "@/lib/pki/oids";

const { subject, issuer, dnsNames } = serverCertificateSchema.shape.content.unwrap().shape;

/** What a report says of a server certificate, from its DER. Null: it is damaged; a member that is too long for a report is null too. Total. */
export function serverCertificateContent(der: Uint8Array): ServerCertificate["content"] {
  const parsed = parseCertificate(der);
  if (!parsed.ok) return null;
  const { notBefore, notAfter, extendedKeyUsage: usages, subjectAltName } = parsed.value;
  const names = subjectAltName.filter(({ kind }) => kind === "dns").map(({ value }) => value);
  return {
    subject: subject.safeParse(parsed.value.subject).data ?? null,
    issuer: issuer.safeParse(parsed.value.issuer).data ?? null,
    dnsNames: dnsNames.safeParse(names).data ?? null,
    notBefore,
    notAfter,
    serverAuth: usages ? usages.includes(OID.serverAuth) || usages.includes(OID.anyExtendedKeyUsage) : null,
  };
}

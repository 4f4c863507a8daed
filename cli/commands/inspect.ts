import type { Command } from "@/cli/command";
import { fail, ok, type Result } from "@/lib/errors";
import { toBlob } from "@/lib/pki/blob";
import type { Certificate } from "@/lib/pki/certificate";
import { parseCertificates } from "@/lib/pki/parse";

/** The fields of a certificate that scripts ask for. A missing extension is an empty list, a missing size null. */
export function describeCertificate(certificate: Certificate) {
  const { subject, issuer, serialNumber, sha1, sha256, notBefore, notAfter, keyAlgorithm, upn } = certificate;
  return {
    subject,
    issuer,
    serialNumber,
    sha1,
    sha256,
    notBefore,
    notAfter,
    keyAlgorithm,
    keySize: certificate.keySize ?? null,
    extendedKeyUsage: certificate.extendedKeyUsage ?? [],
    upn,
    blob: toBlob(certificate.der),
  };
}

export const inspect: Command = {
  usage: "certmap inspect FILE...",
  summary: "What is in certificate files of any form",
  options: {},
  operands: [1, Number.POSITIVE_INFINITY],
  async run({ operands }, inputs) {
    const files = [];
    for (const file of operands) {
      const bytes = await inputs.bytes(file);
      const parsed = bytes.ok
        ? parseCertificates(bytes.value, file === "-" ? {} : { fileName: file })
        : bytes;
      files.push(
        parsed.ok
          ? { file, ok: true as const, certificates: parsed.value.certificates.map(describeCertificate) }
          : { file, ok: false as const, ...parsed.error },
      );
    }
    return ok({ json: files, code: files.every((file) => file.ok) ? 0 : 1 });
  },
};

export const blob: Command = {
  usage: "certmap blob FILE",
  summary: "The certificate as base64 on one line, as the attribute certificate wants it",
  options: {},
  operands: [1, 1],
  async run({ operands: [file = ""] }, inputs) {
    const certificate = singleCertificate(await inputs.bytes(file));
    return certificate.ok ? ok({ text: toBlob(certificate.value.der) }) : certificate;
  },
};

/** The one certificate of a file; issuers may stand beside it. Error `invalid-input` where there are several to choose from. */
export function singleCertificate(bytes: Result<Uint8Array>): Result<Certificate> {
  if (!bytes.ok) return bytes;
  const parsed = parseCertificates(bytes.value);
  if (!parsed.ok) return parsed;
  const { certificates, chain } = parsed.value;
  const [first] = certificates;
  const others = certificates.length - chain.length;
  if (!first || others > 1)
    return fail(
      "invalid-input",
      `The file holds ${others} certificates that do not issue each other. Give one.`,
    );
  return ok(first);
}

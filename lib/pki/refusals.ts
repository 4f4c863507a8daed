import { type CodedError, fail } from "@/lib/errors";
import type { DerKind } from "@/lib/pki/classify";

type Refusal = { ok: false; error: CodedError };

/** One sentence that says what the bytes are, one that says what to do. */
export function refuseKind(kind: Exclude<DerKind, "certificate" | "pkcs7">): Refusal {
  switch (kind) {
    case "request":
      return fail(
        "cert-request",
        "This is a certificate request (CSR), not a certificate. Ask your CA for the issued certificate and drop that file.",
      );
    case "revocation-list":
      return fail(
        "cert-revocation-list",
        "This is a revocation list (CRL), not a certificate. Drop the certificate of the person or machine instead.",
      );
    case "private-key":
      return fail(
        "cert-private-key",
        "This holds a private key, which Certmap never needs; nothing was kept. Export the certificate without its private key and drop that file.",
      );
    case "pkcs12":
      return fail(
        "cert-pkcs12",
        "This is a PKCS#12 file (.pfx, .p12), which usually holds a private key. Open it with its password in the browser, or export the certificate alone as .cer.",
      );
    case "public-key":
      return fail(
        "cert-public-key",
        "This is a bare public key, not a certificate. Export the certificate that holds this key and drop that file.",
      );
    default:
      return fail(
        "cert-not-a-certificate",
        "This is not a certificate. Drop a .cer, .crt, .pem, .der or .p7b file.",
      );
  }
}

export function refuseThumbprint(hash: string): Refusal {
  return fail(
    "cert-thumbprint",
    `This is the ${hash} thumbprint of a certificate, not the certificate. IIS compares the whole certificate: export it as .cer and drop that file.`,
  );
}

export function refuseSshKey(): Refusal {
  return fail(
    "cert-ssh-key",
    "This is an SSH public key, not a certificate. Browsers sign in to IIS with X.509 certificates: export the user's as .cer and drop that file.",
  );
}

export function refuseZip(): Refusal {
  return fail(
    "cert-zip",
    "This is a zip file, and one file was expected here. Unpack it and drop the certificates.",
  );
}

/** Things people drop by mistake, by the first bytes of their format. */
const FORMATS: readonly [name: string, start: readonly number[]][] = [
  ["a PDF document", [0x25, 0x50, 0x44, 0x46]],
  ["a PNG picture", [0x89, 0x50, 0x4e, 0x47]],
  ["a JPEG picture", [0xff, 0xd8, 0xff]],
  ["a GIF picture", [0x47, 0x49, 0x46, 0x38]],
  ["a program", [0x4d, 0x5a]],
  ["a gzip archive", [0x1f, 0x8b]],
  ["a 7z archive", [0x37, 0x7a, 0xbc, 0xaf]],
  ["an Office document or another old Microsoft file", [0xd0, 0xcf, 0x11, 0xe0]],
  [
    "a Windows certificate store (.sst), of which each certificate must be exported",
    [0x00, 0x00, 0x00, 0x00, 0x43, 0x45, 0x52, 0x54],
  ],
];

/** For bytes that are no certificate in any shape. `fileName` makes the sentence of a batch tell which one. */
export function refuseUnknown(bytes: Uint8Array, fileName?: string): Refusal {
  const format = FORMATS.find(([, start]) => start.every((octet, i) => bytes[i] === octet));
  const what = fileName ? `"${fileName.slice(-80)}"` : "This";
  return fail(
    "cert-not-a-certificate",
    `${what} is ${format ? `${format[0]}, ` : ""}not a certificate. Drop a .cer, .crt, .pem, .der or .p7b file, or paste its text.`,
  );
}

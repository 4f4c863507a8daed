import { fail, ok, type Result } from "@/lib/errors";
import { encodeBase64, readBase64 } from "@/lib/pki/base64";

/**
 * The text that the attribute `certificate` of a one-to-one mapping holds: standard base64, padded, on one line, without PEM lines.
 * IIS stops reading at the first character that is not base64, so a line break costs the whole site its mappings.
 */
export function toBlob(der: Uint8Array): string {
  return encodeBase64(der);
}

/** PEM text as `openssl x509` writes it (RFC 7468): 64 characters a line, LF, a line end behind the last line. */
export function toPem(der: Uint8Array): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.map((line) => `${line}\n`).join("")}-----END CERTIFICATE-----\n`;
}

/**
 * The bytes of a blob, strictly: exactly what `toBlob` writes, nothing that merely decodes. Lenient reading is `parseCertificates`.
 *
 * Errors: `cert-empty`, `cert-base64-damaged` (with the column of the first character that does not belong).
 */
export function fromBlob(text: string): Result<Uint8Array> {
  if (text === "")
    return fail("cert-empty", "The certificate is missing. Give it as base64 text on one line.");
  const alien = /[^A-Za-z0-9+/=]/.exec(text);
  if (alien) {
    return fail(
      "cert-base64-damaged",
      `Character ${alien.index + 1} does not belong to base64 text on one line. Remove PEM lines, blanks and line breaks.`,
      { line: 1, column: alien.index + 1 },
    );
  }
  const { bytes } = readBase64(text);
  if (encodeBase64(bytes) !== text) {
    return fail(
      "cert-base64-damaged",
      "The base64 text is not whole: its length or its last characters are wrong. Copy it again.",
      {
        line: 1,
        column: text.length,
      },
    );
  }
  return ok(bytes);
}

import { fail, ok, type Result } from "@/lib/errors";

/**
 * Whether a `certificate` value decodes to one whole certificate, as far as its outer structure tells: IIS decodes it
 * once per site, and one entry that it cannot decode stops every client certificate of that site (reported behaviour).
 *
 * Standard base64 in one line, padded, without stray bits; then a DER SEQUENCE of exactly this length that holds a
 * SEQUENCE, a SEQUENCE and a BIT STRING (RFC 5280: Certificate). Errors: `cert-empty`, `cert-base64-damaged`,
 * `cert-truncated`, `cert-trailing-bytes`, `cert-not-a-certificate`.
 */
export function decodeBlob(certificate: string): Result<Uint8Array> {
  if (certificate === "") return fail("cert-empty", "The certificate is empty.");
  const bytes = decodeBase64(certificate);
  if (!bytes) {
    return fail(
      "cert-base64-damaged",
      "The certificate must be base64 in one line, without blanks, complete and padded.",
    );
  }
  const outer = readHeader(bytes, 0);
  if (outer?.tag !== 0x30)
    return fail("cert-not-a-certificate", "The base64 text does not hold a certificate.");
  if (outer.end > bytes.length) return fail("cert-truncated", "The certificate is cut off: copy all of it.");
  if (outer.end < bytes.length)
    return fail("cert-trailing-bytes", "There are bytes behind the certificate: remove them.");
  let at = outer.content;
  for (const tag of [0x30, 0x30, 0x03]) {
    const part = readHeader(bytes, at);
    if (part?.tag !== tag || part.end > outer.end) {
      return fail("cert-not-a-certificate", "The base64 text does not hold a certificate.");
    }
    at = part.end;
  }
  return at === outer.end
    ? ok(bytes)
    : fail("cert-not-a-certificate", "The base64 text does not hold a certificate.");
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const SEXTETS = new Int8Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) SEXTETS[ALPHABET.charCodeAt(i)] = i;

function decodeBase64(text: string): Uint8Array | undefined {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const length = text.length - padding;
  if (text.length % 4 !== 0) return undefined;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < length; i++) {
    const sextet = SEXTETS[text.charCodeAt(i)] ?? -1;
    if (sextet < 0) return undefined;
    buffer = ((buffer << 6) | sextet) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (buffer >> bits) & 0xff;
    }
  }
  return (buffer & ((1 << bits) - 1)) === 0 ? bytes : undefined;
}

/** Tag, and offsets of content and end. Undefined where the header itself is cut off or is not DER. */
function readHeader(
  bytes: Uint8Array,
  at: number,
): { tag: number; content: number; end: number } | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) return undefined;
  if (first < 0x80) return { tag, content: at + 2, end: at + 2 + first };
  const size = first & 0x7f;
  if (size === 0 || size > 4) return undefined;
  let length = 0;
  for (let i = 0; i < size; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  const content = at + 2 + size;
  return content > bytes.length ? undefined : { tag, content, end: content + length };
}

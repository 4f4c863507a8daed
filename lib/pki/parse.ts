import { fail, ok, type Result } from "@/lib/errors";
import { readBase64 } from "@/lib/pki/base64";
import { readBase64Der } from "@/lib/pki/base64-certificate";
import type { Certificate } from "@/lib/pki/certificate";
import { orderChain } from "@/lib/pki/chain-order";
import { classifyDer } from "@/lib/pki/classify";
import { declaredLength, parseCertificate } from "@/lib/pki/der";
import { fromHex } from "@/lib/pki/hex";
import { MAX_TEXT_LAYERS, MAX_UPLOAD_BYTES } from "@/lib/pki/limits";
import { blankDecoration, type PemBlock, readPemBlocks, withoutMarkers } from "@/lib/pki/pem";
import { parsePkcs7 } from "@/lib/pki/pkcs7";
import { containsPrivateKey } from "@/lib/pki/private-key";
import { refuseKind, refuseSshKey, refuseThumbprint, refuseUnknown, refuseZip } from "@/lib/pki/refusals";
import { decodeText, looksBinary, repairText } from "@/lib/pki/text";

/** How the certificates were packed, outermost first: `base64` of a PEM is a `pem`. */
export type CertificateForm = "der" | "pem" | "base64" | "hex" | "pkcs7";

export interface ParsedCertificates {
  /** At least one, each once: those to map first, then the issuers among them. */
  certificates: Certificate[];
  /** Those of `certificates` that issued another one of them. */
  chain: Certificate[];
  form: CertificateForm;
}

interface Found {
  certificates: Certificate[];
  form: CertificateForm;
}

/**
 * The certificates in a file or in pasted text. The content decides, never the name: DER, PEM in every shape that mailers and web pages leave it,
 * bare base64 and base64url, hex, PKCS#7, and base64 of these. All or nothing: one bad certificate in a file makes the file fail.
 *
 * Errors: every code of "Certificates" in the table of errors except those of PKCS#12 passwords and zip files, each with a sentence that says what
 * the bytes are and what to do. `fileName` is only used in that sentence.
 */
export function parseCertificates(
  bytes: Uint8Array,
  options: { fileName?: string } = {},
): Result<ParsedCertificates> {
  const view =
    bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.length === 0) return fail("cert-empty", "The file is empty. Export the certificate again.");
  if (view.length > MAX_UPLOAD_BYTES) {
    return fail(
      "cert-too-large",
      "The file is larger than 20 MiB, and a certificate has at most 1 MiB. Drop the certificate alone.",
    );
  }
  const found = readBytes(view, 0, options.fileName);
  if (!found.ok) return found;
  return ok({ ...orderChain(found.value.certificates), form: found.value.form });
}

function readBytes(bytes: Uint8Array, layer: number, fileName?: string): Result<Found> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)) return refuseZip();
  // A text may start with the digit 0, whose code is that of a DER sequence.
  if (bytes[0] === 0x30 && ((bytes[1] ?? 0) >= 0x80 || looksBinary(bytes))) return readDer(bytes, "der");
  return readText(decodeText(bytes), bytes, layer, fileName);
}

function readDer(der: Uint8Array, form: CertificateForm): Result<Found> {
  const kind = classifyDer(der);
  if (kind === "pkcs7") return wrap(parsePkcs7(der), "pkcs7");
  if (kind !== "certificate" && kind !== "unknown") return refuseKind(kind);
  // Somebody put the key behind the certificate: say that, not that there are bytes too many.
  const declared = declaredLength(der) ?? 0;
  if (declared < der.length && containsPrivateKey(der.subarray(declared))) return refuseKind("private-key");
  const parsed = parseCertificate(der);
  if (
    !parsed.ok &&
    kind === "unknown" &&
    parsed.error.code === "cert-malformed" &&
    der[headerLength(der)] !== 0x30
  ) {
    return refuseKind("unknown");
  }
  return parsed.ok ? ok({ certificates: [parsed.value], form }) : parsed;
}

function headerLength(der: Uint8Array): number {
  const first = der[1] ?? 0;
  return first < 0x80 ? 2 : 2 + (first & 0x7f);
}

function wrap(certificates: Result<Certificate[]>, form: CertificateForm): Result<Found> {
  return certificates.ok ? ok({ certificates: certificates.value, form }) : certificates;
}

function readText(raw: string, bytes: Uint8Array, layer: number, fileName?: string): Result<Found> {
  const text = repairText(raw);
  if (text.trim() === "")
    return fail("cert-empty", "The file holds nothing but blanks. Export the certificate again.");
  // Looks through every layer at once, so it is asked once.
  if (layer === 0 && containsPrivateKey(bytes)) return refuseKind(isPkcs12(text) ? "pkcs12" : "private-key");
  const blocks = readPemBlocks(text);
  if (blocks.length > 0) return readBlocks(text, blocks, layer);
  if (/^\s*(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-|sk-(?:ssh|ecdsa)-)/m.test(text)) return refuseSshKey();

  const body = blankDecoration(withoutMarkers(text));
  const thumbprint = thumbprintHash(body);
  if (thumbprint) return refuseThumbprint(thumbprint);
  const hex = readHex(body);
  if (hex) return readDer(hex, "hex");
  if (!isMostlyBase64(body)) return refuseUnknown(bytes, fileName);
  return readBase64Layer(text, body, 0, "base64", layer, bytes, fileName);
}

/** Base64 may hold DER, a PEM, or base64 again. */
function readBase64Layer(
  text: string,
  body: string,
  offset: number,
  form: CertificateForm,
  layer: number,
  bytes: Uint8Array,
  fileName?: string,
): Result<Found> {
  const loose = readBase64(body);
  if (loose.badAt < 0 && loose.bytes[0] !== 0x30 && loose.bytes.length > 0 && !looksBinary(loose.bytes)) {
    if (layer >= MAX_TEXT_LAYERS) return refuseUnknown(bytes, fileName);
    return readBytes(loose.bytes, layer + 1, fileName);
  }
  const der = readBase64Der(text, body, offset);
  if (!der.ok) return der;
  if (der.value[0] !== 0x30) return readBytes(der.value, MAX_TEXT_LAYERS, fileName);
  return readDer(der.value, form);
}

function readBlocks(text: string, blocks: PemBlock[], layer: number): Result<Found> {
  const certificates: Certificate[] = [];
  let form: CertificateForm = "pem";
  let other: ReturnType<typeof refuseKind> | undefined;
  for (const block of blocks) {
    if (/PUBLIC KEY|PARAMETERS|MESSAGE/.test(block.label)) {
      other ??= /SSH2/.test(block.label)
        ? refuseSshKey()
        : refuseKind(/PUBLIC/.test(block.label) ? "public-key" : "unknown");
      continue;
    }
    const read = readBlock(text, block, layer);
    if (read.ok) {
      certificates.push(...read.value.certificates);
      if (read.value.form === "pkcs7") form = "pkcs7";
    } else if (OTHERS.has(read.error.code)) {
      other ??= read;
    } else {
      return read;
    }
  }
  return certificates.length > 0 ? ok({ certificates, form }) : (other ?? refuseKind("unknown"));
}

/** What may stand beside certificates in a file without making it wrong. */
const OTHERS = new Set(["cert-request", "cert-revocation-list", "cert-public-key"]);

function readBlock(text: string, block: PemBlock, layer: number): Result<Found> {
  if (block.label.includes("TRUSTED")) {
    // OpenSSL's own format: its trust settings stand behind the certificate.
    const { bytes } = readBase64(block.body);
    const declared = declaredLength(bytes);
    if (declared !== undefined && declared < bytes.length && bytes[declared] === 0x30)
      return readDer(bytes.slice(0, declared), "pem");
  }
  const read = readBase64Layer(text, block.body, block.offset, "pem", layer, new Uint8Array());
  if (read.ok || read.error.code !== "cert-not-a-certificate") return read;
  return fail(
    "cert-malformed",
    `What stands between the BEGIN ${block.label} and END lines is damaged from its beginning. Copy or export it again.`,
  );
}

/** Hash whose thumbprint the text is; people paste it with blanks, colons and a name before it. */
function thumbprintHash(text: string): string | undefined {
  const match =
    /^[^\n]{0,60}?(?:fingerprint|thumbprint|sha-?1|sha-?256|md5)?[ \t]*[:=]?[ \t]*((?:[0-9a-f]{2}[ \t:.-]{0,2}){16,32})$/i.exec(
      text.trim(),
    );
  const digits = match?.[1]?.replace(/[^0-9a-f]/gi, "").length ?? 0;
  return { 32: "MD5", 40: "SHA-1", 64: "SHA-256" }[digits];
}

/** DER as hex digits, with or without separators, as `certutil -dump` and debuggers show it. */
function readHex(text: string): Uint8Array | undefined {
  if (!/^\s*30[ \t\n:,-]*8[0-4]/.test(text)) return undefined;
  return fromHex(text.replace(/[\s:,-]/g, ""));
}

/** Worth saying where it is damaged, rather than that it is no certificate. No word of any language has 32 letters. */
function isMostlyBase64(text: string): boolean {
  const solid = text.replace(/\s+/g, "");
  const symbols = solid.replace(/[^A-Za-z0-9+/=_-]/g, "").length;
  if (symbols === solid.length) return solid.startsWith("MII") || /[A-Za-z0-9+/_-]{32}/.test(text);
  return solid.startsWith("MI") && symbols >= solid.length * 0.9 && symbols >= 60;
}

function isPkcs12(text: string): boolean {
  const { bytes } = readBase64(text);
  return classifyDer(bytes) === "pkcs12";
}

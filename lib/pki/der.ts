import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { fail, ok, type Result } from "@/lib/errors";
import {
  contentOf,
  DerFault,
  type DerNode,
  DerReader,
  onlyChild,
  readBitString,
  readNode,
  readOid,
  readSmallInteger,
  sameBytes,
  TAG,
} from "@/lib/pki/asn1";
import { readTime } from "@/lib/pki/asn1-time";
import type { Certificate } from "@/lib/pki/certificate";
import { noExtensions, readExtensions } from "@/lib/pki/extensions";
import { toHex } from "@/lib/pki/hex";
import { MAX_CERTIFICATE_BYTES } from "@/lib/pki/limits";
import { formatRfc4514, readName } from "@/lib/pki/names";
import { HASHES, OID, signatureName } from "@/lib/pki/oids";
import { readPublicKey } from "@/lib/pki/public-key";

/**
 * Every field of one certificate (RFC 5280 section 4.1; versions 1 to 3) from exactly its DER bytes. The signature is not verified.
 * The certificate keeps views into `der`, so the caller must not change those bytes afterwards.
 *
 * Errors: `cert-too-large`, `cert-truncated`, `cert-trailing-bytes`, `cert-malformed`.
 */
export function parseCertificate(der: Uint8Array): Result<Certificate> {
  // A Node Buffer's slice() and JSON form differ from those of the bytes it is.
  const bytes = der.constructor === Uint8Array ? der : new Uint8Array(der.buffer, der.byteOffset, der.length);
  if (bytes.length > MAX_CERTIFICATE_BYTES) {
    return fail(
      "cert-too-large",
      "A certificate has at most 1 MiB, and this is larger. Drop the certificate alone, not what it came in.",
    );
  }
  const declared = declaredLength(bytes);
  if (declared !== undefined && declared > bytes.length) {
    return fail(
      "cert-truncated",
      `The certificate is cut off: it should have ${declared} bytes and has ${bytes.length}. Export or copy it again, to the last character.`,
    );
  }
  if (declared !== undefined && declared < bytes.length) {
    return fail(
      "cert-trailing-bytes",
      `There are ${bytes.length - declared} bytes behind the end of the certificate, which IIS would not match. Export the certificate again and drop that file.`,
    );
  }
  try {
    return ok(readCertificate(bytes));
  } catch (fault) {
    if (!(fault instanceof DerFault)) throw fault;
    return fail("cert-malformed", `The certificate is damaged: ${fault.message}. Export or copy it again.`);
  }
}

/** Bytes that the outer SEQUENCE says it has, header included; undefined where the bytes do not start like one. */
export function declaredLength(bytes: Uint8Array): number | undefined {
  if (bytes.length < 2 || bytes[0] !== TAG.sequence) return undefined;
  const first = bytes[1] as number;
  if (first < 0x80) return first + 2;
  const octets = first & 0x7f;
  if (octets === 0 || octets > 4 || bytes.length < 2 + octets) return undefined;
  let length = 0;
  for (let i = 0; i < octets; i++) length = length * 256 + (bytes[2 + i] as number);
  return length + 2 + octets;
}

/**
 * Subject and issuer alone, eight times as fast as the whole: for a look through every stored certificate.
 * Null for bytes that are no certificate.
 */
export function parseNames(der: Uint8Array): Pick<Certificate, "subjectName" | "issuerName"> | null {
  try {
    const outer = DerReader.inside(readNode(der, 0, der.length));
    const tbs = DerReader.inside(outer.expect(TAG.sequence, "the part that is signed"));
    tbs.optional(0xa0);
    tbs.expect(TAG.integer, "the serial number");
    tbs.expect(TAG.sequence, "the signature's algorithm");
    const issuerName = readName(tbs.expect(TAG.sequence, "the issuer"));
    tbs.expect(TAG.sequence, "the validity");
    return { issuerName, subjectName: readName(tbs.expect(TAG.sequence, "the subject")) };
  } catch (fault) {
    if (fault instanceof DerFault) return null;
    throw fault;
  }
}

function readCertificate(der: Uint8Array): Certificate {
  const outer = readNode(der, 0, der.length);
  if (outer.tag !== TAG.sequence || outer.end !== der.length)
    throw new DerFault("the outermost element is no sequence", 0);
  const parts = DerReader.inside(outer);
  const tbs = DerReader.inside(parts.expect(TAG.sequence, "the part that is signed"));
  const signature = readAlgorithm(parts.expect(TAG.sequence, "the signature's algorithm"));
  readBitString(parts.expect(TAG.bitString, "the signature"), "the signature");
  parts.finish("the certificate");

  const version = readVersion(tbs.optional(0xa0));
  const serialNumber = readSerial(tbs.expect(TAG.integer, "the serial number"));
  tbs.expect(TAG.sequence, "the signature's algorithm");
  const issuerNode = tbs.expect(TAG.sequence, "the issuer");
  const validity = DerReader.inside(tbs.expect(TAG.sequence, "the validity"));
  const subjectNode = tbs.expect(TAG.sequence, "the subject");
  const spki = tbs.expect(TAG.sequence, "the public key");
  // Unique identifiers of issuer and subject (X.509 version 2): nobody reads them.
  tbs.optional(0x81);
  tbs.optional(0x82);
  const extensions = tbs.optional(0xa3);
  tbs.finish("the part that is signed");

  const issuerName = readName(issuerNode);
  const selfIssued = sameBytes(contentOf(issuerNode), contentOf(subjectNode));
  const subjectName = selfIssued ? issuerName : readName(subjectNode);
  const issuer = formatRfc4514(issuerName);
  const notBefore = readTime(dateOf(validity));
  const notAfter = readTime(dateOf(validity));
  validity.finish("the validity");
  const key = readPublicKey(spki);
  return {
    der,
    subject: selfIssued ? issuer : formatRfc4514(subjectName),
    issuer,
    subjectName,
    issuerName,
    serialNumber,
    sha1: toHex(sha1(der)),
    sha256: toHex(sha256(der)),
    notBefore,
    notAfter,
    keyAlgorithm: key.algorithm,
    ...(key.size ? { keySize: key.size } : {}),
    ...(key.curve ? { keyCurve: key.curve } : {}),
    version,
    ...signature,
    spki: der.subarray(spki.start, spki.end),
    keyId: toHex(sha1(key.bits)),
    selfIssued,
    ...(extensions
      ? readExtensions(onlyChild(der, extensions.content, extensions.end, TAG.sequence, "the extensions"))
      : noExtensions()),
  };
}

function dateOf(validity: DerReader): DerNode {
  if (validity.done) throw new DerFault("a date is missing", validity.at);
  return validity.next();
}

function readVersion(wrapper: DerNode | undefined): number {
  if (!wrapper) return 1;
  const version = readSmallInteger(
    onlyChild(wrapper.bytes, wrapper.content, wrapper.end, TAG.integer, "the version"),
    "the version",
  );
  if (version > 2) throw new DerFault("the version is unknown", wrapper.start);
  return version + 1;
}

function readSerial(node: DerNode): string {
  const { bytes, content, end } = node;
  if (content === end) throw new DerFault("the serial number is empty", node.start);
  let first = content;
  while (first < end - 1 && bytes[first] === 0) first++;
  return toHex(bytes, first, end);
}

function readAlgorithm(
  node: DerNode,
): Pick<Certificate, "signatureAlgorithm" | "signatureAlgorithmOid" | "signatureHash"> {
  const reader = DerReader.inside(node);
  const oid = readOid(reader.expect(TAG.oid, "the signature's algorithm"));
  const { name, hash } = signatureName(oid);
  const found = oid === OID.rsassaPss ? pssHash(reader) : hash;
  return { signatureAlgorithm: name, signatureAlgorithmOid: oid, ...(found ? { signatureHash: found } : {}) };
}

/** RFC 4055 section 3.1: `[0]` names the hash; SHA-1 where it is absent. Odd parameters have no hash that we know. */
function pssHash(reader: DerReader): string | undefined {
  try {
    const parameters = reader.optional(TAG.sequence);
    const named = parameters && DerReader.inside(parameters).optional(0xa0);
    if (!named) return "SHA-1";
    const identifier = onlyChild(named.bytes, named.content, named.end, TAG.sequence, "the hash");
    return HASHES[readOid(DerReader.inside(identifier).expect(TAG.oid, "the hash"))];
  } catch (fault) {
    if (fault instanceof DerFault) return undefined;
    throw fault;
  }
}

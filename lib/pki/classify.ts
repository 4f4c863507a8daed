import { TAG } from "@/lib/pki/asn1";

/** What DER or BER bytes are by their first elements. */
export type DerKind =
  | "certificate"
  | "pkcs7"
  | "pkcs12"
  | "private-key"
  | "public-key"
  | "request"
  | "revocation-list"
  | "unknown";

interface Header {
  tag: number;
  content: number;
  end: number;
}

/** First octets of the object identifiers that tell the kinds apart. */
const PKCS7 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07];
const PKCS7_SIGNED_DATA = [...PKCS7, 0x02];
const PKCS5 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05];
const PKCS12_PBE = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01];

/**
 * Tells certificates, keys, requests and containers apart without reading them: only the headers of the first elements are looked at, so
 * a file that is cut off or uses BER's indefinite lengths is still called by its name.
 */
export function classifyDer(bytes: Uint8Array): DerKind {
  const outer = header(bytes, 0);
  const first = outer?.tag === TAG.sequence ? header(bytes, outer.content) : undefined;
  if (first?.tag === TAG.oid) return startsWith(bytes, first, PKCS7_SIGNED_DATA) ? "pkcs7" : "unknown";
  if (first?.tag === TAG.integer) return classifyVersioned(bytes, first);
  if (first?.tag === TAG.sequence) return classifySigned(bytes, first);
  return "unknown";
}

/** SEQUENCE { INTEGER, ... }: keys and PKCS#12. */
function classifyVersioned(bytes: Uint8Array, version: Header): DerKind {
  const second = header(bytes, version.end);
  const small = version.end - version.content === 1;
  if (second?.tag === TAG.sequence) {
    const type = header(bytes, second.content);
    if (type?.tag !== TAG.oid) return "unknown";
    return startsWith(bytes, type, PKCS7) ? "pkcs12" : small ? "private-key" : "unknown";
  }
  // PKCS#1 and OpenSSL's DSA: version 0 and the numbers. SEC1: version 1 and the octets.
  if (second?.tag === TAG.integer) {
    if (small) return "private-key";
    return second.end - second.content <= 8 && header(bytes, second.end)?.tag !== TAG.integer
      ? "public-key"
      : "unknown";
  }
  return second?.tag === TAG.octetString && small && bytes[version.content] === 1 ? "private-key" : "unknown";
}

/** SEQUENCE { SEQUENCE, ... }: everything that is signed, public keys, encrypted keys. */
function classifySigned(bytes: Uint8Array, body: Header): DerKind {
  const first = header(bytes, body.content);
  if (first?.tag === 0xa0) return "certificate";
  if (first?.tag === TAG.oid) {
    if (startsWith(bytes, first, PKCS5) || startsWith(bytes, first, PKCS12_PBE)) return "private-key";
    return header(bytes, body.end)?.tag === TAG.bitString ? "public-key" : "unknown";
  }
  if (first?.tag === TAG.sequence)
    return isTime(header(bytes, header(bytes, first.end)?.end)) ? "revocation-list" : "unknown";
  const second = first?.tag === TAG.integer ? header(bytes, first.end) : undefined;
  if (second?.tag !== TAG.sequence) return "unknown";
  if (second.content === second.end || header(bytes, second.content)?.tag === TAG.set) return "request";
  const fourth = header(bytes, header(bytes, second.end)?.end);
  return isTime(fourth) ? "revocation-list" : "certificate";
}

function isTime(node: Header | undefined): boolean {
  return node?.tag === TAG.utcTime || node?.tag === TAG.generalizedTime;
}

function startsWith(bytes: Uint8Array, node: Header, octets: readonly number[]): boolean {
  return octets.every((octet, i) => bytes[node.content + i] === octet);
}

/** Identifier and length at an offset; the end may lie behind the bytes. An indefinite length ends nowhere. */
function header(bytes: Uint8Array, at: number | undefined): Header | undefined {
  if (at === undefined || at + 2 > bytes.length) return undefined;
  const tag = bytes[at] as number;
  const first = bytes[at + 1] as number;
  if (first < 0x80) return { tag, content: at + 2, end: at + 2 + first };
  const octets = first & 0x7f;
  if (octets === 0) return { tag, content: at + 2, end: Number.POSITIVE_INFINITY };
  if (octets > 4) return undefined;
  let length = 0;
  for (let i = 0; i < octets; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  return { tag, content: at + 2 + octets, end: at + 2 + octets + length };
}

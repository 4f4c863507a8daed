import { fail, ok, type Result } from "@/lib/errors";
import { contentOf, DerFault, type DerNode, MAX_DEPTH, readNode, readOid, TAG } from "@/lib/pki/asn1";
import { readString } from "@/lib/pki/asn1-string";
import { readTime } from "@/lib/pki/asn1-time";
import { toHex } from "@/lib/pki/hex";
import { rfc4514TypeName } from "@/lib/pki/name-types";
import { objectName } from "@/lib/pki/oids";

/** One element of the raw view, as `openssl asn1parse` lists it. */
export interface Asn1Element {
  /** `SEQUENCE`, `UTF8String`, `[0]`, ... */
  type: string;
  /** Byte offset of the element, and length of its content. */
  offset: number;
  length: number;
  /** Text of a leaf: the value, or hex of its first bytes followed by an ellipsis. */
  value?: string;
  /** Empty for a leaf. Of a string of octets or bits: the DER that it holds, where it holds some. */
  children: Asn1Element[];
}

const TYPES: Record<number, string> = {
  [TAG.boolean]: "BOOLEAN",
  [TAG.integer]: "INTEGER",
  [TAG.bitString]: "BIT STRING",
  [TAG.octetString]: "OCTET STRING",
  5: "NULL",
  [TAG.oid]: "OBJECT IDENTIFIER",
  10: "ENUMERATED",
  [TAG.utf8String]: "UTF8String",
  [TAG.numericString]: "NumericString",
  [TAG.printableString]: "PrintableString",
  [TAG.t61String]: "T61String",
  [TAG.ia5String]: "IA5String",
  [TAG.utcTime]: "UTCTime",
  [TAG.generalizedTime]: "GeneralizedTime",
  [TAG.visibleString]: "VisibleString",
  [TAG.generalString]: "GeneralString",
  [TAG.universalString]: "UniversalString",
  [TAG.bmpString]: "BMPString",
  [TAG.sequence]: "SEQUENCE",
  [TAG.set]: "SET",
};

/** A certificate has some 100 elements; more than this nobody reads. */
const MAX_ELEMENTS = 20_000;
/** Bytes of a value that are shown as hex. */
const SHOWN_BYTES = 64;

/**
 * The elements of DER bytes for a raw view.
 *
 * Errors: `cert-malformed` where they are no DER, are nested more than 64 deep, or have more than 20,000 elements.
 */
export function readAsn1Tree(der: Uint8Array): Result<Asn1Element> {
  try {
    const node = readNode(der, 0, der.length);
    if (node.end !== der.length) throw new DerFault("something stands behind the last element", node.end);
    return ok(describe(node, { left: MAX_ELEMENTS }, 0));
  } catch (fault) {
    if (!(fault instanceof DerFault)) throw fault;
    return fail(
      "cert-malformed",
      `There is no ASN.1 to show: ${fault.message}. Export or copy the certificate again.`,
    );
  }
}

interface Budget {
  left: number;
}

function describe(node: DerNode, budget: Budget, depth: number): Asn1Element {
  if (depth > MAX_DEPTH) throw new DerFault("elements are nested too deep", node.start);
  if (--budget.left < 0) throw new DerFault("there are too many elements", node.start);
  const element = { type: typeOf(node), offset: node.start, length: node.end - node.content };
  if ((node.tag & 0x20) !== 0) return { ...element, children: childrenOf(node, node.content, budget, depth) };
  const children = held(node, budget, depth);
  return children.length > 0 ? { ...element, children } : { ...element, value: leafText(node), children };
}

function childrenOf(node: DerNode, from: number, budget: Budget, depth: number): Asn1Element[] {
  const children: Asn1Element[] = [];
  for (let at = from; at < node.end; ) {
    const child = readNode(node.bytes, at, node.end);
    children.push(describe(child, budget, depth + 1));
    at = child.end;
  }
  return children;
}

/** Extensions and keys wrap DER into a string; whatever does not read as a sequence or the like stays a value. */
function held(node: DerNode, budget: Budget, depth: number): Asn1Element[] {
  const from =
    node.tag === TAG.octetString ? node.content : node.tag === TAG.bitString ? node.content + 1 : node.end;
  const first = node.bytes[from];
  if (from >= node.end || (first !== TAG.sequence && first !== TAG.bitString && first !== TAG.octetString))
    return [];
  const before = budget.left;
  try {
    return childrenOf(node, from, budget, depth);
  } catch (fault) {
    if (!(fault instanceof DerFault) || budget.left < 0) throw fault;
    budget.left = before;
    return [];
  }
}

function typeOf({ tag }: DerNode): string {
  const number = tag > 0xff ? Math.floor(tag / 256) : tag & 0x1f;
  const family = tag & 0xc0;
  if (family === 0) return TYPES[tag] ?? `UNIVERSAL ${number}`;
  return family === 0x80 ? `[${number}]` : family === 0x40 ? `APPLICATION ${number}` : `PRIVATE ${number}`;
}

function leafText(node: DerNode): string {
  if (node.tag === TAG.oid) return named(readOid(node));
  if (node.tag === TAG.utcTime || node.tag === TAG.generalizedTime) return readTime(node);
  if (node.tag === TAG.boolean) return node.bytes[node.content] === 0 ? "FALSE" : "TRUE";
  const text = readString(node);
  if (text !== undefined) return text;
  const octets = contentOf(node);
  return octets.length > SHOWN_BYTES ? `${toHex(octets, 0, SHOWN_BYTES)}…` : toHex(octets);
}

function named(oid: string): string {
  const name = objectName(oid) ?? rfc4514TypeName(oid);
  return name ? `${oid} (${name})` : oid;
}

import { DerFault, MAX_DEPTH } from "@/lib/pki/asn1";

/**
 * The part of BER (X.690 section 8.1.3.6) that PKCS#7 and PKCS#12 files really use around their DER contents: indefinite lengths and
 * strings in pieces.
 */
export interface BerNode {
  bytes: Uint8Array;
  tag: number;
  start: number;
  content: number;
  /** Behind the content; behind the node, end-of-contents octets included. */
  end: number;
  next: number;
}

/** @throws DerFault */
export function readBerNode(bytes: Uint8Array, at: number, limit: number, depth = 0): BerNode {
  if (depth > MAX_DEPTH) throw new DerFault("elements are nested too deep", at);
  if (at + 2 > limit) throw new DerFault("an element is cut off", at);
  const tag = bytes[at] as number;
  if ((tag & 0x1f) === 0x1f) throw new DerFault("a tag number is out of range", at);
  const first = bytes[at + 1] as number;
  let content = at + 2;
  if (first === 0x80) {
    if ((tag & 0x20) === 0) throw new DerFault("a length is missing", at);
    let end = content;
    while (bytes[end] !== 0 || bytes[end + 1] !== 0) end = readBerNode(bytes, end, limit, depth + 1).next;
    if (end + 2 > limit) throw new DerFault("an element is cut off", at);
    return { bytes, tag, start: at, content, end, next: end + 2 };
  }
  let length = first;
  if (first > 0x80) {
    const octets = first & 0x7f;
    if (octets > 4) throw new DerFault("a length is out of range", at);
    length = 0;
    for (let i = 0; i < octets; i++) length = length * 256 + (bytes[content++] ?? 0);
  }
  if (content + length > limit) throw new DerFault("an element is longer than what holds it", at);
  return { bytes, tag, start: at, content, end: content + length, next: content + length };
}

/** @throws DerFault */
export function berChildren(node: BerNode): BerNode[] {
  const children: BerNode[] = [];
  for (let at = node.content; at < node.end; ) {
    const child = readBerNode(node.bytes, at, node.end);
    children.push(child);
    at = child.next;
  }
  return children;
}

/** Content of an OCTET STRING, whose pieces are put together where it is constructed. @throws DerFault */
export function berOctets(node: BerNode, depth = 0): Uint8Array {
  if ((node.tag & 0x20) === 0) return node.bytes.subarray(node.content, node.end);
  if (depth > MAX_DEPTH) throw new DerFault("elements are nested too deep", node.start);
  const pieces = berChildren(node).map((piece) => berOctets(piece, depth + 1));
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

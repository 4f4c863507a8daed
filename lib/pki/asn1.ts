/**
 * A small reader of DER (X.690) that copies nothing: a node is an identifier and three offsets into the bytes.
 * Inside lib/pki a fault travels as an exception of its own class; the public functions turn it into a coded error.
 */

/** The bytes are not what the caller said they are. `at` is a byte offset. */
export class DerFault extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(`${message} at byte ${at}`);
  }
}

export interface DerNode {
  bytes: Uint8Array;
  /** Identifier octet; for tag numbers above 30 that octet plus 256 times the number. */
  tag: number;
  /** Offset of the identifier, of the content, and behind the content. */
  start: number;
  content: number;
  end: number;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  t61String: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  generalString: 0x1b,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Nesting beyond which nothing sane lies; keeps every walk over hostile bytes short. */
export const MAX_DEPTH = 64;

/**
 * The node at `at`, which must end at or before `limit`. Lengths must be definite and in their shortest form (X.690 10.1).
 * @throws DerFault
 */
export function readNode(bytes: Uint8Array, at: number, limit: number): DerNode {
  if (at + 2 > limit) throw new DerFault("an element is cut off", at);
  let tag = bytes[at] as number;
  let next = at + 1;
  if ((tag & 0x1f) === 0x1f) {
    let number = 0;
    let octet: number;
    do {
      if (next >= limit || next > at + 4) throw new DerFault("a tag number is out of range", at);
      octet = bytes[next++] as number;
      number = number * 128 + (octet & 0x7f);
    } while (octet & 0x80);
    tag += number * 256;
    if (next >= limit) throw new DerFault("an element is cut off", at);
  }
  let length = bytes[next++] as number;
  if (length >= 0x80) {
    const octets = length & 0x7f;
    if (octets === 0 || octets > 4) throw new DerFault("a length is not DER", at);
    if (next + octets > limit) throw new DerFault("an element is cut off", at);
    length = 0;
    for (let i = 0; i < octets; i++) length = length * 256 + (bytes[next++] as number);
    if (length < 0x80 || length < 256 ** (octets - 1))
      throw new DerFault("a length is not in its shortest form", at);
  }
  if (length > limit - next) throw new DerFault("an element is longer than what holds it", at);
  return { bytes, tag, start: at, content: next, end: next + length };
}

/** Reads one node after the other. */
export class DerReader {
  constructor(
    readonly bytes: Uint8Array,
    public at: number,
    readonly end: number,
  ) {}

  /** Over the content of a node. */
  static inside(node: DerNode): DerReader {
    return new DerReader(node.bytes, node.content, node.end);
  }

  get done(): boolean {
    return this.at >= this.end;
  }

  next(): DerNode {
    const node = readNode(this.bytes, this.at, this.end);
    this.at = node.end;
    return node;
  }

  /** The next node, which must have this identifier. */
  expect(tag: number, what: string): DerNode {
    if (this.done) throw new DerFault(`${what} is missing`, this.at);
    const node = this.next();
    if (node.tag !== tag) throw new DerFault(`${what} has an unexpected type`, node.start);
    return node;
  }

  /** The next node if it has this identifier; otherwise nothing is read. */
  optional(tag: number): DerNode | undefined {
    return !this.done && this.bytes[this.at] === tag ? this.next() : undefined;
  }

  finish(what: string): void {
    if (!this.done) throw new DerFault(`${what} has more elements than it may`, this.at);
  }
}

/** The one node that fills the content of an explicit tag or an extension. */
export function onlyChild(
  bytes: Uint8Array,
  content: number,
  end: number,
  tag: number,
  what: string,
): DerNode {
  const reader = new DerReader(bytes, content, end);
  const node = reader.expect(tag, what);
  reader.finish(what);
  return node;
}

export function contentOf(node: DerNode): Uint8Array {
  return node.bytes.subarray(node.content, node.end);
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** A small non-negative INTEGER; larger ones are out of range. */
export function readSmallInteger(node: DerNode, what: string): number {
  const length = node.end - node.content;
  if (length === 0 || length > 4 || (node.bytes[node.content] as number) >= 0x80) {
    throw new DerFault(`${what} is out of range`, node.start);
  }
  let value = 0;
  for (let i = node.content; i < node.end; i++) value = value * 256 + (node.bytes[i] as number);
  return value;
}

export function readBoolean(node: DerNode, what: string): boolean {
  if (node.end - node.content !== 1) throw new DerFault(`${what} is no boolean`, node.start);
  return node.bytes[node.content] !== 0;
}

/** Octets of a BIT STRING and how many bits of the last one are unused. */
export function readBitString(node: DerNode, what: string): { unused: number; octets: Uint8Array } {
  const unused = node.bytes[node.content] ?? 8;
  const octets = node.bytes.subarray(node.content + 1, node.end);
  if (node.end === node.content || unused > 7 || (unused > 0 && octets.length === 0)) {
    throw new DerFault(`${what} is no bit string`, node.start);
  }
  return { unused, octets };
}

/** Octets that one arc of an object identifier may take: UUIDs (2.25.x) need 19. */
const MAX_ARC_OCTETS = 20;

/** Dotted text of an OBJECT IDENTIFIER, or of a relative one of the same encoding when `relative`. */
export function readOid(node: DerNode): string {
  const { bytes, content, end } = node;
  if (end === content || (bytes[end - 1] as number) >= 0x80)
    throw new DerFault("an object identifier is damaged", node.start);
  let text = "";
  let arc = 0;
  let wide = 0n;
  let octets = 0;
  for (let i = content; i < end; i++) {
    const octet = bytes[i] as number;
    if (octets === 0 && octet === 0x80) throw new DerFault("an object identifier is damaged", node.start);
    if (++octets > MAX_ARC_OCTETS) throw new DerFault("an object identifier is out of range", node.start);
    if (octets <= 6) arc = arc * 128 + (octet & 0x7f);
    else wide = (octets === 7 ? BigInt(arc) : wide) * 128n + BigInt(octet & 0x7f);
    if (octet >= 0x80) continue;
    if (text === "") {
      const first = octets > 6 || arc >= 80 ? 2 : arc >= 40 ? 1 : 0;
      text = `${first}.${octets > 6 ? wide - 80n : arc - 40 * first}`;
    } else {
      text += `.${octets > 6 ? wide : arc}`;
    }
    arc = 0;
    octets = 0;
  }
  return text;
}

import {
  contentOf,
  DerFault,
  type DerNode,
  DerReader,
  onlyChild,
  readNode,
  readOid,
  TAG,
} from "@/lib/pki/asn1";
import { latin1, readString } from "@/lib/pki/asn1-string";
import type { AlternativeName } from "@/lib/pki/certificate";
import { toHex } from "@/lib/pki/hex";
import { formatRfc4514, readName } from "@/lib/pki/names";
import { OID } from "@/lib/pki/oids";

/** Identifiers of the choices of a GeneralName (RFC 5280 section 4.2.1.6). */
const CHOICE = {
  other: 0xa0,
  email: 0x81,
  dns: 0x82,
  x400: 0xa3,
  directory: 0xa4,
  ediParty: 0xa5,
  uri: 0x86,
  ip: 0x87,
  rid: 0x88,
};

/** @throws DerFault */
export function readGeneralNames(reader: DerReader): AlternativeName[] {
  const names: AlternativeName[] = [];
  while (!reader.done) names.push(readGeneralName(reader.next()));
  return names;
}

function readGeneralName(node: DerNode): AlternativeName {
  switch (node.tag) {
    case CHOICE.email:
      return { kind: "email", value: latin1(node.bytes, node.content, node.end, false) };
    case CHOICE.dns:
      return { kind: "dns", value: latin1(node.bytes, node.content, node.end, false) };
    case CHOICE.uri:
      return { kind: "uri", value: latin1(node.bytes, node.content, node.end, false) };
    case CHOICE.ip:
      return { kind: "ip", value: formatIp(contentOf(node)) };
    case CHOICE.rid:
      return { kind: "rid", value: readOid(node) };
    case CHOICE.directory:
      return {
        kind: "directory",
        value: formatRfc4514(
          readName(onlyChild(node.bytes, node.content, node.end, TAG.sequence, "a directory name")),
        ),
      };
    case CHOICE.other:
      return readOtherName(node);
    case CHOICE.x400:
    case CHOICE.ediParty:
      return { kind: "other", value: `#${toHex(node.bytes, node.start, node.end)}` };
    default:
      throw new DerFault("an alternative name has an unexpected type", node.start);
  }
}

function readOtherName(node: DerNode): AlternativeName {
  const { oid, value } = readTypedValue(node);
  const text = oid === OID.upn ? readString(value) : undefined;
  if (text !== undefined) return { kind: "upn", value: text, oid };
  return { kind: "other", value: `#${toHex(value.bytes, value.start, value.end)}`, oid };
}

/** Type and value of an otherName, `[0] { type-id, [0] value }`, which the SID extension uses as well. */
export function readTypedValue(node: DerNode): { oid: string; value: DerNode } {
  const reader = DerReader.inside(node);
  const oid = readOid(reader.expect(TAG.oid, "the type of an other name"));
  const wrapper = reader.expect(0xa0, "the value of an other name");
  reader.finish("an other name");
  const value = readNode(wrapper.bytes, wrapper.content, wrapper.end);
  if (value.end !== wrapper.end) throw new DerFault("an other name has more elements than it may", value.end);
  return { oid, value };
}

/** Dotted IPv4, or RFC 5952 text of IPv6; anything else (a mask, a damaged address) is `#` and hex. */
export function formatIp(octets: Uint8Array): string {
  if (octets.length === 4) return octets.join(".");
  if (octets.length !== 16) return `#${toHex(octets)}`;
  const groups = Array.from(
    { length: 8 },
    (_, i) => (octets[2 * i] as number) * 256 + (octets[2 * i + 1] as number),
  );
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (groups[at + length] === 0) length++;
    if (length > best.length) best = { at, length };
  }
  const text = (part: number[]) => part.map((group) => group.toString(16)).join(":");
  if (best.at < 0) return text(groups);
  return `${text(groups.slice(0, best.at))}::${text(groups.slice(best.at + best.length))}`;
}

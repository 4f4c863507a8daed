import { DerFault, type DerNode, DerReader, readOid, TAG } from "@/lib/pki/asn1";
import { readString } from "@/lib/pki/asn1-string";
import type { DistinguishedName, NameAttribute } from "@/lib/pki/certificate";
import { toHex } from "@/lib/pki/hex";
import { rfc4514TypeName, windowsTypeName } from "@/lib/pki/name-types";
import { OID } from "@/lib/pki/oids";

/**
 * RDNs of a Name (RFC 5280 section 4.1.2.4) in DER order.
 * @throws DerFault
 */
export function readName(node: DerNode): DistinguishedName {
  const name: NameAttribute[][] = [];
  const rdns = DerReader.inside(node);
  while (!rdns.done) {
    const attributes: NameAttribute[] = [];
    const set = DerReader.inside(rdns.expect(TAG.set, "a relative distinguished name"));
    while (!set.done) attributes.push(readAttribute(set.expect(TAG.sequence, "a name attribute")));
    if (attributes.length === 0) throw new DerFault("a relative distinguished name is empty", set.at);
    name.push(attributes);
  }
  return name;
}

function readAttribute(node: DerNode): NameAttribute {
  const pair = DerReader.inside(node);
  const oid = readOid(pair.expect(TAG.oid, "the type of a name attribute"));
  if (pair.done) throw new DerFault("the value of a name attribute is missing", node.start);
  const held = pair.next();
  pair.finish("a name attribute");
  const value = readString(held);
  if (value !== undefined && rfc4514TypeName(oid)) return { oid, value };
  const encoded = `#${toHex(held.bytes, held.start, held.end)}`;
  return { oid, value: value ?? encoded, encoded };
}

/** RFC 4514 text, most specific RDN first, `,` between RDNs and `+` inside one; "" for an empty name. */
export function formatRfc4514(name: DistinguishedName): string {
  let text = "";
  for (let i = name.length - 1; i >= 0; i--) {
    if (text !== "") text += ",";
    text += (name[i] as readonly NameAttribute[]).map(rfc4514Attribute).join("+");
  }
  return text;
}

function rfc4514Attribute({ oid, value, encoded }: NameAttribute): string {
  return `${rfc4514TypeName(oid) ?? oid}=${encoded ?? escapeRfc4514(value)}`;
}

const PLAIN = /^[A-Za-z0-9._@/:()'*!?-](?:[A-Za-z0-9._@/:()'*!? -]*[A-Za-z0-9._@/:()'*!?-])?$/;

/** Section 2.4 of RFC 4514; control characters are written as hex pairs, which it allows and a line of text needs. */
function escapeRfc4514(value: string): string {
  if (PLAIN.test(value)) return value;
  return value
    .replace(/[\\"+,;<>]/g, "\\$&")
    .replace(/\p{Cc}/gu, escapeControl)
    .replace(/^[ #]/, "\\$&")
    .replace(/(?<!\\) $/, "\\ ");
}

function escapeControl(control: string): string {
  const code = control.charCodeAt(0);
  return code > 0x7f ? control : `\\${code.toString(16).toUpperCase().padStart(2, "0")}`;
}

/**
 * As Windows shows a name (certificate dialog, .NET's `Subject`, `certutil`): most specific RDN first, `, ` between RDNs, ` + ` inside one,
 * values in double quotes where they hold a separator. Rules of CertNameToStr with CERT_X500_NAME_STR and CERT_NAME_STR_REVERSE_FLAG.
 */
export function formatWindows(name: DistinguishedName): string {
  return [...name].reverse().map(formatWindowsRdn).join(", ");
}

/** One RDN in Windows' rendering: `CN=Ann + OID.0.9.2342.19200300.100.1.1=123`. */
export function formatWindowsRdn(rdn: readonly NameAttribute[]): string {
  return rdn.map(({ oid, value }) => `${windowsTypeName(oid)}=${quoteWindows(value)}`).join(" + ");
}

function quoteWindows(value: string): string {
  return value !== "" && !/[,+="\r\n<>#;]|^\s|\s$/.test(value) ? value : `"${value.replaceAll('"', '""')}"`;
}

/** What to call the holder in a list: the most specific CN, else O, else whatever comes first; "" for an empty name. */
export function displayName(name: DistinguishedName): string {
  const attributes = name.toReversed().flat();
  const chosen =
    attributes.find(({ oid }) => oid === OID.commonName) ??
    attributes.find(({ oid }) => oid === OID.organization) ??
    attributes[0];
  return chosen?.value ?? "";
}

import { readGeneralNames, readTypedValue } from "@/lib/pki/alternative-names";
import {
  contentOf,
  DerFault,
  type DerNode,
  DerReader,
  onlyChild,
  readBitString,
  readBoolean,
  readOid,
  readSmallInteger,
  TAG,
} from "@/lib/pki/asn1";
import { latin1 } from "@/lib/pki/asn1-string";
import type { Certificate } from "@/lib/pki/certificate";
import { toHex } from "@/lib/pki/hex";
import { extensionName, OID } from "@/lib/pki/oids";

export type ExtensionFields = Pick<
  Certificate,
  | "extendedKeyUsage"
  | "upn"
  | "keyUsage"
  | "basicConstraints"
  | "subjectAltName"
  | "sid"
  | "subjectKeyIdentifier"
  | "authorityKeyIdentifier"
  | "crlUrls"
  | "ocspUrls"
  | "issuerUrls"
  | "policies"
  | "extensions"
>;

export function noExtensions(): ExtensionFields {
  return {
    upn: [],
    subjectAltName: [],
    crlUrls: [],
    ocspUrls: [],
    issuerUrls: [],
    policies: [],
    extensions: [],
  };
}

/**
 * Fields of the Extensions SEQUENCE (RFC 5280 section 4.2). An extension that we read must be sound, else a certificate with an unreadable
 * key usage would look like one that is good for everything; one that we do not know may hold anything. None may come twice.
 * @throws DerFault
 */
export function readExtensions(sequence: DerNode): ExtensionFields {
  const fields = noExtensions();
  const seen = new Set<string>();
  const reader = DerReader.inside(sequence);
  while (!reader.done) {
    const node = reader.expect(TAG.sequence, "an extension");
    const parts = DerReader.inside(node);
    const oid = readOid(parts.expect(TAG.oid, "the type of an extension"));
    const flag = parts.optional(TAG.boolean);
    const critical = flag !== undefined && readBoolean(flag, "the critical flag");
    const value = parts.expect(TAG.octetString, `the extension ${extensionName(oid) ?? oid}`);
    parts.finish("an extension");
    if (seen.has(oid))
      throw new DerFault(`the extension ${extensionName(oid) ?? oid} comes a second time`, node.start);
    seen.add(oid);
    fields.extensions.push({ oid, critical });
    READERS[oid]?.(value, fields);
  }
  return fields;
}

const READERS: Record<string, (value: DerNode, fields: ExtensionFields) => void> = {
  [OID.extendedKeyUsage](value, fields) {
    fields.extendedKeyUsage = [];
    const usages = sequenceIn(value, "the extended key usage");
    while (!usages.done)
      fields.extendedKeyUsage.push(readOid(usages.expect(TAG.oid, "an extended key usage")));
  },
  [OID.keyUsage](value, fields) {
    const bits = onlyChild(value.bytes, value.content, value.end, TAG.bitString, "the key usage");
    fields.keyUsage = readKeyUsage(readBitString(bits, "the key usage").octets);
  },
  [OID.basicConstraints](value, fields) {
    const reader = sequenceIn(value, "the basic constraints");
    const flag = reader.optional(TAG.boolean);
    const path = reader.optional(TAG.integer);
    reader.finish("the basic constraints");
    const ca = flag !== undefined && readBoolean(flag, "the CA flag");
    fields.basicConstraints = path ? { ca, pathLen: readSmallInteger(path, "the path length") } : { ca };
  },
  [OID.subjectAltName](value, fields) {
    fields.subjectAltName = readGeneralNames(sequenceIn(value, "the subject alternative name"));
    fields.upn = fields.subjectAltName.filter(({ kind }) => kind === "upn").map((name) => name.value);
  },
  [OID.sidExtension](value, fields) {
    const reader = sequenceIn(value, "the security identifier");
    while (!reader.done) {
      const { oid, value: sid } = readTypedValue(reader.expect(0xa0, "the security identifier"));
      if (oid === OID.sidValue && sid.tag === TAG.octetString)
        fields.sid = latin1(sid.bytes, sid.content, sid.end, false);
    }
  },
  [OID.subjectKeyIdentifier](value, fields) {
    const key = onlyChild(
      value.bytes,
      value.content,
      value.end,
      TAG.octetString,
      "the subject key identifier",
    );
    fields.subjectKeyIdentifier = toHex(contentOf(key));
  },
  [OID.authorityKeyIdentifier](value, fields) {
    const key = sequenceIn(value, "the authority key identifier").optional(0x80);
    if (key) fields.authorityKeyIdentifier = toHex(contentOf(key));
  },
  [OID.crlDistributionPoints](value, fields) {
    const points = sequenceIn(value, "the CRL distribution points");
    while (!points.done) {
      const name = DerReader.inside(points.expect(TAG.sequence, "a CRL distribution point")).optional(0xa0);
      const full = name && DerReader.inside(name).optional(0xa0);
      if (full) fields.crlUrls.push(...urlsOf(DerReader.inside(full)));
    }
  },
  [OID.authorityInfoAccess](value, fields) {
    const descriptions = sequenceIn(value, "the authority information access");
    while (!descriptions.done) {
      const reader = DerReader.inside(descriptions.expect(TAG.sequence, "an access description"));
      const method = readOid(reader.expect(TAG.oid, "an access method"));
      const urls = urlsOf(reader);
      if (method === OID.ocsp) fields.ocspUrls.push(...urls);
      if (method === OID.caIssuers) fields.issuerUrls.push(...urls);
    }
  },
  [OID.certificatePolicies](value, fields) {
    const policies = sequenceIn(value, "the certificate policies");
    while (!policies.done) {
      const policy = DerReader.inside(policies.expect(TAG.sequence, "a certificate policy"));
      fields.policies.push(readOid(policy.expect(TAG.oid, "a certificate policy")));
    }
  },
};

function sequenceIn(value: DerNode, what: string): DerReader {
  return DerReader.inside(onlyChild(value.bytes, value.content, value.end, TAG.sequence, what));
}

function urlsOf(names: DerReader): string[] {
  return readGeneralNames(names)
    .filter(({ kind }) => kind === "uri")
    .map(({ value }) => value);
}

/** Names of the bits in RFC 5280 section 4.2.1.3, bit 0 first. */
const KEY_USAGES = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
];

function readKeyUsage(octets: Uint8Array): string[] {
  return KEY_USAGES.filter((_, bit) => ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}

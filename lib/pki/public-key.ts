import {
  contentOf,
  DerFault,
  type DerNode,
  DerReader,
  readBitString,
  readNode,
  readOid,
  TAG,
} from "@/lib/pki/asn1";
import { CURVES, keyAlgorithmName } from "@/lib/pki/oids";

export interface PublicKey {
  /** `RSA`, `EC`, ... or the dotted OID. */
  algorithm: string;
  size?: number;
  curve?: string;
  /** Content of the BIT STRING. */
  bits: Uint8Array;
}

/**
 * Reads a SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7). Only the frame must be sound: a key inside that is unknown or odd has no size.
 * @throws DerFault
 */
export function readPublicKey(spki: DerNode): PublicKey {
  const reader = DerReader.inside(spki);
  const identifier = DerReader.inside(reader.expect(TAG.sequence, "the key's algorithm"));
  const algorithm = keyAlgorithmName(readOid(identifier.expect(TAG.oid, "the key's algorithm")));
  const bits = readBitString(reader.expect(TAG.bitString, "the public key"), "the public key").octets;
  reader.finish("the public key information");
  try {
    return { algorithm, bits, ...measure(algorithm, identifier, bits) };
  } catch (fault) {
    if (fault instanceof DerFault) return { algorithm, bits };
    throw fault;
  }
}

function measure(
  algorithm: string,
  parameters: DerReader,
  bits: Uint8Array,
): { size?: number; curve?: string } {
  if (algorithm === "RSA" || algorithm === "RSA-PSS") {
    return {
      size: bitLength(DerReader.inside(readNode(bits, 0, bits.length)).expect(TAG.integer, "the modulus")),
    };
  }
  if (algorithm === "DSA" || algorithm === "DH") {
    return {
      size: bitLength(
        DerReader.inside(parameters.expect(TAG.sequence, "the parameters")).expect(TAG.integer, "the prime"),
      ),
    };
  }
  if (algorithm !== "EC") return {};
  const named = parameters.optional(TAG.oid);
  if (named) {
    const oid = readOid(named);
    const [curve = oid, size] = CURVES[oid] ?? [];
    return size ? { curve, size } : { curve };
  }
  // Explicit parameters (RFC 3279 section 2.3.5): version, then the field with its prime.
  const explicit = DerReader.inside(parameters.expect(TAG.sequence, "the curve"));
  explicit.expect(TAG.integer, "the version");
  const field = DerReader.inside(explicit.expect(TAG.sequence, "the field"));
  field.expect(TAG.oid, "the field's type");
  return { size: bitLength(field.expect(TAG.integer, "the prime")) };
}

function bitLength(integer: DerNode): number {
  const octets = contentOf(integer);
  let first = 0;
  while (first < octets.length && octets[first] === 0) first++;
  return first === octets.length
    ? 0
    : (octets.length - first) * 8 - (Math.clz32(octets[first] as number) - 24);
}

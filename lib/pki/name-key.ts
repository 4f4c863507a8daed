import { sha256 } from "@noble/hashes/sha2.js";
import type { DistinguishedName } from "@/lib/pki/certificate";
import { toHex } from "@/lib/pki/hex";

/**
 * A digest (SHA-256, lower-case hex) that is the same for names that RFC 5280 section 7.1 calls equal: case and runs of blanks do not
 * count, nor does the order of the attributes inside one RDN; the order of the RDNs does. For looking names up, not for trust.
 */
export function nameKey(name: DistinguishedName): string {
  const rdns = name.map((rdn) => rdn.map(({ oid, value }) => `${oid}=${folded(value)}`).sort());
  return toHex(sha256(new TextEncoder().encode(JSON.stringify(rdns))));
}

function folded(value: string): string {
  return value.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
}

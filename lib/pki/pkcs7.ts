import { fail, ok, type Result } from "@/lib/errors";
import { DerFault, TAG } from "@/lib/pki/asn1";
import { type BerNode, berChildren, readBerNode } from "@/lib/pki/ber";
import type { Certificate } from "@/lib/pki/certificate";
import { declaredLength, parseCertificate } from "@/lib/pki/der";

/**
 * The certificates of a PKCS#7 / CMS SignedData (RFC 5652 section 5.1), in the file's order; `.p7b` and `.p7c` are one without signatures.
 * The outer structure may be BER; each certificate must be DER.
 *
 * Errors: `cert-truncated`, `cert-malformed`, `cert-pkcs7-empty`, and those of `parseCertificate`.
 */
export function parsePkcs7(bytes: Uint8Array): Result<Certificate[]> {
  const declared = declaredLength(bytes);
  if (declared !== undefined && declared > bytes.length) {
    return fail(
      "cert-truncated",
      `The PKCS#7 file is cut off: it should have ${declared} bytes and has ${bytes.length}. Export it again.`,
    );
  }
  try {
    const certificates: Certificate[] = [];
    for (const node of certificateNodes(bytes)) {
      const parsed = parseCertificate(bytes.slice(node.start, node.next));
      if (!parsed.ok) return parsed;
      certificates.push(parsed.value);
    }
    if (certificates.length > 0) return ok(certificates);
    return fail(
      "cert-pkcs7-empty",
      'This PKCS#7 file holds no certificate. Export it again with "Include all certificates in the certification path".',
    );
  } catch (fault) {
    if (!(fault instanceof DerFault)) throw fault;
    return fail("cert-malformed", `The PKCS#7 file is damaged: ${fault.message}. Export it again.`);
  }
}

function certificateNodes(bytes: Uint8Array): BerNode[] {
  const content = berChildren(readBerNode(bytes, 0, bytes.length))[1];
  const signedData = content && berChildren(content)[0];
  if (signedData?.tag !== TAG.sequence) throw new DerFault("the signed data is missing", 0);
  const set = berChildren(signedData).find(({ tag }) => tag === 0xa0);
  // Attribute certificates and others carry tags of their own.
  return set ? berChildren(set).filter(({ tag }) => tag === TAG.sequence) : [];
}

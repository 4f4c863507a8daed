import { fail, type Result } from "@/lib/errors";
import { fromBlob } from "@/lib/pki/blob";
import type { Certificate } from "@/lib/pki/certificate";
import { parseCertificate } from "@/lib/pki/der";
import { containsPrivateKey } from "@/lib/pki/private-key";
import { refuseKind } from "@/lib/pki/refusals";

/** The certificate that a blob is. Errors: `cert-private-key`, `cert-not-a-certificate`, and those of a damaged one. */
export function certificateOfBlob(blob: string): Result<Certificate> {
  if (containsPrivateKey(new TextEncoder().encode(blob))) return refuseKind("private-key");
  const der = fromBlob(blob);
  if (!der.ok) return der;
  if (der.value[0] !== 0x30) return fail("cert-not-a-certificate", "This is base64 of something else.");
  return parseCertificate(der.value);
}

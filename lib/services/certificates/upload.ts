import { UPLOAD_LIMIT, type UploadAnswer } from "@/lib/api/certificates";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { parseCertificates } from "@/lib/pki/parse";
import { transact } from "@/lib/services/audit/transaction";
import { storeCertificates } from "./store";

/**
 * Stores the certificates of one file, each once per SHA-256: all of them or none.
 * Errors: `not-allowed`, `body-too-large`, the `cert-*` codes of lib/pki.
 */
export async function uploadCertificates(
  actor: Actor,
  upload: { bytes: Uint8Array; fileName: string },
): Promise<Result<UploadAnswer>> {
  const allowed = may(actor, "certificate.write");
  if (!allowed.ok) return allowed;
  if (upload.bytes.length > UPLOAD_LIMIT)
    return fail("body-too-large", "An upload has at most 20 MiB. Drop the certificates in smaller parts.");
  const parsed = parseCertificates(upload.bytes, { fileName: upload.fileName });
  if (!parsed.ok) return parsed;
  const { certificates } = parsed.value;
  return transact(async (tx) => {
    const stored = await storeCertificates(tx, actor, certificates);
    return ok({ certificates: certificates.flatMap(({ sha256 }) => stored.get(sha256) ?? []) });
  });
}

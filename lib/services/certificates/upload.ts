import { UPLOAD_LIMIT, type UploadAnswer } from "@/lib/api/certificates";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Certificate } from "@/lib/pki/certificate";
import { parseCertificates } from "@/lib/pki/parse";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { CERTIFICATE_COLUMNS, certificateItem, newCertificateRow } from "./row";

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
    const created = await store(tx, actor, certificates);
    const rows = await tx.certificate.findMany({
      where: { sha256: { in: certificates.map(({ sha256 }) => sha256) } },
      select: CERTIFICATE_COLUMNS,
    });
    const bySha256 = new Map(rows.map((row) => [row.sha256, certificateItem(row)]));
    return ok({
      certificates: certificates.flatMap(({ sha256 }) => {
        const certificate = bySha256.get(sha256);
        return certificate ? [{ certificate, created: created.has(sha256) }] : [];
      }),
    });
  });
}

/** Inserts what is not there yet and returns its SHA-256s; two uploads at once do not collide. */
async function store(
  tx: Prisma.TransactionClient,
  actor: Actor,
  certificates: Certificate[],
): Promise<Set<string>> {
  const created = await tx.certificate.createManyAndReturn({
    data: certificates.map((certificate) => newCertificateRow(certificate, actor.name)),
    skipDuplicates: true,
    select: { id: true, sha256: true, subject: true, displayName: true, notAfter: true },
  });
  for (const { id, displayName, sha256, subject, notAfter } of created) {
    const after = { sha256, subject, notAfter: notAfter.toISOString() };
    await recordEvent(tx, actor, { action: "certificate.create", nounId: id, nounName: displayName, after });
  }
  return new Set(created.map(({ sha256 }) => sha256));
}

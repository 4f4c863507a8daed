import type { UploadAnswer } from "@/lib/api/certificates";
import type { Actor } from "@/lib/auth/actor";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Certificate } from "@/lib/pki/certificate";
import { recordEvent } from "@/lib/services/audit/record";
import { CERTIFICATE_COLUMNS, certificateItem, newCertificateRow } from "./row";

/**
 * Inserts the certificates that are not there yet, each with its event; two uploads at once do not collide. All of them by
 * SHA-256, those that were there included.
 */
export async function storeCertificates(
  tx: Prisma.TransactionClient,
  actor: Actor,
  certificates: readonly Certificate[],
): Promise<Map<string, UploadAnswer["certificates"][number]>> {
  const created = await tx.certificate.createManyAndReturn({
    data: certificates.map((certificate) => newCertificateRow(certificate, actor.name)),
    skipDuplicates: true,
    select: { id: true, sha256: true, subject: true, displayName: true, notAfter: true },
  });
  for (const { id, displayName, sha256, subject, notAfter } of created) {
    const after = { sha256, subject, notAfter: notAfter.toISOString() };
    await recordEvent(tx, actor, { action: "certificate.create", nounId: id, nounName: displayName, after });
  }
  const rows = await tx.certificate.findMany({
    where: { sha256: { in: certificates.map(({ sha256 }) => sha256) } },
    select: CERTIFICATE_COLUMNS,
  });
  const isNew = new Set(created.map(({ sha256 }) => sha256));
  return new Map(
    rows.map((row) => [row.sha256, { certificate: certificateItem(row), created: isNew.has(row.sha256) }]),
  );
}

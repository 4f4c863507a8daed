import type { Prisma } from "@/lib/generated/prisma/client";
import type { OneToOneRow } from "@/lib/services/drafts/rows";

/** An event that lists more than this is cut: whoever reads it looks into the revisions. */
const LISTED = 500;

/** What the audit keeps of mappings that were changed together: how they were before. `count` is of all of them. */
export async function bulkEvidence(tx: Prisma.TransactionClient, rows: readonly OneToOneRow[]) {
  const listed = rows.slice(0, LISTED);
  const certificates = await tx.certificate.findMany({
    where: { id: { in: listed.map(({ certificateId }) => certificateId) } },
    select: { id: true, sha256: true },
  });
  const accounts = await tx.account.findMany({
    where: { id: { in: listed.map(({ accountId }) => accountId) } },
    select: { id: true, userName: true },
  });
  const sha256 = new Map(certificates.map((row) => [row.id, row.sha256]));
  const userName = new Map(accounts.map((row) => [row.id, row.userName]));
  return {
    count: rows.length,
    mappings: listed.map((row) => ({
      name: row.name,
      enabled: row.enabled,
      userName: userName.get(row.accountId) ?? "",
      sha256: sha256.get(row.certificateId) ?? "",
    })),
  };
}

import type { Actor } from "@/lib/auth/actor";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordEvent } from "@/lib/services/audit/record";
import { CERTIFICATE_COLUMNS } from "./row";

/** What people say about a certificate. */
export interface Labels {
  owner: string;
  notes: string;
  tags: string[];
}
export const LABELLED_COLUMNS = { ...CERTIFICATE_COLUMNS, notes: true } as const;
type LabelledRow = Prisma.CertificateGetPayload<{ select: typeof LABELLED_COLUMNS }>;

/** Writes the labels with their event; `null` where they are what they were. The row must be locked by the caller. */
export async function relabel(
  tx: Prisma.TransactionClient,
  actor: Actor,
  row: LabelledRow,
  after: Labels,
): Promise<LabelledRow | null> {
  const before: Labels = { owner: row.owner, notes: row.notes, tags: row.tags };
  if (JSON.stringify(before) === JSON.stringify(after)) return null;
  const written = await tx.certificate.update({
    where: { id: row.id },
    data: { ...after, version: { increment: 1 } },
    select: LABELLED_COLUMNS,
  });
  await recordEvent(tx, actor, {
    action: "certificate.update",
    nounId: row.id,
    nounName: row.displayName,
    before: { ...before },
    after: { ...after },
  });
  return written;
}

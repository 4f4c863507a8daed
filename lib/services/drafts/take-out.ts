import type { Actor } from "@/lib/auth/actor";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordEvent } from "@/lib/services/audit/record";
import type { DraftWriter } from "./writer";

/** Takes the one-to-one mappings that `where` finds out of the draft, with an event for each, which gives `reason`. */
export async function takeOut(
  tx: Prisma.TransactionClient,
  { siteConfig, oneToOne }: DraftWriter,
  where: Prisma.OneToOneMappingWhereInput,
  { actor, reason }: { actor: Actor; reason: string },
): Promise<void> {
  const rows = await tx.oneToOneMapping.findMany({
    where: { ...where, siteConfigId: siteConfig.id },
    select: { id: true, name: true, enabled: true, certificate: true, account: true },
  });
  await oneToOne.remove(rows.map(({ id }) => id));
  for (const row of rows)
    await recordEvent(tx, actor, {
      action: "mapping.remove",
      nounId: row.id,
      nounName: `${row.name} in ${siteConfig.name}`,
      before: {
        name: row.name,
        enabled: row.enabled,
        userName: row.account.userName,
        certificate: row.certificate.displayName,
        sha256: row.certificate.sha256,
      },
      reason,
    });
}

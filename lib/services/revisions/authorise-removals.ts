import type { Actor } from "@/lib/auth/actor";
import type { Prisma, Revision, ScheduledRemoval } from "@/lib/generated/prisma/client";
import { oneToOneByFingerprint } from "@/lib/iis/one-to-one-entries";
import type { OneToOneMapping, SiteConfig } from "@/lib/iis/site-config";
import { removalMac } from "@/lib/secrets/records";
import { recordEvent } from "@/lib/services/audit/record";

/**
 * Publishing a revision that maps both certificates of a planned removal authorises the second revision, at its date. A plan that the
 * revision does not bear out, such as one whose change was undone in the draft, ends here.
 */
export async function authoriseRemovals(
  tx: Prisma.TransactionClient,
  actor: Actor,
  siteConfig: { id: string; name: string },
  revision: Revision,
  config: SiteConfig,
): Promise<void> {
  const planned = await tx.scheduledRemoval.findMany({
    where: { siteConfigId: siteConfig.id, state: "planned" },
    orderBy: { id: "asc" },
  });
  if (planned.length === 0) return;
  const mappings = oneToOneByFingerprint(config);
  for (const removal of planned) {
    const borneOut = mapsBoth(mappings, removal);
    const authorised = {
      ...removal,
      authorisedBy: actor.name,
      authorisedRevision: revision.number,
    };
    await tx.scheduledRemoval.update({
      where: { id: removal.id },
      data: borneOut
        ? {
            state: "waiting",
            authorisedBy: actor.name,
            authorisedAt: new Date(),
            authorisedRevision: revision.number,
            mac: removalMac(authorised),
            version: { increment: 1 },
          }
        : {
            state: "cancelled",
            reason: `Revision ${revision.number} does not map both certificates to ${removal.userName}.`,
            finishedAt: new Date(),
            version: { increment: 1 },
          },
    });
    await recordEvent(tx, actor, {
      action: borneOut ? "removal.authorise" : "removal.cancel",
      nounId: siteConfig.id,
      nounName: `${removal.oldName} from ${siteConfig.name}`,
      after: {
        old: removal.oldSha256,
        new: removal.newSha256,
        userName: removal.userName,
        removeAt: removal.removeAt.toISOString(),
        revision: revision.number,
      },
    });
  }
}

/** Both certificates become the removal's account, and the new one's mapping works. */
function mapsBoth(
  mappings: ReadonlyMap<string, OneToOneMapping>,
  { oldSha256, newSha256, userName }: ScheduledRemoval,
): boolean {
  const account = userName.toLowerCase();
  const older = mappings.get(oldSha256);
  const newer = mappings.get(newSha256);
  return (
    older?.userName.toLowerCase() === account &&
    newer?.userName.toLowerCase() === account &&
    (newer.enabled || !older.enabled)
  );
}

import { type DeploymentItem, rollBackSchema } from "@/lib/api/deployments";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { mayChangeSiteConfig } from "@/lib/auth/server-scope";
import { fail, ok, type Result } from "@/lib/errors";
import { noteGivenUp } from "@/lib/secrets/high-water";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { pushRevision, rejected } from "@/lib/services/revisions/push";
import { readRevision } from "@/lib/services/revisions/read";
import { placeKey } from "@/lib/services/revisions/take-targets";
import { writeRevision } from "@/lib/services/revisions/write";
import { readItem } from "./row";
import { withdrawRevision } from "./withdraw-revision";

/**
 * Rolls back to an earlier revision: a new one with its content, the rejected one marked so that no push takes it again and what
 * waits of it goes nowhere, and the push of the new one, all or nothing. The draft stays as it is and counts as unpublished. Errors: `not-allowed`, `invalid-input`,
 * `not-found`, `nothing-to-publish`, `account-not-granted` and those of `startDeployment`.
 */
export async function rollBack(actor: Actor, input: unknown): Promise<Result<DeploymentItem>> {
  const allowed = may(actor, "deployment.start");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(rollBackSchema, input);
  if (!parsed.ok) return parsed;
  const { siteConfigId, revision, rejects, reason, ...push } = parsed.value;
  if (rejects <= revision)
    return fail("invalid-input", "Roll back to a revision that is older than the one to reject.", {
      field: "rejects",
    });
  if (new Set(push.targets.map(placeKey)).size < push.targets.length)
    return fail("invalid-input", "A place is named twice. Name each one once.", { field: "targets" });
  const done = await transact(
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "SiteConfig" WHERE id = ${siteConfigId}::uuid FOR UPDATE`;
      // That a revision is never applied again reaches every server of the site config.
      const inScope = await mayChangeSiteConfig(tx, actor, siteConfigId);
      if (!inScope.ok) return inScope;
      const [to, bad] = [
        await readRevision(tx, siteConfigId, revision),
        await readRevision(tx, siteConfigId, rejects),
      ];
      if (!to.ok) return to;
      if (!bad.ok) return bad;
      if (to.value.row.rejection !== null) return rejected(revision, to.value.row.rejection);
      const siteConfig = { id: siteConfigId, name: to.value.row.siteConfig.name };
      const message = `Roll back to revision ${revision}: ${reason}`.slice(0, 500);
      const written = await writeRevision(tx, actor, siteConfig, to.value.config, message, {
        evidence: { restores: revision, rejects },
        madeOf: to.value.config,
      });
      if (!written.ok) return written;
      await tx.siteConfig.update({ where: { id: siteConfigId }, data: { publishedVersion: null } });
      if (bad.value.row.rejection === null) {
        await tx.revisionRejection.create({
          data: { revisionId: bad.value.row.id, rejectedBy: actor.name, reason },
        });
        await recordEvent(tx, actor, {
          action: "revision.reject",
          nounId: siteConfigId,
          nounName: `${siteConfig.name} revision ${rejects}`,
          after: { number: rejects, digest: bad.value.row.digest, rolledBackTo: revision },
          reason,
        });
      }
      const pushed = await pushRevision(tx, actor, {
        ...push,
        siteConfigId,
        revision: written.value.number,
        message,
        kind: "rollback",
      });
      if (!pushed.ok) return pushed;
      const givenUp = await withdrawRevision(
        tx,
        bad.value.row.id,
        `Revision ${rejects} was rolled back by ${actor.name}: ${reason}`,
      );
      return ok({ item: await readItem(tx, pushed.value.id), givenUp });
    },
    { timeout: 60_000 },
  );
  if (!done.ok) return done;
  noteGivenUp(done.value.givenUp);
  return ok(done.value.item);
}

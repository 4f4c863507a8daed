import { createHash } from "node:crypto";
import { type Actor, CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { PASSWORD_HANDLINGS, replacesPasswords } from "@/lib/iis/password-handling";
import { isGivenUp } from "@/lib/secrets/high-water";
import { isOwnJob } from "@/lib/secrets/records";
import { transact } from "@/lib/services/audit/transaction";
import { pushRevision } from "@/lib/services/revisions/push";
import { holdCorrections, holdOf } from "./hold-corrections";

const DAY = 86_400_000;

/**
 * What the console does by itself about drift of targets that are to be put right: pushes what was deployed there once more, also over
 * what somebody else put there. At most three times within 24 hours, and the same drift once within them: then the target is held until a
 * person pushes there or sets the mode anew. After a push that failed it waits for a person. A password alone is a reason where the
 * console has it and the agent would replace the other one. Error: `not-allowed`.
 */
export async function correctDrift(actor: Actor, signal?: AbortSignal): Promise<Result<null>> {
  if (actor.kind !== "system") return fail("not-allowed", "The console does this by itself.");
  const replacing = PASSWORD_HANDLINGS.filter(replacesPasswords);
  const drifted = await db().$queryRaw<{ id: string }[]>`
    SELECT t.id FROM "Target" t JOIN "Server" s ON s.id = t."serverId"
      JOIN "DeploymentTarget" j ON j."targetId" = t.id AND j.sequence = t.sequence
      LEFT JOIN "PasswordBaseline" b ON b."targetId" = t.id
    WHERE t.mode = 'enforce' AND t."correctionHeldAt" IS NULL AND s.state = 'approved' AND t."deployedRevisionId" IS NOT NULL
      AND j.state = 'verified' AND t."observedDigest" IS NOT NULL AND t."observedAt" > j."finishedAt"
      AND (t."observedDigest" <> t."deployedDigest" OR t."bindingDrift" IS NOT NULL OR s."passwordHandling" = ANY(${replacing}) AND EXISTS (
        SELECT 1 FROM jsonb_array_elements(b.drifted) d JOIN "Account" a ON a."userNameKey" = d->>'account'
        WHERE a."sealedPassword" IS NOT NULL))
      AND NOT EXISTS (SELECT 1 FROM "RevisionRejection" r WHERE r."revisionId" = t."deployedRevisionId")
    ORDER BY t.id`;
  for (const { id } of drifted) {
    if (signal?.aborted) return ok(null);
    const corrected = await transact((tx) => correct(tx, id));
    // Another push came in between, or an account's limits changed: the next turn, or a person, sees it.
    if (!corrected.ok && !WAITS.includes(corrected.error.code)) return corrected;
  }
  return ok(null);
}

const WAITS = [
  "push-running",
  "server-not-approved",
  "account-out-of-scope",
  "revision-rejected",
  "target-observed",
  "shared-configuration-no-writer",
  "shared-configuration-other-writer",
  "stored-data-altered",
  // What is there lets in who was cut off since: putting it right is the cut-off's, or a person's.
  "cut-off-holds",
];

async function correct(tx: Prisma.TransactionClient, targetId: string): Promise<Result<null>> {
  await tx.$queryRaw`
    SELECT 1 FROM "Server" WHERE id = (SELECT "serverId" FROM "Target" WHERE id = ${targetId}::uuid) FOR UPDATE`;
  const target = await tx.target.findUniqueOrThrow({
    where: { id: targetId },
    include: {
      deployedRevision: { select: { number: true } },
      server: { select: { id: true, name: true } },
      corrections: { where: { createdAt: { gt: new Date(Date.now() - DAY) } } },
      passwordBaseline: { select: { drift: true } },
      jobs: {
        where: { state: { not: "superseded" } },
        orderBy: { sequence: "desc" },
        take: 1,
        include: { deployment: { select: { createdAt: true } } },
      },
    },
  });
  const { serverId, scope, siteConfigId, deployedRevisionId, deployedRevision, observedDigest } = target;
  const passwordDrift = target.passwordBaseline?.drift ?? "";
  const bindingDrift =
    target.bindingDrift === null ? "" : createHash("sha256").update(target.bindingDrift).digest("hex");
  const [last] = target.jobs;
  // Only what an agent has proven, under the newest job that the console made: a changed row must not choose the revision. The state
  // of a job is nobody's word, but its sequence is: newer ones that were made to look superseded raised the target's, and an agent
  // refuses what comes after a target's that was lowered. What was aborted was never proven.
  const proven =
    last?.state === "verified" &&
    last.sequence === target.sequence &&
    !isGivenUp(last) &&
    last.revisionId === deployedRevisionId &&
    isOwnJob({ ...last, serverId, scope });
  // What a push left is told by a report after it; until then something older may stand there as drift.
  const reported = last?.finishedAt && target.observedAt && target.observedAt > last.finishedAt;
  const drifted = observedDigest !== target.deployedDigest || passwordDrift !== "" || bindingDrift !== "";
  if (target.mode !== "enforce" || !proven || !reported || !drifted || !deployedRevision) return ok(null);
  if (observedDigest === null || target.correctionHeldAt !== null) return ok(null);
  const drift = { revisionId: last.revisionId, observedDigest, passwordDrift, bindingDrift };
  const hold = holdOf(target.corrections, drift);
  if (hold !== null) {
    await holdCorrections(tx, target, hold, drift);
    return ok(null);
  }
  const pushed = await pushRevision(tx, CONSOLE, {
    siteConfigId,
    revision: deployedRevision.number,
    kind: "corrective",
    confirmedAt: last.deployment.createdAt,
    message: `Corrects drift of "${scope || "server level"}" on ${target.server.name}`,
    targets: [{ serverId, scope, expectedDigest: observedDigest, takeOver: true, allowEmpty: false }],
  });
  if (!pushed.ok) return pushed;
  await tx.correction.create({ data: { targetId, ...drift, deploymentId: pushed.value.id } });
  return ok(null);
}

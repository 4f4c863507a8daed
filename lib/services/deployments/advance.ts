import { isUntried, nextStep } from "@/lib/api/rollout";
import { type Actor, CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { notify } from "@/lib/db-notify";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { holdDeployment } from "./hold";
import { wakeAgents } from "./wake-agents";

/**
 * What the console does by itself about pushes at `now` (milliseconds since 1970): when a wave has ended it lets it soak, opens
 * the next one, or calls the push done. Worked out from the rows each time, so a kill loses nothing. Error: `not-allowed`.
 */
export async function advanceDeployments(
  actor: Actor,
  now: number,
  signal?: AbortSignal,
): Promise<Result<null>> {
  if (actor.kind !== "system") return fail("not-allowed", "The console does this by itself.");
  const due = await db().$queryRaw<{ id: string }[]>`
    SELECT d.id FROM "Deployment" d
    WHERE (d.state IN ('running', 'paused') OR (d.state = 'soaking' AND d."soakUntil" <= ${new Date(now)}))
      AND NOT EXISTS (
        SELECT 1 FROM "DeploymentTarget" j WHERE j."deploymentId" = d.id AND j.state IN ('queued', 'leased')
          AND (d.state = 'paused' OR j.wave <= d."openWave"))
    ORDER BY d.number`;
  for (const { id } of due) {
    if (signal?.aborted) return ok(null);
    const advanced = await transact((tx) => advance(tx, id, now));
    if (!advanced.ok) return advanced;
  }
  return ok(null);
}

async function advance(tx: Prisma.TransactionClient, id: string, now: number): Promise<Result<null>> {
  const held = await holdDeployment(tx, CONSOLE, id);
  if (!held.ok) return held;
  const deployment = held.value;
  const jobs = await tx.deploymentTarget.findMany({
    where: { deploymentId: id },
    select: { wave: true, state: true, triesPassword: true },
  });
  const soakUntil = deployment.soakUntil?.getTime() ?? null;
  const step = nextStep({ ...deployment, soakUntil, jobs }, now);
  if (step === null) return ok(null);
  await tx.deployment.update({
    where: { id },
    data: {
      ...step,
      soakUntil: step.soakUntil === null ? null : new Date(step.soakUntil),
      ...(step.state === "paused" &&
        isUntried(jobs) &&
        deployment.stateReason === null && { stateReason: UNTRIED }),
    },
  });
  if (step.openWave > deployment.openWave) {
    await recordEvent(tx, CONSOLE, {
      action: "deployment.open-wave",
      nounId: id,
      nounName: `Deployment ${deployment.number}`,
      after: { wave: step.openWave + 1 },
    });
    await wakeAgents(tx, id);
  }
  await notify(tx, "deployment", id);
  return ok(null);
}

const UNTRIED =
  "Stopped: the target that was to try the new password first was not verified. Resume to let another one try it.";

import type { DeploymentItem } from "@/lib/api/deployments";
import { isUntried } from "@/lib/api/rollout";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { notify } from "@/lib/db-notify";
import { ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { triesPassword } from "@/lib/iis/password-handling";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { holdDeployment, isOver } from "./hold";
import { readItem } from "./row";
import { wakeAgents } from "./wake-agents";

/**
 * Goes on where a push was paused or stopped; failures up to here count as seen. Resuming what runs changes nothing.
 * Errors: `not-allowed`, `not-found`, `deployment-over`.
 */
export async function resumeDeployment(actor: Actor, id: string): Promise<Result<DeploymentItem>> {
  const allowed = may(actor, "deployment.start");
  if (!allowed.ok) return allowed;
  return transact(async (tx) => {
    const held = await holdDeployment(tx, actor, id);
    if (!held.ok) return held;
    const { state, number, soakUntil } = held.value;
    if (state === "aborted" || state === "done") return isOver();
    if (state === "paused") {
      const failuresAccepted = await tx.deploymentTarget.count({
        where: { deploymentId: id, state: { in: ["failed", "undone"] } },
      });
      await tx.deployment.update({
        where: { id },
        data: { state: soakUntil === null ? "running" : "soaking", stateReason: null, failuresAccepted },
      });
      await recordEvent(tx, actor, {
        action: "deployment.resume",
        nounId: id,
        nounName: `Deployment ${number}`,
        after: { failuresAccepted },
      });
      await nextToTry(tx, id, held.value.openWave);
      await wakeAgents(tx, id);
      await notify(tx, "deployment", id);
    }
    return ok(await readItem(tx, id));
  });
}

/** Where the first to try a new password was not verified, another one tries it in its place, alone; nobody left: nothing waits for it. */
async function nextToTry(tx: Prisma.TransactionClient, deploymentId: string, wave: number): Promise<void> {
  const jobs = await tx.deploymentTarget.findMany({
    where: { deploymentId },
    select: {
      id: true,
      wave: true,
      state: true,
      triesPassword: true,
      target: { select: { server: { select: { passwordHandling: true } } } },
    },
    orderBy: [{ wave: "asc" }, { id: "asc" }],
  });
  const open = jobs.filter(({ state }) => state === "queued" || state === "leased");
  if (!isUntried(jobs) || open.some((job) => job.triesPassword)) return;
  const next = open.find((job) => triesPassword(job.target.server.passwordHandling));
  await tx.deploymentTarget.updateMany({ where: { deploymentId }, data: { triesPassword: false } });
  if (next) await tx.deploymentTarget.update({ where: { id: next.id }, data: { wave, triesPassword: true } });
}

import { randomUUID } from "node:crypto";
import { ALL_AT_ONCE, type RolloutSettings, waveOf, withPasswordCanary } from "@/lib/api/rollout";
import type { Actor } from "@/lib/auth/actor";
import { notifyAll } from "@/lib/db-notify";
import { fail, ok, type Result } from "@/lib/errors";
import type { Deployment, DeploymentKind, Prisma } from "@/lib/generated/prisma/client";
import type { SiteConfig } from "@/lib/iis/site-config";
import { jobMac } from "@/lib/secrets/records";
import { recordEvent } from "@/lib/services/audit/record";
import { limitedAccounts } from "./account-scope";
import { adoptedTargets, isOursByAdoption } from "./adopted";
import { awaitCutOffs, cutOffsHold, heldCutOffs, sayCutOff } from "./cut-offs-held";
import { readRevision } from "./read";
import { type Place, type TakenTarget, takeTargets } from "./take-targets";
import { untriedPasswords } from "./untried-passwords";

/** A place to push to, as it was confirmed. */
export interface PushTarget extends Place {
  expectedDigest: string | null;
  takeOver: boolean;
  allowEmpty: boolean;
}
export interface Push {
  siteConfigId: string;
  /** Number of the revision. */
  revision: number;
  message: string;
  /** Each place once; the canary's come first. */
  targets: PushTarget[];
  kind?: DeploymentKind;
  rollout?: RolloutSettings | undefined;
  /** Why maintenance windows are not waited for. */
  windowOverride?: string | undefined;
  /** The cut-offs that are set aside, by id, and why. */
  cutOffOverride?: { cutOffs: readonly string[]; reason: string } | undefined;
  /** When a person confirmed what is pushed once more: only later cut-offs speak against it. */
  confirmedAt?: Date;
}

/**
 * Makes one job per target with a raised sequence each, in the caller's transaction. An older job that still waits gives way; a
 * running one stops the push. A revision that lets in who was cut off is not pushed, unless a person sets just that cut-off aside.
 * Errors: `not-found`, `stored-data-altered`, `revision-rejected`, `cut-off-holds` and those of `takeTargets`.
 */
export async function pushRevision(
  tx: Prisma.TransactionClient,
  actor: Actor,
  push: Push,
): Promise<Result<Deployment>> {
  const {
    siteConfigId,
    revision: number,
    message,
    targets,
    kind,
    rollout = ALL_AT_ONCE,
    windowOverride,
  } = push;
  await awaitCutOffs(tx, siteConfigId);
  const revision = await readRevision(tx, siteConfigId, number);
  if (!revision.ok) return revision;
  const { row, config } = revision.value;
  if (row.rejection !== null) return rejected(number, row.rejection);
  // A cut-off's own pushes only ever take away.
  const held = kind === "cutOff" ? [] : await heldCutOffs(tx, config, push.confirmedAt);
  const against = held.filter(({ id }) => !push.cutOffOverride?.cutOffs.includes(id));
  if (against.length > 0) return cutOffsHold(number, against);
  // What stays of the accounts was there before their limits: a cut-off must not wait for that.
  const limited = kind === "cutOff" ? [] : await limitedAccounts(tx, config);
  const taken = await takeTargets(tx, actor, targets, siteConfigId, limited);
  if (!taken.ok) return taken;
  const deployment = await tx.deployment.create({
    data: {
      revisionId: row.id,
      message,
      createdBy: actor.name,
      ...rollout,
      ...(kind && { kind }),
      ...(windowOverride !== undefined && { windowOverride }),
    },
  });
  const adopted = await adoptedTargets(
    tx,
    taken.value.map(({ targetId }) => targetId),
  );
  const { waves, canary, untried } = await wavesOf(tx, config, taken.value, push);
  const jobs: Prisma.DeploymentTargetCreateManyInput[] = [];
  for (const [index, { targetId, serverId, scope, sequence }] of taken.value.entries()) {
    const { expectedDigest = null, takeOver = false, allowEmpty = false } = targets[index] ?? {};
    const fields = {
      id: randomUUID(),
      revisionId: row.id,
      targetId,
      sequence,
      expectedDigest,
      takeOver:
        takeOver || (adopted.has(targetId) && (await isOursByAdoption(tx, targetId, expectedDigest, config))),
      allowEmpty,
      attempt: 1,
    };
    const mac = jobMac({ ...fields, serverId, scope });
    jobs.push({
      ...fields,
      deploymentId: deployment.id,
      wave: waves[index] ?? 0,
      triesPassword: index === canary,
      mac,
    });
  }
  await tx.deploymentTarget.createMany({ data: jobs });
  const first = taken.value.filter((_, index) => waves[index] === 0);
  await notifyAll(tx, "agent", [...new Set(first.map(({ serverId }) => serverId))]);
  await recordEvent(tx, actor, {
    action: "deployment.start",
    nounId: deployment.id,
    nounName: `Deployment ${deployment.number}`,
    after: {
      siteConfig: row.siteConfig.name,
      revision: row.number,
      digest: row.digest,
      ...(kind && { kind }),
      targets: taken.value.map(({ serverName, scope }) => `${serverName}: ${scope || "server level"}`),
      ...(rollout !== ALL_AT_ONCE && { rollout: { ...rollout } }),
      ...(canary !== null && {
        passwordTriedFirstOn: taken.value[canary]?.serverName ?? "",
        newPasswordsOf: untried.slice(0, NAMED),
      }),
      ...(windowOverride !== undefined && { windowOverride }),
      ...(held.length > 0 && {
        cutOffOverride: { cutOffs: held.map(sayCutOff), reason: push.cutOffOverride?.reason ?? "" },
      }),
    },
    ...(message && { reason: message }),
  });
  return ok(deployment);
}

/** An event stays readable: so many accounts are named. */
const NAMED = 200;

/** Which wave each target is in. A password that nobody has tried makes one target the first of those that would try it. */
async function wavesOf(
  tx: Prisma.TransactionClient,
  config: SiteConfig,
  taken: readonly TakenTarget[],
  { kind, rollout = ALL_AT_ONCE }: Push,
) {
  const waves = taken.map((_, index) => waveOf(index, rollout));
  // A rotation has a canary for all its pushes; a cut-off waits for nobody.
  const several = taken.filter(({ triesPasswords }) => triesPasswords).length > 1;
  const untried =
    several && kind !== "password" && kind !== "cutOff" ? await untriedPasswords(tx, config) : [];
  if (untried.length === 0) return { waves, canary: null, untried };
  const tries = taken.map(({ triesPasswords }) => triesPasswords);
  return { ...withPasswordCanary(waves, tries), untried };
}

/** `revision-rejected`, in the words that a plan says too. */
export function rejected(number: number, { rejectedBy, reason }: { rejectedBy: string; reason: string }) {
  return fail(
    "revision-rejected",
    `Revision ${number} was rolled back by ${rejectedBy} and is not to be applied again: ${reason}`,
  );
}

import { z } from "zod";
import type { Command, Output } from "@/cli/command";
import type { Io } from "@/cli/io";
import { findPlaces, type Place } from "@/cli/places";
import { REMOTE_OPTIONS, REMOTE_USAGE, Remote } from "@/cli/remote";
import { findSiteConfig } from "@/cli/site-config-id";
import {
  type DeploymentDetail,
  deploymentDetailSchema,
  deploymentItemSchema,
  deploymentPlanSchema,
  type StartDeployment,
  type TargetPlan,
} from "@/lib/api/deployments";
import { type CodedError, fail, ok, type Result } from "@/lib/errors";

const USAGE = `certmap push NAME [SERVER/SITE...] [--revision N] [--message TEXT] [--take-over] [--allow-empty] [--dry-run] [--timeout SECONDS] ${REMOTE_USAGE}`;
const POLL_MS = 2_000;
const wholeSchema = z.coerce.number().int().min(1).max(86_400);

export const push: Command = {
  usage: USAGE,
  summary:
    "Pushes a revision to its places and waits until every one is verified; exit 3 if that takes too long",
  options: {
    ...REMOTE_OPTIONS,
    ...{ revision: "value", message: "value", timeout: "value" },
    ...{ "take-over": "flag", "allow-empty": "flag", "dry-run": "flag" },
  },
  operands: [1, 1000],
  async run(given, inputs, io) {
    const [name = "", ...wanted] = given.operands;
    const timeout = wholeSchema.safeParse(given.values.get("timeout") ?? "300");
    const asked = wholeSchema.optional().safeParse(given.values.get("revision"));
    if (!timeout.success || !asked.success)
      return fail("usage", `--timeout and --revision take a whole number. Usage: ${USAGE}`);
    const opened = await Remote.open(given, inputs, io);
    if (!opened.ok) return opened;
    const remote = opened.value;
    const found = await findSiteConfig(remote, name);
    if (!found.ok) return found;
    const { id: siteConfigId, lastRevision } = found.value;
    const revision = asked.data ?? lastRevision;
    if (revision === null) return fail("not-found", `${name} has no revision yet. Publish one first.`);
    const places = await findPlaces(remote, siteConfigId, wanted);
    if (!places.ok) return places;

    const body = { siteConfigId, revision, targets: places.value.map(placeOf) };
    const plan = await remote.ask(deploymentPlanSchema, "/api/v1/deployments/plan", { method: "POST", body });
    if (!plan.ok) return plan;
    const { targets } = plan.value;
    const takeOver = given.flags.has("take-over");
    const allowEmpty = given.flags.has("allow-empty");
    const refused = objection(targets, { takeOver, allowEmpty });
    if (given.flags.has("dry-run"))
      return ok({ json: { siteConfig: name, revision, refused, targets }, code: refused === null ? 0 : 1 });
    if (refused !== null) return { ok: false, error: refused };
    const start: StartDeployment = {
      ...{ siteConfigId, revision, message: given.values.get("message") ?? "" },
      targets: targets.map((target) => ({
        ...placeOf(target),
        ...{ expectedDigest: target.expectedDigest, takeOver, allowEmpty },
      })),
    };
    const started = await remote.ask(deploymentItemSchema, "/api/v1/deployments", {
      method: "POST",
      body: start,
    });
    return started.ok ? await finish(remote, io, started.value.id, timeout.data * 1000) : started;
  },
};

const placeOf = ({ serverId, scope }: Place) => ({ serverId, scope });

/** Why nothing is pushed: one place that cannot be pushed to keeps the others as they are too. */
function objection(
  targets: readonly TargetPlan[],
  { takeOver, allowEmpty }: { takeOver: boolean; allowEmpty: boolean },
): CodedError | null {
  const errors = targets.flatMap(({ serverName, scope, blockers, foreign, emptied }): CodedError[] => {
    const place = `${serverName}/${scope}`;
    return [
      ...blockers.map(({ code, message }) => ({
        code: "push-blocked" as const,
        message: `${place}: ${message} (${code})`,
      })),
      ...(foreign.length > 0 && !takeOver
        ? [
            {
              code: "foreign-entries" as const,
              message: `${place}: ${foreign.length} entries that nobody adopted would go. See --dry-run; --take-over lets them go.`,
            },
          ]
        : []),
      ...(emptied && !allowEmpty
        ? [
            {
              code: "empty-refused" as const,
              message: `${place}: a list would become empty. --allow-empty allows it.`,
            },
          ]
        : []),
    ];
  });
  const [first] = errors;
  return first === undefined ? null : { ...first, ...(errors.length > 1 && { errors }) };
}

/** Asks until it is over. The push goes on by itself when this program is stopped. */
async function finish(remote: Remote, io: Io, id: string, timeoutMs: number): Promise<Result<Output>> {
  const end = io.now().getTime() + timeoutMs;
  for (;;) {
    const deployment = await remote.ask(deploymentDetailSchema, `/api/v1/deployments/${id}`);
    if (!deployment.ok) return deployment;
    const { state } = deployment.value;
    if (state !== "pushing")
      return ok({ json: summary(deployment.value), code: state === "verified" ? 0 : 1 });
    if (io.now().getTime() >= end) return ok({ json: summary(deployment.value), code: 3 });
    await io.wait(POLL_MS);
  }
}

function summary({ id, number, siteConfigName, revision, state, digest, jobs }: DeploymentDetail) {
  return {
    ...{ id, number, siteConfig: siteConfigName, revision, state, digest },
    targets: jobs.map(
      ({ serverName, scope, state, code, message, warnings, observedDigest, finishedAt }) => ({
        ...{ server: serverName, scope, state, code, message, warnings, observedDigest, finishedAt },
      }),
    ),
  };
}

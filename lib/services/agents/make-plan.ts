import canonicalize from "canonicalize";
import { bundleDigest } from "@/lib/agent-api/bundle";
import { type PlannedPush, signPlan } from "@/lib/agent-api/plan";
import { planQuestionSchema } from "@/lib/api/tasks";
import { fail, ok, type Result } from "@/lib/errors";
import type { AgentTask, Prisma } from "@/lib/generated/prisma/client";
import { withSigningKey } from "@/lib/secrets/console-key";
import { hasOwnWishes, isOwnServer } from "@/lib/secrets/records";
import { readRevision } from "@/lib/services/revisions/read";
import { objectionToShared, sharedGroups } from "@/lib/services/revisions/shared-configuration";
import { accountsOf, altered } from "./make-bundle";
import { wishesOf } from "./wishes";

/**
 * The signed paper of a question of kind `plan`: what a push would bring, without passwords, job and sequence. The rows are checked as
 * before a push, so that an altered one is not even looked at. Errors: `not-found`, `stored-data-altered`, `probe-impossible`.
 */
export async function makePlan(
  tx: Prisma.TransactionClient,
  { id, serverId, scope, input }: Pick<AgentTask, "id" | "serverId" | "scope" | "input">,
): Promise<Result<{ bundle: string; bundleDigest: string }>> {
  const question = planQuestionSchema.safeParse(input);
  if (!question.success) return altered();
  const read = await readRevision(tx, question.data.siteConfigId, question.data.revision);
  if (!read.ok) return read;
  const { row, config } = read.value;
  const server = await tx.server.findUniqueOrThrow({ where: { id: serverId }, omit: { inventory: true } });
  const targets = await tx.target.findMany({ where: { serverId }, omit: { observed: true } });
  const target = targets.find((each) => each.scope.toLowerCase() === scope.toLowerCase());
  if (!isOwnServer(server) || (target && !hasOwnWishes(target))) return altered();
  const wishes = target ? await wishesOf(tx, { deployment: { kind: "push" }, target }, config) : ok({});
  if (!wishes.ok) return wishes;
  const group = (await sharedGroups(tx, [server]))(server);
  const error = objectionToShared(server, group);
  if (error) return { ok: false, error };
  const names = accountsOf(config);
  const stored = await tx.account.findMany({
    where: { userNameKey: { in: [...names.keys()] }, sealedPassword: { not: null } },
    select: { userNameKey: true },
  });
  const planned: PlannedPush = {
    protocol: 1,
    serverId,
    scope,
    taskId: id,
    revision: { siteConfigName: row.siteConfig.name, number: row.number, digest: row.digest },
    siteConfig: config,
    storedPasswords: stored.flatMap(({ userNameKey }) => names.get(userNameKey) ?? []),
    ...wishes.value,
    ...(group && { sharedConfiguration: group.folder }),
  };
  const payload = canonicalize(planned) ?? "";
  const bundle = await withSigningKey((key) => signPlan(payload, key));
  const digest = bundleDigest(bundle);
  if (digest === undefined) return fail("internal", "The plan was signed and cannot be read.");
  return ok({ bundle, bundleDigest: digest });
}

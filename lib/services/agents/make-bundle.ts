import canonicalize from "canonicalize";
import { type Bundle, bundleDigest, signBundle } from "@/lib/agent-api/bundle";
import { sealingKeySchema } from "@/lib/agent-api/keys";
import { sealPassword } from "@/lib/agent-api/sealed-password";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { digestSiteConfig } from "@/lib/iis/digest";
import { type SiteConfig, siteConfigSchema } from "@/lib/iis/site-config";
import { openAccountPassword } from "@/lib/secrets/account-password";
import { consoleGeneration, withSigningKey } from "@/lib/secrets/console-key";
import { holdSealingKey } from "@/lib/secrets/key-lock";
import { isOwnJob, isOwnRevision, isOwnServer } from "@/lib/secrets/records";
import type { JobRow } from "./job-row";

/**
 * The signed desired state of one target. Before anything is signed, every row that decides who gets in is checked with the key
 * outside the database. Errors: `stored-data-altered`, `secret-unreadable`.
 */
export async function makeBundle(
  tx: Prisma.TransactionClient,
  job: JobRow,
): Promise<Result<{ jws: string; digest: string; passwords: Record<string, number> }>> {
  const { target, revision, deployment } = job;
  const siteConfig = siteConfigSchema.safeParse(revision.config);
  const untouched =
    isOwnJob({ ...job, serverId: target.serverId, scope: target.scope }) &&
    isOwnRevision(revision) &&
    isOwnServer(target.server);
  if (!untouched || !siteConfig.success || digestSiteConfig(siteConfig.data) !== revision.digest)
    return fail(
      "stored-data-altered",
      "The revision, the push or the server's record was changed behind the console's back. Nothing was signed.",
    );
  const passwords = await sealPasswords(tx, job, siteConfig.data);
  if (!passwords.ok) return passwords;
  const bundle: Bundle = {
    protocol: 1,
    serverId: target.serverId,
    scope: target.scope,
    sequence: job.sequence,
    generation: consoleGeneration(),
    jobId: job.id,
    attempt: job.attempt,
    deploymentNumber: deployment.number,
    revision: { siteConfigName: revision.siteConfig.name, number: revision.number, digest: revision.digest },
    siteConfig: siteConfig.data,
    expectedDigest: job.expectedDigest,
    takeOver: job.takeOver,
    allowEmpty: job.allowEmpty,
    passwords: passwords.value.sealed,
  };
  const jws = await withSigningKey((key) => signBundle(canonicalize(bundle) ?? "", key));
  return ok({ jws, digest: bundleDigest(jws) ?? "", passwords: passwords.value.versions });
}

/**
 * Opens each password just to seal it to this agent's own key, bound to agent, scope, account and sequence. `versions` says which
 * password of each account (by id) it was.
 */
async function sealPasswords(
  tx: Prisma.TransactionClient,
  { target, sequence }: JobRow,
  config: SiteConfig,
): Promise<Result<{ sealed: Bundle["passwords"]; versions: Record<string, number> }>> {
  const section = config.iisClientCertificateMappingAuthentication;
  const mappings = [...(section?.oneToOneMappings ?? []), ...(section?.manyToOneMappings ?? [])];
  const wanted = new Map(
    mappings.flatMap(({ userName }) => (userName ? [[userName.toLowerCase(), userName]] : [])),
  );
  await holdSealingKey(tx);
  const accounts = await tx.account.findMany({
    where: { userNameKey: { in: [...wanted.keys()] }, sealedPassword: { not: null } },
  });
  const to = sealingKeySchema.parse(target.server.sealingKey);
  const sealed: Bundle["passwords"] = [];
  const versions: Record<string, number> = {};
  for (const { id, userNameKey, sealedPassword, passwordVersion } of accounts) {
    const password = openAccountPassword(id, sealedPassword ?? "");
    if (!password.ok) return password;
    const userName = wanted.get(userNameKey) ?? "";
    const context = { serverId: target.serverId, scope: target.scope, userName, sequence };
    versions[id] = passwordVersion;
    sealed.push({ userName, sealed: await sealPassword(password.value, to, context) });
  }
  return ok({ sealed, versions });
}

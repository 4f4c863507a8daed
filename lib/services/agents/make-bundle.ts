import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { type Bundle, signBundle } from "@/lib/agent-api/bundle";
import { sealingKeySchema } from "@/lib/agent-api/keys";
import { sealPassword } from "@/lib/agent-api/sealed-password";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma, Revision } from "@/lib/generated/prisma/client";
import { digestSiteConfig } from "@/lib/iis/digest";
import { type SiteConfig, siteConfigSchema } from "@/lib/iis/site-config";
import { openAccountPassword } from "@/lib/secrets/account-password";
import { consoleGeneration, withSigningKey } from "@/lib/secrets/console-key";
import { isGivenUp } from "@/lib/secrets/high-water";
import { holdSealingKey } from "@/lib/secrets/key-lock";
import { hasOwnWishes, isOwnJob, isOwnRevision, isOwnServer } from "@/lib/secrets/records";
import { rejected } from "@/lib/services/revisions/push";
import { objectionToShared, sharedGroups } from "@/lib/services/revisions/shared-configuration";
import type { JobRow } from "./job-row";
import { wishesOf } from "./wishes";

export interface MadeBundle {
  jws: string;
  digest: string;
  /** Which password of each account (by id) it brings. */
  passwords: Record<string, number>;
}

/**
 * The signed desired state of each job's target, by job. Before anything is signed, every row that decides who gets in is checked
 * with the key outside the database. Errors: `stored-data-altered`, `revision-rejected`, `secret-unreadable`, `probe-impossible`.
 */
export async function makeBundles(
  tx: Prisma.TransactionClient,
  jobs: readonly JobRow[],
): Promise<Map<string, Result<MadeBundle>>> {
  const revisions = await tx.revision.findMany({
    where: { id: { in: jobs.map((job) => job.revisionId) } },
    include: { rejection: true },
  });
  const rejections = new Map(revisions.map(({ id, rejection }) => [id, rejection]));
  const configs = new Map(revisions.map((revision) => [revision.id, authenticConfig(revision)]));
  const passwords = await openPasswords(
    tx,
    [...configs.values()].flatMap((config) => (config ? [...accountsOf(config).keys()] : [])),
  );
  const groupOf = await sharedGroups(
    tx,
    jobs.map(({ target }) => target.server),
  );
  const made = jobs.map(async (job): Promise<[string, Result<MadeBundle>]> => {
    const rejection = rejections.get(job.revisionId);
    if (rejection) return [job.id, rejected(job.revision.number, rejection)];
    const { server } = job.target;
    const group = groupOf(server);
    // Another server was chosen to write since the push was confirmed.
    const error = objectionToShared(server, group);
    if (error) return [job.id, { ok: false, error }];
    const config = configs.get(job.revisionId);
    return [
      job.id,
      config && isAuthenticJob(job) ? await makeBundle(tx, job, config, passwords, group?.folder) : altered(),
    ];
  });
  return new Map(await Promise.all(made));
}

/** The configuration of a revision as it was published; undefined when the row was changed since. */
function authenticConfig(revision: Revision): SiteConfig | undefined {
  const config = siteConfigSchema.safeParse(revision.config).data;
  return config && isOwnRevision(revision) && digestSiteConfig(config) === revision.digest
    ? config
    : undefined;
}

/** The state of a push is nobody's word: that it is the newest one there, and was not aborted, is worked out of what is. */
function isAuthenticJob({ target, ...job }: JobRow): boolean {
  const { serverId, scope, server, sequence } = target;
  const stands = job.sequence === sequence && !isGivenUp(job);
  return stands && isOwnJob({ ...job, serverId, scope }) && isOwnServer(server) && hasOwnWishes(target);
}

async function makeBundle(
  tx: Prisma.TransactionClient,
  job: JobRow,
  siteConfig: SiteConfig,
  passwords: Map<string, OpenPassword>,
  sharedConfiguration: string | undefined,
): Promise<Result<MadeBundle>> {
  const { target, revision, deployment } = job;
  const sealed = await sealPasswords(job, siteConfig, passwords);
  if (!sealed.ok) return sealed;
  const wishes = await wishesOf(tx, job, siteConfig);
  if (!wishes.ok) return wishes;
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
    siteConfig,
    expectedDigest: job.expectedDigest,
    takeOver: job.takeOver,
    allowEmpty: job.allowEmpty,
    passwords: sealed.value.passwords,
    ...wishes.value,
    ...(sharedConfiguration !== undefined && { sharedConfiguration }),
  };
  const payload = canonicalize(bundle) ?? "";
  const jws = await withSigningKey((key) => signBundle(payload, key));
  // As `bundleDigest` finds it in the JWS, in a fifth of the time.
  const digest = createHash("sha256").update(payload).digest("hex");
  return ok({ jws, digest, passwords: sealed.value.versions });
}

interface OpenPassword {
  accountId: string;
  password: Result<string>;
  version: number;
}

/** By the account's key; opened just to be sealed again. */
async function openPasswords(
  tx: Prisma.TransactionClient,
  userNameKeys: string[],
): Promise<Map<string, OpenPassword>> {
  await holdSealingKey(tx);
  const accounts = await tx.account.findMany({
    where: { userNameKey: { in: [...new Set(userNameKeys)] }, sealedPassword: { not: null } },
  });
  return new Map(
    accounts.map(({ id, userNameKey, sealedPassword, passwordVersion }) => [
      userNameKey,
      {
        accountId: id,
        password: openAccountPassword({ id, userNameKey }, sealedPassword ?? ""),
        version: passwordVersion,
      },
    ]),
  );
}

/** Seals each password to this agent's own key, bound to agent, scope, account and sequence. */
async function sealPasswords(
  { target, sequence }: JobRow,
  config: SiteConfig,
  open: Map<string, OpenPassword>,
): Promise<Result<{ passwords: Bundle["passwords"]; versions: Record<string, number> }>> {
  const to = sealingKeySchema.parse(target.server.sealingKey);
  const passwords: Bundle["passwords"] = [];
  const versions: Record<string, number> = {};
  for (const [key, userName] of accountsOf(config)) {
    const account = open.get(key);
    if (account === undefined) continue;
    const { accountId, password, version } = account;
    if (!password.ok) return password;
    const context = { serverId: target.serverId, scope: target.scope, userName, sequence };
    versions[accountId] = version;
    passwords.push({ userName, sealed: await sealPassword(password.value, to, context) });
  }
  return ok({ passwords, versions });
}

/** The accounts that a configuration maps to, as it spells them, by their key. */
export function accountsOf(config: SiteConfig): Map<string, string> {
  const section = config.iisClientCertificateMappingAuthentication;
  const mappings = [...(section?.oneToOneMappings ?? []), ...(section?.manyToOneMappings ?? [])];
  return new Map(mappings.flatMap(({ userName }) => (userName ? [[userName.toLowerCase(), userName]] : [])));
}

export function altered() {
  return fail(
    "stored-data-altered",
    "The revision, the push or the server's record was changed behind the console's back. Nothing was signed.",
  );
}

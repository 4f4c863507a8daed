import { randomUUID } from "node:crypto";
import canonicalize from "canonicalize";
import type { Actor } from "@/lib/auth/actor";
import { mayMapToNames } from "@/lib/auth/may-map";
import { mayChangeSiteConfig } from "@/lib/auth/server-scope";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma, Revision } from "@/lib/generated/prisma/client";
import { accessEntriesOf } from "@/lib/iis/access-entries";
import { digestSiteConfig } from "@/lib/iis/digest";
import { accountsMappedAnew, accountsUsed } from "@/lib/iis/mapped-accounts";
import { type SiteConfig, siteConfigSchema } from "@/lib/iis/site-config";
import { revisionMac } from "@/lib/secrets/records";
import { recordEvent } from "@/lib/services/audit/record";

/**
 * Makes the next numbered, immutable revision with its evidence, in the caller's transaction, which holds the site config's row.
 * `evidence`: what else its event keeps. `madeOf`: a published site config that this one is made of; what that maps already is not
 * mapped anew.
 * Errors: `nothing-to-publish`, `server-out-of-scope`, `account-not-granted` (of what it maps in another way than the last one).
 */
export async function writeRevision(
  tx: Prisma.TransactionClient,
  actor: Actor,
  siteConfig: { id: string; name: string },
  config: SiteConfig,
  message: string,
  { evidence = {}, madeOf = null }: { evidence?: Prisma.InputJsonObject; madeOf?: SiteConfig | null } = {},
): Promise<Result<Revision>> {
  const { id: siteConfigId, name } = siteConfig;
  const inScope = await mayChangeSiteConfig(tx, actor, siteConfigId);
  if (!inScope.ok) return inScope;
  const last = await tx.revision.findFirst({ where: { siteConfigId }, orderBy: { number: "desc" } });
  if (last !== null && canonicalize(last.config) === canonicalize(config))
    return fail("nothing-to-publish", `The draft is the same as revision ${last.number}.`);
  const before = last === null ? null : siteConfigSchema.parse(last.config);
  const anew = accountsMappedAnew(before, config);
  const known = madeOf === null ? anew : accountsMappedAnew(madeOf, config);
  const granted = await mayMapToNames(
    tx,
    actor,
    anew.filter((key) => known.includes(key)),
  );
  if (!granted.ok) return granted;
  const fields = {
    id: randomUUID(),
    siteConfigId,
    number: (last?.number ?? 0) + 1,
    digest: digestSiteConfig(config),
  };
  const row = await tx.revision.create({
    data: { ...fields, config, message, publishedBy: actor.name, mac: revisionMac(fields) },
  });
  await tx.accessEntry.createMany({
    data: accessEntriesOf(config).map((entry) => ({ revisionId: fields.id, ...entry })),
  });
  const used = [...accountsUsed(config)].map(([userNameKey, { allows, denies }]) => ({
    revisionId: fields.id,
    userNameKey,
    allows,
    denies,
  }));
  await tx.revisionAccount.createMany({ data: used });
  await recordEvent(tx, actor, {
    action: "revision.publish",
    nounId: siteConfigId,
    nounName: `${name} revision ${fields.number}`,
    after: { number: fields.number, digest: fields.digest, ...evidence },
    reason: message,
  });
  return ok(row);
}

import type { Adopted } from "@/lib/api/adoptions";
import { draftSettingsSchema } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { digestSiteConfig } from "@/lib/iis/digest";
import type { SiteConfig } from "@/lib/iis/site-config";
import { recordEvent } from "@/lib/services/audit/record";
import { publishDraft } from "@/lib/services/revisions/publish-draft";
import { chunks } from "./adoption-parts";
import type { PlannedSiteConfig } from "./adoption-plan";
import type { StoredParts } from "./adoption-store";
import { storeTests } from "./adoption-tests";
import { orderedIds } from "./ordered-ids";

/** Makes one planned site config with its rows and its event, and publishes it where that is wanted. Returns its id. */
export async function createAdopted(
  tx: Prisma.TransactionClient,
  actor: Actor,
  { wanted, taken, answer }: PlannedSiteConfig,
  stored: StoredParts,
  source: { name: string; publish: boolean },
): Promise<Result<string>> {
  const { name, scopes } = wanted;
  const row = await tx.siteConfig.create({
    data: { name, settings: settingsOf(taken.config), createdBy: actor.name },
    select: { id: true, name: true, version: true },
  });
  await createRows(tx, actor, row.id, taken.config, stored);
  const { oneToOne, manyToOne, notTaken } = answer;
  await recordEvent(tx, actor, {
    action: "site-config.adopt",
    nounId: row.id,
    nounName: name,
    after: {
      ...{ name, from: source.name, scopes, oneToOne, manyToOne },
      digest: digestSiteConfig(taken.config),
      notTaken: notTaken.items.map(({ message }) => message),
    },
  });
  await storeTests(tx, actor, row, wanted.savedTests ?? []);
  if (source.publish) {
    const places = scopes.map((scope) => scope || "server level").join(", ");
    const message = `Adopted from ${source.name}${places && `: ${places}`}`.slice(0, 500);
    const published = await publishDraft(tx, actor, row, { message });
    if (!published.ok) return published;
  }
  return ok(row.id);
}

function settingsOf({ iisClientCertificateMappingAuthentication: section, ...others }: SiteConfig) {
  if (section === undefined) return draftSettingsSchema.parse(others);
  const { oneToOneMappings: _one, manyToOneMappings: _many, ...attributes } = section;
  return draftSettingsSchema.parse({ ...others, iisClientCertificateMappingAuthentication: attributes });
}

async function createRows(
  tx: Prisma.TransactionClient,
  actor: Actor,
  siteConfigId: string,
  { iisClientCertificateMappingAuthentication: section }: SiteConfig,
  stored: StoredParts,
): Promise<void> {
  const oneToOne = section?.oneToOneMappings ?? [];
  const manyToOne = section?.manyToOneMappings ?? [];
  // The order of the file is the order of the ids.
  const ids = orderedIds(oneToOne.length, Date.now());
  const made = { siteConfigId, createdBy: actor.name };
  const oneToOneRows = oneToOne.map(({ name, enabled, userName, certificate }, i) => ({
    ...made,
    id: ids[i] ?? "",
    certificateId: stored.certificateId(certificate),
    accountId: stored.accountId(userName),
    name: name || stored.certificateName(certificate),
    enabled,
  }));
  for (const data of chunks(oneToOneRows)) await tx.oneToOneMapping.createMany({ data });
  const manyToOneRows = manyToOne.map(({ userName, ...mapping }, position) => ({
    ...made,
    ...mapping,
    position,
    accountId: userName === undefined ? null : stored.accountId(userName),
  }));
  for (const data of chunks(manyToOneRows)) await tx.manyToOneMapping.createMany({ data });
}

/**
 * Ties places of a server to their site config. Where the last revision says exactly what the server reported, it counts as
 * deployed there: nobody has to push what is there already, and every later change shows as drift.
 */
export async function linkTargets(
  tx: Prisma.TransactionClient,
  server: { id: string; reportedAt: Date },
  siteConfigId: string,
  found: SiteConfig,
  targets: Adopted["targets"],
): Promise<void> {
  const last = await tx.revision.findFirst({ where: { siteConfigId }, orderBy: { number: "desc" } });
  const digest = digestSiteConfig(found);
  const inSync = last?.digest === digest;
  for (const { scope, outcome } of targets) {
    if (outcome !== "link") continue;
    const seen = { observed: found, observedAt: server.reportedAt };
    await tx.target.create({
      data: {
        ...{ serverId: server.id, scope, siteConfigId, ...seen },
        ...(inSync && {
          deployedRevisionId: last.id,
          deployedDigest: digest,
          deployedAt: server.reportedAt,
          observedDigest: digest,
        }),
      },
    });
  }
}

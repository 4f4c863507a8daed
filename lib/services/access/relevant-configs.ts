import type { AccessFilter } from "@/lib/api/access";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { type SiteConfig, siteConfigSchema } from "@/lib/iis/site-config";

/**
 * Configurations with all that decides about one certificate: of the one-to-one mappings only its own, and those that do not
 * decode, since one of them stops all of a site. The others, megabytes of base64, stay in the database.
 */
export async function relevantConfigs(
  view: AccessFilter["view"],
  sourceIds: readonly string[],
  sha256: string,
  blob: string,
): Promise<Map<string, SiteConfig>> {
  const observed = view === "observed";
  const table = observed ? Prisma.sql`"Observation"` : Prisma.sql`"Revision"`;
  const owner = observed ? Prisma.sql`"observationId"` : Prisma.sql`"revisionId"`;
  const [configs, entries] = await Promise.all([
    db().$queryRaw<{ id: string; config: unknown }[]>(Prisma.sql`
      SELECT id, config #- '{iisClientCertificateMappingAuthentication,oneToOneMappings}' AS config
      FROM ${table} WHERE id = ANY(${sourceIds}::uuid[])`),
    db().$queryRaw<Entry[]>(Prisma.sql`
      SELECT ${owner} AS "sourceId", name, "userName", enabled, sha256 FROM "AccessEntry"
      WHERE ${owner} = ANY(${sourceIds}::uuid[]) AND kind = 'oneToOne' AND sha256 IN (${sha256}, '') ORDER BY position`),
  ]);
  return new Map(
    configs.flatMap(({ id, config }) => {
      const whole = siteConfigSchema.safeParse(
        withEntries(
          config,
          entries.filter(({ sourceId }) => sourceId === id),
          blob,
        ),
      );
      return whole.success ? [[id, whole.data]] : [];
    }),
  );
}

interface Entry {
  sourceId: string;
  name: string;
  userName: string;
  enabled: boolean;
  sha256: string;
}

/** "%" is what IIS cannot decode. */
function withEntries(config: unknown, entries: readonly Entry[], blob: string): unknown {
  if (typeof config !== "object" || config === null) return config;
  const section = "iisClientCertificateMappingAuthentication" in config ? config : undefined;
  const mapping = section?.iisClientCertificateMappingAuthentication;
  if (typeof mapping !== "object" || mapping === null) return config;
  return {
    ...config,
    iisClientCertificateMappingAuthentication: {
      ...mapping,
      oneToOneMappings: entries.map(({ name, userName, enabled, sha256 }) => ({
        name,
        userName,
        enabled,
        certificate: sha256 === "" ? "%" : blob,
      })),
    },
  };
}

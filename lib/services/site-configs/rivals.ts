import { z } from "zod";
import { draftSettingsSchema } from "@/lib/api/site-configs";
import { db } from "@/lib/db";
import { INITIAL_SETTINGS } from "@/lib/iis/build-site-config";
import type { ManyToOneMapping, MappingSection } from "@/lib/iis/site-config";
import { manyToOneRowSchema } from "@/lib/services/drafts/rows";

/** The mapping lists of a draft, made for questions about many certificates. */
export interface Rivals {
  /** Switched on. The certificates of its one-to-one mappings are left out: `hashes` has their SHA-256, place by place. */
  section: MappingSection;
  hashes: string[];
  /** Of the many-to-one mappings, place by place. */
  ids: string[];
}

/** Null: there is no such site config. Reads no certificate: 10,000 one-to-one mappings take milliseconds. */
export async function readRivals(siteConfigId: string): Promise<Rivals | null> {
  const found =
    z.uuid().safeParse(siteConfigId).success &&
    (await db().siteConfig.findUnique({
      where: { id: siteConfigId },
      select: {
        settings: true,
        manyToOneMappings: {
          select: {
            id: true,
            name: true,
            description: true,
            enabled: true,
            permissionMode: true,
            account: { select: { userName: true } },
            rules: true,
          },
          orderBy: { position: "asc" },
        },
      },
    }));
  if (!found) return null;
  const oneToOne = await db().$queryRaw<
    { name: string; enabled: boolean; userName: string; sha256: string }[]
  >`
    SELECT m.name, m.enabled, a."userName", c.sha256 FROM "OneToOneMapping" m
    JOIN "Account" a ON a.id = m."accountId" JOIN "Certificate" c ON c.id = m."certificateId"
    WHERE m."siteConfigId" = ${siteConfigId}::uuid ORDER BY m.id`;
  const managed = draftSettingsSchema.parse(found.settings).iisClientCertificateMappingAuthentication;
  const settings = managed ?? INITIAL_SETTINGS.iisClientCertificateMappingAuthentication;
  return {
    section: {
      logonMethod: "ClearText",
      defaultLogonDomain: "",
      oneToOneCertificateMappingsEnabled: true,
      ...settings,
      enabled: true,
      manyToOneCertificateMappingsEnabled: true,
      oneToOneMappings: oneToOne.map(({ sha256: _hash, ...mapping }) => ({ ...mapping, certificate: "" })),
      manyToOneMappings: found.manyToOneMappings.map(
        ({ id: _id, account, rules, ...mapping }): ManyToOneMapping => ({
          ...mapping,
          ...(account && { userName: account.userName }),
          rules: manyToOneRowSchema.shape.rules.parse(rules),
        }),
      ),
    },
    hashes: oneToOne.map(({ sha256 }) => sha256),
    ids: found.manyToOneMappings.map(({ id }) => id),
  };
}

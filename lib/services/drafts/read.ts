import { z } from "zod";
import { draftSettingsSchema } from "@/lib/api/site-configs";
import type { Prisma } from "@/lib/generated/prisma/client";
import { buildSiteConfig } from "@/lib/iis/build-site-config";
import { ruleSchema, type SiteConfig } from "@/lib/iis/site-config";
import { toBlob } from "@/lib/pki/blob";

const rulesSchema = z.array(ruleSchema);

/** The draft as it would be published now, one-to-one mappings in the order in which they were made, many-to-one in IIS's. */
export async function readDraft(tx: Prisma.TransactionClient, siteConfigId: string): Promise<SiteConfig> {
  const row = await tx.siteConfig.findUniqueOrThrow({
    where: { id: siteConfigId },
    select: {
      settings: true,
      oneToOneMappings: {
        select: {
          name: true,
          enabled: true,
          account: { select: { userName: true } },
          certificate: { select: { der: true } },
        },
        orderBy: { id: "asc" },
      },
      manyToOneMappings: {
        select: {
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
  });
  return buildSiteConfig(
    draftSettingsSchema.parse(row.settings),
    row.oneToOneMappings.map(({ name, enabled, account, certificate }) => ({
      name,
      enabled,
      userName: account.userName,
      certificate: toBlob(certificate.der),
    })),
    row.manyToOneMappings.map(({ account, rules, ...mapping }) => ({
      ...mapping,
      ...(account !== null && { userName: account.userName }),
      rules: rulesSchema.parse(rules),
    })),
  );
}

import { z } from "zod";
import { draftSettingsSchema } from "@/lib/api/site-configs";
import type { Prisma } from "@/lib/generated/prisma/client";
import { buildSiteConfig } from "@/lib/iis/build-site-config";
import { type OneToOneMapping, ruleSchema, type SiteConfig } from "@/lib/iis/site-config";

const rulesSchema = z.array(ruleSchema);

/** The draft as it would be published now, one-to-one mappings in the order in which they were made, many-to-one in IIS's. */
export async function readDraft(tx: Prisma.TransactionClient, siteConfigId: string): Promise<SiteConfig> {
  const row = await tx.siteConfig.findUniqueOrThrow({
    where: { id: siteConfigId },
    select: {
      settings: true,
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
  // PostgreSQL breaks base64 into lines; made there, 10,000 of them take a fraction of the time.
  const oneToOneMappings = await tx.$queryRaw<OneToOneMapping[]>`
    SELECT m.name, m.enabled, a."userName", translate(encode(c.der, 'base64'), E'\\n', '') AS certificate
    FROM "OneToOneMapping" m JOIN "Account" a ON a.id = m."accountId" JOIN "Certificate" c ON c.id = m."certificateId"
    WHERE m."siteConfigId" = ${siteConfigId}::uuid ORDER BY m.id`;
  return buildSiteConfig(
    draftSettingsSchema.parse(row.settings),
    oneToOneMappings,
    row.manyToOneMappings.map(({ account, rules, ...mapping }) => ({
      ...mapping,
      ...(account !== null && { userName: account.userName }),
      rules: rulesSchema.parse(rules),
    })),
  );
}

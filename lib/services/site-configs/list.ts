import { cutPage, literally, type Page, pageWindow } from "@/lib/api/page";
import { parseInput } from "@/lib/api/parse";
import { type SiteConfigItem, siteConfigQuerySchema } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { SITE_CONFIG_COLUMNS, siteConfigItem } from "./row";

/** Site configs by name, one page. Errors: `not-allowed`, `invalid-input`. */
export async function listSiteConfigs(actor: Actor, input: unknown): Promise<Result<Page<SiteConfigItem>>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const query = parseInput(siteConfigQuerySchema, input);
  if (!query.ok) return query;
  const { cursor, limit } = query.value;
  const where = { name: { contains: literally(query.value.query), mode: "insensitive" } } as const;
  const [total, rows] = await Promise.all([
    db().siteConfig.count({ where }),
    db().siteConfig.findMany({
      where,
      select: SITE_CONFIG_COLUMNS,
      orderBy: { name: "asc" },
      ...pageWindow({ cursor, limit }),
    }),
  ]);
  return ok(cutPage(rows, limit, total, siteConfigItem));
}

import { z } from "zod";
import { type ExportedSiteConfig, exportText } from "@/lib/api/site-config-export";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { readDraft } from "@/lib/services/drafts/read";
import { readTests } from "./adoption-tests";

export interface SiteConfigExport {
  fileName: string;
  /** JSON, a piece at a time. */
  text: AsyncGenerator<string>;
}

/**
 * The draft and the saved tests of one site config, or of all by name, as JSON that an import takes without loss. It holds no password.
 * Errors: `not-allowed`, `not-found`.
 */
export async function exportSiteConfigs(actor: Actor, id?: string): Promise<Result<SiteConfigExport>> {
  const allowed = may(actor, "access.export");
  if (!allowed.ok) return allowed;
  if (id !== undefined && !z.uuid().safeParse(id).success) return notFound();
  return transact(async (tx) => {
    const rows = await tx.siteConfig.findMany({
      where: id === undefined ? {} : { id },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    });
    const [first] = rows;
    if (id !== undefined && first === undefined) return notFound();
    const what = id === undefined ? "all site configs" : `the site config ${first?.name}`;
    await recordEvent(tx, actor, {
      action: "site-config.export",
      nounId: id ?? "all",
      nounName: what,
      after: { siteConfigs: rows.length },
    });
    const stem = id === undefined ? "site-configs" : first?.name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-");
    return ok({ fileName: `${stem}.certmap.json`, text: exportText(draftsOf(rows)) });
  });
}

/** One draft in memory at a time; one that is deleted meanwhile is left out. */
async function* draftsOf(rows: readonly { id: string; name: string }[]): AsyncGenerator<ExportedSiteConfig> {
  for (const { id, name } of rows) {
    const exported = await db().$transaction(async (tx) => {
      if ((await tx.siteConfig.count({ where: { id } })) === 0) return null;
      const savedTests = await readTests(tx, id);
      const config = await readDraft(tx, id);
      return { name, config, ...(savedTests.length > 0 && { savedTests }) };
    });
    if (exported !== null) yield exported;
  }
}

function notFound() {
  return fail("not-found", "There is no such site config. It may have been deleted.");
}

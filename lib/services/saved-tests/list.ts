import { z } from "zod";
import type { SavedTests } from "@/lib/api/saved-tests";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { readDraft } from "@/lib/services/drafts/read";
import { runSavedTests } from "@/lib/services/revisions/saved-tests";

/** The saved tests of a site config, each asked of the draft as it is now; those that fail first. Errors: `not-allowed`, `not-found`. */
export async function listSavedTests(actor: Actor, siteConfigId: string): Promise<Result<SavedTests>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  if (!z.uuid().safeParse(siteConfigId).success) return notFound();
  // One moment for the version and what came out at it.
  return db().$transaction(
    async (tx) => {
      const found = await tx.siteConfig.findUnique({
        where: { id: siteConfigId },
        select: { version: true },
      });
      if (found === null) return notFound();
      const items = await runSavedTests(tx, siteConfigId, await readDraft(tx, siteConfigId));
      items.sort((a, b) => Number(a.passed) - Number(b.passed));
      return ok({ version: found.version, failed: items.filter(({ passed }) => !passed).length, items });
    },
    { isolationLevel: "RepeatableRead" },
  );
}

function notFound() {
  return fail("not-found", "There is no such site config. It may have been deleted.");
}

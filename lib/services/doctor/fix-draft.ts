import { z } from "zod";
import { fixDraftSchema } from "@/lib/api/doctor";
import { parseInput } from "@/lib/api/parse";
import { draftSettingsSchema } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { examine } from "@/lib/iis/doctor/doctor";
import { applyDraftFix } from "@/lib/iis/doctor/draft-fix";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { changeDraft } from "@/lib/services/drafts/change";
import { readScene } from "./read-scene";

/**
 * Puts what a check proposes into the draft of the target's site config, as one step that can be undone. Which change that is, is looked
 * up anew. Errors: `not-allowed`, `invalid-input`, `not-found`, `no-such-fix`.
 */
export async function fixDraft(actor: Actor, targetId: string, input: unknown): Promise<Result<null>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(fixDraftSchema, input);
  if (!parsed.ok) return parsed;
  const target =
    z.uuid().safeParse(targetId).success && (await db().target.findUnique({ where: { id: targetId } }));
  if (!target) return fail("not-found", "There is no such target.");
  const read = await readScene(actor, target.serverId, target.scope);
  if (!read.ok) return read;
  const { scene } = read.value;
  const check = examine(scene).find(({ id }) => id === parsed.value.check);
  const fix = check?.fixInNextPush;
  if (check === undefined || fix?.kind !== "draft-change") return nothingToFix();
  const { siteConfigId } = target;
  const label = `Fix by the doctor: ${check.title}`;
  return transact((tx) =>
    changeDraft(tx, { siteConfigId, version: null, mayOmitVersion: true, label, actor }, async (draft) => {
      const before = draft.settings;
      const after = draftSettingsSchema.parse(applyDraftFix(before, fix.change, scene.config ?? {}));
      if (JSON.stringify(after) === JSON.stringify(before))
        return fail("no-such-fix", "The draft has it already. Publish it and push the revision.");
      await draft.setSettings(after);
      await recordEvent(tx, actor, {
        action: "finding.fix",
        nounId: siteConfigId,
        nounName: `${check.id} of ${draft.siteConfig.name}`,
        before,
        after,
      });
      return ok(null);
    }),
  );
}

function nothingToFix() {
  return fail(
    "no-such-fix",
    "There is nothing to fix any more, or the draft is not where it is fixed. Load the page again.",
  );
}

import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { findSavedTest } from "./find";
import { sayTest, testEvidence } from "./row";

/** Errors: `not-allowed`, `not-found`. */
export async function removeSavedTest(actor: Actor, siteConfigId: string, id: string): Promise<Result<null>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  return transact(async (tx) => {
    const found = await findSavedTest(tx, siteConfigId, id);
    if (!found.ok) return found;
    const { test, siteConfigName } = found.value;
    await tx.savedTest.delete({ where: { id } });
    await recordEvent(tx, actor, {
      action: "saved-test.remove",
      nounId: siteConfigId,
      nounName: sayTest(test, siteConfigName),
      before: testEvidence(test),
    });
    return ok(null);
  });
}

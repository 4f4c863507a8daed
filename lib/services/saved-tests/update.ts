import { parseInput } from "@/lib/api/parse";
import { updateSavedTestSchema } from "@/lib/api/saved-tests";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { findSavedTest } from "./find";
import { expectationColumns, sayTest, testEvidence } from "./row";

/** Changes what is expected, or the note. Errors: `not-allowed`, `invalid-input`, `not-found`. */
export async function updateSavedTest(
  actor: Actor,
  siteConfigId: string,
  id: string,
  input: unknown,
): Promise<Result<{ id: string }>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(updateSavedTestSchema, input);
  if (!parsed.ok) return parsed;
  const { expected, note } = parsed.value;
  return transact(async (tx) => {
    const found = await findSavedTest(tx, siteConfigId, id);
    if (!found.ok) return found;
    const { test, siteConfigName } = found.value;
    const row = await tx.savedTest.update({
      where: { id },
      data: {
        ...(expected && expectationColumns(expected)),
        ...(note !== undefined && { note }),
        updatedBy: actor.name,
        updatedAt: new Date(),
      },
    });
    await recordEvent(tx, actor, {
      action: "saved-test.update",
      nounId: siteConfigId,
      nounName: sayTest(row, siteConfigName),
      before: testEvidence(test),
      after: testEvidence(row),
    });
    return ok({ id });
  });
}

import { type BulkMappings, type BulkResult, bulkMappingsSchema } from "@/lib/api/mapping-table";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { changeDraft } from "@/lib/services/drafts/change";
import type { OneToOneRow } from "@/lib/services/drafts/rows";
import { bulkEvidence } from "./bulk-evidence";

/**
 * One change to many mappings of a draft: all of them or none, one step to undo, one event. Mappings that are so already are
 * left alone and not counted.
 * Errors: `not-allowed`, `invalid-input`, `not-found` (also when one of the mappings is gone), `conflict`.
 */
export async function bulkMappings(
  actor: Actor,
  siteConfigId: string,
  input: unknown,
  version: number | null = null,
): Promise<Result<BulkResult>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(bulkMappingsSchema, input);
  if (!parsed.ok) return parsed;
  const wanted = parsed.value;
  const label = (result: BulkResult) => result.label;
  const options = { siteConfigId, version, mayOmitVersion: true, label, actor };
  return transact(
    (tx) =>
      changeDraft(tx, options, async ({ siteConfig, oneToOne }) => {
        const userName = await findAccount(tx, wanted);
        if (!userName.ok) return userName;
        const ids = [...new Set(wanted.ids)];
        const rows = await oneToOne.find(ids);
        const missing = ids.length - rows.length;
        if (missing > 0)
          return fail("not-found", `${count(missing)} of these not there any more. Nothing was changed.`);
        const changed = rows.filter((row) => changes(row, wanted));
        if (wanted.action === "remove") await oneToOne.remove(changed.map(({ id }) => id));
        else if (changed.length > 0) await oneToOne.put(changed.map((row) => ({ ...row, ...patch(wanted) })));
        const what = changed.length === 1 ? `the mapping ${changed[0]?.name}` : `${mappings(changed.length)}`;
        const words = `${VERBS[wanted.action]} ${what}${userName.value && ` to ${userName.value}`}`;
        const raised = changed.length > 0 ? 1 : 0;
        if (raised > 0)
          await recordEvent(tx, actor, {
            action: "mapping.bulk",
            nounId: siteConfigId,
            nounName: siteConfig.name,
            after: { change: words, ...(await bulkEvidence(tx, changed)) },
          });
        return ok({ changed: changed.length, label: words, version: siteConfig.version + raised });
      }),
    { timeout: 60_000 },
  );
}

const VERBS: Record<BulkMappings["action"], string> = {
  enable: "Enable",
  disable: "Disable",
  move: "Move",
  remove: "Remove",
};

function mappings(count: number): string {
  return `${count.toLocaleString("en")} mappings`;
}

function count(missing: number): string {
  return missing === 1 ? "1 mapping is" : `${mappings(missing)} are`;
}

function patch(wanted: BulkMappings): Partial<OneToOneRow> {
  if (wanted.action === "move") return { accountId: wanted.accountId };
  return { enabled: wanted.action === "enable" };
}

function changes(row: OneToOneRow, wanted: BulkMappings): boolean {
  if (wanted.action === "remove") return true;
  if (wanted.action === "move") return row.accountId !== wanted.accountId;
  return row.enabled !== (wanted.action === "enable");
}

/** The name of the account to move to; empty where there is none to find. */
async function findAccount(tx: Prisma.TransactionClient, wanted: BulkMappings): Promise<Result<string>> {
  if (wanted.action !== "move") return ok("");
  const account = await tx.account.findUnique({
    where: { id: wanted.accountId },
    select: { userName: true },
  });
  if (account === null)
    return fail("not-found", "This account is not there any more. Make it again.", { field: "accountId" });
  return ok(account.userName);
}

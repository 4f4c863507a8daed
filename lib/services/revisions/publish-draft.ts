import type { SavedTestItem } from "@/lib/api/saved-tests";
import type { Publish } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { fail, type Result } from "@/lib/errors";
import type { Prisma, Revision, SiteConfig } from "@/lib/generated/prisma/client";
import { sayExpectation } from "@/lib/iis/expectation";
import { siteConfigSchema } from "@/lib/iis/site-config";
import { startJournal } from "@/lib/services/drafts/journal";
import { readDraft } from "@/lib/services/drafts/read";
import { authoriseRemovals } from "./authorise-removals";
import { runSavedTests } from "./saved-tests";
import { writeRevision } from "./write";

/**
 * Makes a revision of the draft, whose row the caller's transaction holds. Saved tests that fail stop it, unless a person says
 * why it is right all the same (`overrideReason`): the event then names them.
 * Errors: `nothing-to-publish`, `config-malformed`, `saved-tests-failed` (one entry per test),
 * `account-not-granted`.
 */
export async function publishDraft(
  tx: Prisma.TransactionClient,
  actor: Actor,
  locked: Pick<SiteConfig, "id" | "name" | "version">,
  { message, overrideReason }: Publish,
): Promise<Result<Revision>> {
  const draft = siteConfigSchema.safeParse(await readDraft(tx, locked.id));
  if (!draft.success)
    return fail("config-malformed", draft.error.issues[0]?.message ?? "The draft is not valid.");
  const failed = (await runSavedTests(tx, locked.id, draft.data)).filter(({ passed }) => !passed);
  if (failed.length > 0 && overrideReason === undefined) return refuse(failed);
  const override = failed.length > 0 && { failedTests: failed.map(sayTest), overrideReason };
  const written = await writeRevision(tx, actor, locked, draft.data, message, { evidence: override || {} });
  if (!written.ok) return written;
  await tx.siteConfig.update({ where: { id: locked.id }, data: { publishedVersion: locked.version } });
  await startJournal(tx, locked.id);
  await authoriseRemovals(tx, actor, locked, written.value, draft.data);
  return written;
}

/** `Alice Young becomes CONTOSO\alice, expected: is refused with 403.12` */
function sayTest({ displayName, answer, expected }: SavedTestItem): string {
  return `${displayName} ${answer}, expected: ${sayExpectation(expected)}`;
}

function refuse(failed: readonly SavedTestItem[]) {
  const count = failed.length === 1 ? "1 saved test fails" : `${failed.length} saved tests fail`;
  return fail(
    "saved-tests-failed",
    `${count} under this draft. Mend the draft or the tests, or give an overrideReason.`,
    { errors: failed.map((test) => ({ code: "saved-tests-failed", message: `${sayTest(test)}.` })) },
  );
}

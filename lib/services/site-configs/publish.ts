import { parseInput } from "@/lib/api/parse";
import { publishSchema, type RevisionItem } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { ok, type Result } from "@/lib/errors";
import { transact } from "@/lib/services/audit/transaction";
import { lockDraft } from "@/lib/services/drafts/lock";
import { publishDraft } from "@/lib/services/revisions/publish-draft";
import { revisionItem } from "./row";

/**
 * Makes a numbered, immutable revision of the draft that the person saw.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `if-match-required`, `conflict`, `nothing-to-publish`,
 * `config-malformed`, `saved-tests-failed`, `account-not-granted`.
 */
export async function publishRevision(
  actor: Actor,
  id: string,
  version: number | null,
  input: unknown,
): Promise<Result<RevisionItem>> {
  const allowed = may(actor, "revision.publish");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(publishSchema, input);
  if (!parsed.ok) return parsed;
  return transact(async (tx) => {
    const locked = await lockDraft(tx, actor, id, version);
    if (!locked.ok) return locked;
    const published = await publishDraft(tx, actor, locked.value, parsed.value);
    if (!published.ok) return published;
    const { number, digest, message, publishedAt, publishedBy } = published.value;
    return ok(revisionItem({ number, digest, message, publishedAt, publishedBy }));
  });
}

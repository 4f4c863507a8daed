import { randomUUID } from "node:crypto";
import canonicalize from "canonicalize";
import { parseInput } from "@/lib/api/parse";
import { publishSchema, type RevisionItem } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { accessEntriesOf } from "@/lib/iis/access-entries";
import { digestSiteConfig } from "@/lib/iis/digest";
import { siteConfigSchema } from "@/lib/iis/site-config";
import { revisionMac } from "@/lib/secrets/records";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { startJournal } from "@/lib/services/drafts/journal";
import { lockDraft } from "@/lib/services/drafts/lock";
import { readDraft } from "@/lib/services/drafts/read";
import { REVISION_COLUMNS, revisionItem } from "./row";

/**
 * Makes a numbered, immutable revision of the draft that the person saw.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `if-match-required`, `conflict`, `nothing-to-publish`, `config-malformed`.
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
    const locked = await lockDraft(tx, id, version);
    if (!locked.ok) return locked;
    const draft = siteConfigSchema.safeParse(await readDraft(tx, id));
    if (!draft.success)
      return fail("config-malformed", draft.error.issues[0]?.message ?? "The draft is not valid.");
    const last = await tx.revision.findFirst({ where: { siteConfigId: id }, orderBy: { number: "desc" } });
    if (last !== null && canonicalize(last.config) === canonicalize(draft.data))
      return fail("nothing-to-publish", `The draft is the same as revision ${last.number}.`);
    const fields = {
      id: randomUUID(),
      siteConfigId: id,
      number: (last?.number ?? 0) + 1,
      digest: digestSiteConfig(draft.data),
    };
    const row = await tx.revision.create({
      data: {
        ...fields,
        config: draft.data,
        message: parsed.value.message,
        publishedBy: actor.name,
        mac: revisionMac(fields),
      },
      select: REVISION_COLUMNS,
    });
    await tx.accessEntry.createMany({
      data: accessEntriesOf(draft.data).map((entry) => ({ revisionId: fields.id, ...entry })),
    });
    await tx.siteConfig.update({ where: { id }, data: { publishedVersion: locked.value.version } });
    await startJournal(tx, id);
    await recordEvent(tx, actor, {
      action: "revision.publish",
      nounId: id,
      nounName: `${locked.value.name} revision ${fields.number}`,
      after: { number: fields.number, digest: fields.digest },
      reason: parsed.value.message,
    });
    return ok(revisionItem(row));
  });
}

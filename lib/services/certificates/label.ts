import { labelCertificatesSchema } from "@/lib/api/certificates";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { transact } from "@/lib/services/audit/transaction";
import { LABELLED_COLUMNS, relabel } from "./relabel";

const MOST_TAGS = 50;

/**
 * Gives many certificates an owner, and adds and removes tags: all of them or none. Answers how many it changed.
 * Errors: `not-allowed`, `invalid-input`, `not-found`.
 */
export async function labelCertificates(actor: Actor, input: unknown): Promise<Result<{ changed: number }>> {
  const allowed = may(actor, "certificate.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(labelCertificatesSchema, input);
  if (!parsed.ok) return parsed;
  const { owner, addTags, removeTags } = parsed.value;
  const ids = [...new Set(parsed.value.ids)].sort();
  return transact(
    async (tx) => {
      // In one order, so that two people at once do not wait for each other in a ring.
      await tx.$queryRaw`SELECT 1 FROM "Certificate" WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
      const rows = await tx.certificate.findMany({ where: { id: { in: ids } }, select: LABELLED_COLUMNS });
      if (rows.length < ids.length)
        return fail("not-found", "One of the certificates is not there any more. Nothing was changed.", {
          field: "ids",
        });
      let changed = 0;
      for (const row of rows) {
        const tags = retagged(row.tags, addTags, removeTags);
        if (tags.length > MOST_TAGS)
          return fail("invalid-input", `${row.displayName} would have more than ${MOST_TAGS} tags.`, {
            field: "addTags",
          });
        if (await relabel(tx, actor, row, { owner: owner ?? row.owner, notes: row.notes, tags })) changed++;
      }
      return ok({ changed });
    },
    { timeout: 60_000 },
  );
}

/** Case does not count; what was there keeps its spelling and its place. */
function retagged(tags: string[], add: string[], remove: string[]): string[] {
  const removed = new Set(remove.map((tag) => tag.toLowerCase()));
  const kept = tags.filter((tag) => !removed.has(tag.toLowerCase()));
  const held = new Set(kept.map((tag) => tag.toLowerCase()));
  return [...kept, ...add.filter((tag) => !held.has(tag.toLowerCase()))];
}

import type { Actor } from "@/lib/auth/actor";
import { fail, type Result } from "@/lib/errors";
import type { Prisma, Revision, SiteConfig } from "@/lib/generated/prisma/client";
import { siteConfigSchema } from "@/lib/iis/site-config";
import { startJournal } from "@/lib/services/drafts/journal";
import { readDraft } from "@/lib/services/drafts/read";
import { writeRevision } from "./write";

/** Makes a revision of the draft, whose row the caller's transaction holds. Errors: `nothing-to-publish`, `config-malformed`, `account-not-granted`. */
export async function publishDraft(
  tx: Prisma.TransactionClient,
  actor: Actor,
  locked: Pick<SiteConfig, "id" | "name" | "version">,
  message: string,
): Promise<Result<Revision>> {
  const draft = siteConfigSchema.safeParse(await readDraft(tx, locked.id));
  if (!draft.success)
    return fail("config-malformed", draft.error.issues[0]?.message ?? "The draft is not valid.");
  const written = await writeRevision(tx, actor, locked, draft.data, message);
  if (!written.ok) return written;
  await tx.siteConfig.update({ where: { id: locked.id }, data: { publishedVersion: locked.version } });
  await startJournal(tx, locked.id);
  return written;
}

import { z } from "zod";
import type { MappingFindings } from "@/lib/api/mapping-table";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { lintSiteConfig } from "@/lib/iis/lint/lint";
import { subjectsOf } from "@/lib/iis/lint/subject";
import { readDraft } from "@/lib/services/drafts/read";

/** What the linter says about single one-to-one mappings of the draft, the worst first; nothing that was accepted. Errors: `not-allowed`, `not-found`. */
export async function listMappingFindings(
  actor: Actor,
  siteConfigId: string,
): Promise<Result<MappingFindings>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  if (!z.uuid().safeParse(siteConfigId).success) return notFound();
  const read = await db().$transaction(
    async (tx) => {
      const draft = await tx.siteConfig.findUnique({
        where: { id: siteConfigId },
        select: {
          version: true,
          oneToOneMappings: { select: { id: true }, orderBy: { id: "asc" } },
          acceptedFindings: { select: { code: true, subject: true } },
        },
      });
      return draft && { ...draft, config: await readDraft(tx, siteConfigId) };
    },
    { isolationLevel: "RepeatableRead" },
  );
  if (read === null) return notFound();
  const found = lintSiteConfig(read.config, { now: Date.now() });
  const subjects = subjectsOf(found, read.config);
  const accepted = new Set(read.acceptedFindings.map(({ code, subject }) => `${code} ${subject}`));
  const findings = found.flatMap(({ code, entry, severity, message }, i): MappingFindings["findings"] => {
    if (accepted.has(`${code} ${subjects[i]}`)) return [];
    // The draft is in the order of the ids: a finding's place is that of the row.
    const id = entry?.list === "oneToOneMappings" ? read.oneToOneMappings[entry.index]?.id : undefined;
    return id === undefined ? [] : [[id, severity, message]];
  });
  return ok({ version: read.version, findings });
}

function notFound() {
  return fail("not-found", "There is no such site config. It may have been deleted.");
}

import canonicalize from "canonicalize";
import { parseInput } from "@/lib/api/parse";
import { type PutDraftAnswer, putDraftSchema } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { diffSiteConfig } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import { readableChanges } from "@/lib/iis/readable-changes";
import type { SiteConfig } from "@/lib/iis/site-config";
import { fromBlob } from "@/lib/pki/blob";
import { parseCertificate } from "@/lib/pki/der";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { storeCertificates } from "@/lib/services/certificates/store";
import { changeDraft } from "@/lib/services/drafts/change";
import { lockDraft } from "@/lib/services/drafts/lock";
import { readDraft } from "@/lib/services/drafts/read";
import { findParts, writeConfig } from "@/lib/services/drafts/write-config";

/** 10,000 certificates, each with its event. */
const TIMEOUT_MS = 10 * 60_000;

/**
 * Makes the draft what a site config says that is kept elsewhere, such as in git: one step that can be undone, all of it or nothing.
 * Certificates that are not stored yet are stored; an account must be there, because it is a person who gives it its password. A dry run
 * says what would change. Errors: `not-allowed`, `invalid-input`, `not-found`, `if-match-required`, `conflict`, `account-not-stored`,
 * `account-not-granted`, `already-mapped`, `already-exists`, and those of reading a certificate.
 */
export async function putDraft(
  actor: Actor,
  siteConfigId: string,
  version: number | null,
  input: unknown,
): Promise<Result<PutDraftAnswer>> {
  for (const permission of ["site-config.write", "certificate.write"] as const) {
    const allowed = may(actor, permission);
    if (!allowed.ok) return allowed;
  }
  const parsed = parseInput(putDraftSchema, input);
  if (!parsed.ok) return parsed;
  const { config, dryRun } = parsed.value;
  const twice = findTwice(config);
  if (twice !== null) return twice;
  return transact(
    async (tx) => {
      const locked = await lockDraft(tx, actor, siteConfigId, version);
      if (!locked.ok) return locked;
      const before = await readDraft(tx, siteConfigId);
      const { missing } = await findParts(tx, config);
      if (missing.accounts.length > 0)
        return fail(
          "account-not-stored",
          `There is no account ${missing.accounts.slice(0, 20).join(", ")}. Create it in the console, then repeat this.`,
        );
      const changes = readableChanges(diffSiteConfig(before, config));
      if (dryRun) return ok({ version: locked.value.version, changes });
      const stored = await storeMissing(tx, actor, config, missing.certificates.length);
      if (!stored.ok) return stored;
      const written = await changeDraft(
        tx,
        { siteConfigId, version, label: "Replace the draft", actor },
        async (draft) => {
          await writeConfig(tx, draft, config, await findParts(tx, config));
          const after = await readDraft(tx, siteConfigId);
          if (canonicalize(after) === canonicalize(before)) return ok(null);
          await recordEvent(tx, actor, {
            action: "draft.replace",
            nounId: siteConfigId,
            nounName: draft.siteConfig.name,
            before: { digest: digestSiteConfig(before) },
            after: { digest: digestSiteConfig(after), changes: changes.map(({ text }) => text) },
          });
          return ok(null);
        },
      );
      if (!written.ok) return written;
      const now = await tx.siteConfig.findUniqueOrThrow({
        where: { id: siteConfigId },
        select: { version: true },
      });
      return ok({ version: now.version, changes });
    },
    { timeout: TIMEOUT_MS },
  );
}

/** What a draft has no room for: a certificate that is mapped twice, two many-to-one mappings of one name. */
function findTwice(config: SiteConfig) {
  const section = config.iisClientCertificateMappingAuthentication;
  const blobs = section?.oneToOneMappings.map(({ certificate }) => certificate) ?? [];
  const mapped = firstTwice(blobs);
  if (mapped >= 0)
    return fail(
      "already-mapped",
      "The certificate is mapped twice in this site config. Keep one of the mappings.",
      {
        field: `config.iisClientCertificateMappingAuthentication.oneToOneMappings[${mapped}].certificate`,
      },
    );
  const names = section?.manyToOneMappings.map(({ name }) => name.toLowerCase()) ?? [];
  const named = firstTwice(names);
  if (named >= 0)
    return fail("already-exists", "Two many-to-one mappings have this name. Rename one of them.", {
      field: `config.iisClientCertificateMappingAuthentication.manyToOneMappings[${named}].name`,
    });
  return null;
}

/** The index of the first text that stood before; -1: none. */
function firstTwice(texts: readonly string[]): number {
  const seen = new Set<string>();
  return texts.findIndex((text) => seen.size === seen.add(text).size);
}

async function storeMissing(
  tx: Prisma.TransactionClient,
  actor: Actor,
  config: SiteConfig,
  missing: number,
): Promise<Result<null>> {
  if (missing === 0) return ok(null);
  const certificates = [];
  const mappings = config.iisClientCertificateMappingAuthentication?.oneToOneMappings ?? [];
  for (const [i, mapping] of mappings.entries()) {
    const field = `config.iisClientCertificateMappingAuthentication.oneToOneMappings[${i}].certificate`;
    const der = fromBlob(mapping.certificate);
    if (!der.ok) return { ok: false, error: { ...der.error, field } };
    const certificate = parseCertificate(der.value);
    if (!certificate.ok) return { ok: false, error: { ...certificate.error, field } };
    certificates.push(certificate.value);
  }
  await storeCertificates(tx, actor, certificates);
  return ok(null);
}

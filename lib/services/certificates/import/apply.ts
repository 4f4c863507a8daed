import { applyImportSchema, type ImportAnswer, type ImportProgress } from "@/lib/api/imports";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { type CodedError, fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { changeDraft } from "@/lib/services/drafts/change";
import type { DraftWriter } from "@/lib/services/drafts/writer";
import { judgeRow, readRow, type SoundRow } from "./judge";
import { type KnownThings, readKnown } from "./known";
import { readSentCertificates, type SentCertificates } from "./sent-certificates";
import { addAccounts, addCertificates, addLabels, addMappings } from "./write";

export interface ImportWatch {
  /** Called now and then with how far it is. A transaction that lost a race begins again. */
  report?: (progress: ImportProgress) => void;
  /** Aborted: nothing of the import stays. */
  signal?: AbortSignal;
}

/** Ten minutes: 20,000 rows take some ten seconds. */
const TIMEOUT_MS = 600_000;
/** Rows whose evidence stands in one event. */
const EVENT_ROWS = 500;

/**
 * Imports rows in one transaction: certificates, accounts without passwords, and mappings in the draft, as one step of it.
 * Every row must be `new` or `same` now as in the dry run. What is there already is left as it is, so a second time changes nothing.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `import-outdated`, `import-cancelled`, and the `cert-*` codes of lib/pki.
 */
export async function applyImport(
  actor: Actor,
  input: unknown,
  watch: ImportWatch = {},
): Promise<Result<ImportAnswer>> {
  for (const permission of ["certificate.write", "account.write", "site-config.write"] as const) {
    const allowed = may(actor, permission);
    if (!allowed.ok) return allowed;
  }
  const parsed = parseInput(applyImportSchema, input);
  if (!parsed.ok) return parsed;
  const { siteConfigId, rows: given, certificates, fileName } = parsed.value;
  const into = siteConfigId !== null;
  const rows: SoundRow[] = [];
  for (const each of given.map((row) => readRow(row, into))) {
    if ("verdict" in each)
      return fail("invalid-input", `Row ${each.row}: ${each.message}`, { field: each.column });
    rows.push(each);
  }
  const twice = firstTwice(rows);
  if (twice)
    return fail("invalid-input", `Row ${twice.row} has the certificate of an earlier row.`, {
      field: "certificate",
    });
  const sent = await readSentCertificates(certificates, watch.signal);
  if (!sent.ok) return sent;
  const order = { actor, siteConfigId, rows, sent: sent.value, fileName, watch };
  return transact(
    (tx) => {
      if (siteConfigId === null) return write(tx, order, null);
      const label = ({ mappings }: ImportAnswer) =>
        `Import ${mappings} ${mappings === 1 ? "mapping" : "mappings"}`;
      const options = { siteConfigId, version: null, mayOmitVersion: true, label, actor };
      return changeDraft(tx, options, (draft) => write(tx, order, draft));
    },
    { timeout: TIMEOUT_MS },
  );
}

interface Order {
  actor: Actor;
  siteConfigId: string | null;
  rows: SoundRow[];
  sent: SentCertificates;
  fileName: string;
  watch: ImportWatch;
}

async function write(
  tx: Prisma.TransactionClient,
  { actor, siteConfigId, rows, sent, fileName, watch }: Order,
  draft: DraftWriter | null,
): Promise<Result<ImportAnswer>> {
  const known = await readKnown(tx, actor, siteConfigId, rows);
  const judged = rows.map((row) => ({ row, verdict: judgeRow(row, known.of(row), draft !== null) }));
  const outdated = judged.flatMap(({ row, verdict }): CodedError[] => {
    const missing = verdict.adds.includes("certificate") && !sent.has(row.sha256);
    if (verdict.verdict !== "conflict" && !missing) return [];
    const message = missing ? "Its certificate is not stored any more." : (verdict.message ?? "");
    return [
      {
        code: "import-outdated",
        message: `Row ${row.row}: ${message}`,
        field: verdict.column ?? "certificate",
      },
    ];
  });
  if (outdated.length > 0)
    return fail(
      "import-outdated",
      `${outdated.length === 1 ? "One row is" : `${outdated.length} rows are`} not what the dry run showed. Nothing was imported: look at it again. ${outdated[0]?.message}`,
      { errors: outdated.slice(0, 100) },
    );
  const adding = judged.filter(({ verdict }) => verdict.verdict === "new");
  const of = (part: (typeof adding)[number]["verdict"]["adds"][number]) =>
    adding.filter(({ verdict }) => verdict.adds.includes(part)).map(({ row }) => row);
  const accounts = [
    // Of two spellings of one account the first stays.
    ...new Map(
      of("account")
        .toReversed()
        .map((row) => [row.userNameKey, row]),
    ).values(),
  ].toReversed();
  const work = { certificates: of("certificate"), labels: of("labels"), accounts, mappings: of("mapping") };
  const total = Object.values(work).reduce((sum, part) => sum + part.length, 0);
  let done = 0;
  const step = (count: number): boolean => {
    done += count;
    watch.report?.({ done, total });
    return !watch.signal?.aborted;
  };
  const finished =
    step(0) &&
    (await addCertificates(tx, work.certificates, { sent, by: actor.name, known }, step)) &&
    (await addLabels(tx, work.labels, known, step)) &&
    (await addAccounts(tx, work.accounts, { by: actor.name, known }, step)) &&
    (draft === null || (await addMappings(draft, work.mappings, known, step)));
  if (!finished) return fail("import-cancelled", "The import was stopped. Nothing of it was kept.");
  await recordImport(tx, { actor, siteConfigId, fileName, draft }, adding, known);
  // The last moment at which nothing has happened.
  if (!step(0)) return fail("import-cancelled", "The import was stopped. Nothing of it was kept.");
  const answer = {
    certificates: work.certificates.length,
    labels: work.labels.length,
    accounts: work.accounts.length,
    mappings: work.mappings.length,
  };
  return ok(answer);
}

/** Events that hold every row that added something: who maps to what since then, and where the row stood. */
async function recordImport(
  tx: Prisma.TransactionClient,
  about: { actor: Actor; siteConfigId: string | null; fileName: string; draft: DraftWriter | null },
  adding: { row: SoundRow; verdict: { adds: string[] } }[],
  known: KnownThings,
): Promise<void> {
  for (let at = 0; at < adding.length; at += EVENT_ROWS) {
    const part = adding.slice(at, at + EVENT_ROWS);
    await recordEvent(tx, about.actor, {
      action: "import.apply",
      nounId: about.siteConfigId ?? known.certificates.get(part[0]?.row.sha256 ?? "")?.id ?? "",
      nounName: about.draft?.siteConfig.name ?? "certificates",
      after: {
        file: about.fileName,
        rows: part.length,
        added: part.map(({ row, verdict }) => ({
          row: row.row,
          userName: row.userName,
          sha256: row.sha256,
          adds: verdict.adds,
          ...(row.enabled === false && { enabled: false }),
        })),
      },
    });
  }
}

function firstTwice(rows: readonly SoundRow[]): SoundRow | undefined {
  const seen = new Set<string>();
  return rows.find(({ sha256 }) => seen.size === seen.add(sha256).size);
}

import { randomUUID } from "node:crypto";
import { Prisma } from "@/lib/generated/prisma/client";
import type { DraftWriter } from "@/lib/services/drafts/writer";
import { newCertificateRow } from "../row";
import { labelsToAdd, NAME_LENGTH, type SoundRow } from "./judge";
import type { KnownThings } from "./known";
import type { SentCertificates } from "./sent-certificates";

/** Told how many rows are done; false: stop here. */
type Step = (count: number) => boolean;

/** Rows in one statement. */
const CHUNK = 500;

export function addCertificates(
  tx: Prisma.TransactionClient,
  rows: readonly SoundRow[],
  { sent, by, known }: { sent: SentCertificates; by: string; known: KnownThings },
  step: Step,
): Promise<boolean> {
  return inChunks(rows, step, async (chunk) => {
    const rows = chunk.flatMap(({ sha256, owner, tags }) => {
      const certificate = sent.get(sha256);
      if (!certificate) return [];
      // PostgreSQL's own notation of bytes, since JSON has none.
      const der = `\\x${Buffer.from(certificate.der).toString("hex")}`;
      return [{ ...newCertificateRow(certificate, by), der, id: randomUUID(), owner, tags }];
    });
    await insertRows(tx, "Certificate", rows);
    for (const made of rows) known.certificates.set(made.sha256, made);
  });
}

/** Adds owner and tags where the list says more than is stored. */
export function addLabels(
  tx: Prisma.TransactionClient,
  rows: readonly SoundRow[],
  known: KnownThings,
  step: Step,
): Promise<boolean> {
  return inChunks(rows, step, async (chunk) => {
    for (const row of chunk) {
      const certificate = known.certificates.get(row.sha256);
      const labels = certificate && labelsToAdd(row, certificate);
      if (!labels) continue;
      await tx.certificate.update({
        where: { sha256: row.sha256 },
        data: { ...labels, version: { increment: 1 } },
        select: { id: true },
      });
    }
  });
}

/** Accounts without a password: a list never brings one. */
export function addAccounts(
  tx: Prisma.TransactionClient,
  rows: readonly SoundRow[],
  { by, known }: { by: string; known: KnownThings },
  step: Step,
): Promise<boolean> {
  return inChunks(rows, step, async (chunk) => {
    const rows = chunk.flatMap(({ userName, userNameKey }) =>
      userNameKey === null ? [] : [{ id: randomUUID(), userName, userNameKey, createdBy: by }],
    );
    await insertRows(tx, "Account", rows);
    for (const made of rows) known.accounts.set(made.userNameKey, { ...made, granted: true });
  });
}

/** Mappings in the list's order, called as the list says, else as the certificate. */
export function addMappings(
  draft: DraftWriter,
  rows: readonly SoundRow[],
  known: KnownThings,
  step: Step,
): Promise<boolean> {
  return inChunks(rows, step, async (chunk) => {
    await draft.oneToOne.add(
      chunk.map(({ sha256, userNameKey, name, enabled }) => {
        const certificate = known.certificates.get(sha256);
        const account = known.accounts.get(userNameKey ?? "");
        if (!certificate || !account)
          throw new Error("An imported mapping lacks its certificate or account.");
        const called = name || certificate.displayName.slice(0, NAME_LENGTH);
        return {
          certificateId: certificate.id,
          accountId: account.id,
          name: called,
          enabled: enabled ?? true,
        };
      }),
    );
  });
}

/** Many rows as one parameter: several times faster than Prisma's own, which plans each value. Columns that no row names take their defaults. */
async function insertRows(
  tx: Prisma.TransactionClient,
  table: "Certificate" | "Account",
  rows: readonly object[],
): Promise<void> {
  const columns = [...new Set(rows.flatMap(Object.keys))].map((column) => `"${column}"`).join(", ");
  await tx.$executeRaw`
    INSERT INTO ${Prisma.raw(`"${table}" (${columns})`)} SELECT ${Prisma.raw(columns)}
    FROM jsonb_populate_recordset(NULL::${Prisma.raw(`"${table}"`)}, ${JSON.stringify(rows)}::jsonb)`;
}

async function inChunks(
  rows: readonly SoundRow[],
  step: Step,
  write: (chunk: readonly SoundRow[]) => Promise<void>,
): Promise<boolean> {
  for (let at = 0; at < rows.length; at += CHUNK) {
    const chunk = rows.slice(at, at + CHUNK);
    await write(chunk);
    if (!step(chunk.length)) return false;
  }
  return true;
}

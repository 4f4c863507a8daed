import { type AuditExportQuery, auditExportQuerySchema } from "@/lib/api/audit-trail";
import { parseInput } from "@/lib/api/parse";
import type { ExportHeader } from "@/lib/audit-chain/export-file";
import type { ChainPlace } from "@/lib/audit-chain/link";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { jsonLine } from "@/lib/json-line";
import { chainRecords } from "@/lib/services/audit/chain-records";
import { recordEvent } from "@/lib/services/audit/record";
import { chainHead, chainStart } from "@/lib/services/audit/trail";
import { transact } from "@/lib/services/audit/transaction";
import { writeCheckpoint } from "./checkpoint";

/**
 * Events with their links as JSON lines, for `certmap audit verify`: all, or those of a time without a gap. The export is an
 * event before its first byte, and the last line. A time ends with the checkpoint after it, so that one vouches for the end.
 * Errors: `not-allowed`, `invalid-input`.
 */
export async function exportAuditEvents(
  actor: Actor,
  input: unknown,
): Promise<Result<AsyncGenerator<string>>> {
  const allowed = may(actor, "audit.export");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(auditExportQuerySchema, input);
  if (!parsed.ok) return parsed;
  const query = parsed.value;
  await transact(async (tx) => {
    const event = { action: "audit.export", nounId: "audit-trail", nounName: "Audit events" } as const;
    await recordEvent(tx, actor, { ...event, after: { from: query.from ?? null, to: query.to ?? null } });
    return ok(null);
  });
  await writeCheckpoint();
  return ok(exportLines(await rangeOf(query)));
}

export interface ExportRange {
  after: ChainPlace;
  upTo: number;
  /** Whether there are later events. */
  part: boolean;
  checkpoints: string[];
}

/** The events of a place in the chain as lines; also what a retention writes into its file. */
export async function* exportLines({ after, upTo, part, checkpoints }: ExportRange): AsyncGenerator<string> {
  const header: ExportHeader = {
    certmap: "audit-events",
    version: 1,
    at: new Date().toISOString(),
    part,
    after,
    upTo,
    checkpoints,
  };
  yield `${jsonLine(header)}\n`;
  for await (const record of chainRecords(db(), after, upTo))
    if ("linked" in record) yield `${jsonLine(record.linked)}\n`;
}

async function rangeOf({ from, to }: AuditExportQuery): Promise<ExportRange> {
  const start = await chainStart(db());
  const head = await chainHead(db());
  const first = from === undefined ? null : await edge("first", { gte: new Date(from) });
  const last = to === undefined ? null : await edge("last", { lte: new Date(to) });
  const after =
    first === null || first - 1 <= start.after.number ? start.after : await placeOf(first - 1, start.after);
  const end = last === null ? null : await vouched({ gte: BigInt(last) }, "asc");
  const upTo = Math.max(after.number, end === null ? head.number : Number(end.number));
  const checkpoint = end ?? (await vouched({ lte: BigInt(upTo) }, "desc"));
  return {
    after,
    upTo,
    part: upTo < head.number,
    checkpoints: [...(after === start.after ? start.cuts : []), ...(checkpoint ? [checkpoint.jws] : [])],
  };
}

/** The number of the first or last event of a time; null where there is none: then the time does not cut on that side. */
async function edge(side: "first" | "last", at: { gte: Date } | { lte: Date }): Promise<number | null> {
  const found = await db().auditLink.findFirst({
    where: { event: { at } },
    orderBy: { number: side === "first" ? "asc" : "desc" },
    select: { number: true },
  });
  return found === null ? null : Number(found.number);
}

async function placeOf(number: number, otherwise: ChainPlace): Promise<ChainPlace> {
  const link = await db().auditLink.findUnique({ where: { number: BigInt(number) } });
  return link === null ? otherwise : { number, hash: link.hash };
}

function vouched(number: { gte: bigint } | { lte: bigint }, direction: "asc" | "desc") {
  return db().auditCheckpoint.findFirst({ where: { number }, orderBy: { number: direction } });
}

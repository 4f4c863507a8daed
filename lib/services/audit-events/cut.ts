import type { z } from "zod";
import {
  type AuditCutAnswer,
  type AuditCutInput,
  type auditCutPlanSchema,
  auditCutSchema,
} from "@/lib/api/audit-trail";
import { parseInput } from "@/lib/api/parse";
import { signStatement } from "@/lib/audit-chain/checkpoint";
import type { ChainPlace } from "@/lib/audit-chain/link";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { withSigningKey } from "@/lib/secrets/console-key";
import { recordEvent } from "@/lib/services/audit/record";
import { CHAIN_LOCK, chainHead, chainStart } from "@/lib/services/audit/trail";
import { transact } from "@/lib/services/audit/transaction";
import { writeArchive } from "./archive-file";
import { appendCheckpoint } from "./checkpoint-files";
import { exportLines } from "./export";
import { verifyTrail } from "./verify-trail";

/** Deleting millions of rows takes its time. */
const TIMEOUT_MS = 600_000;
const planSchema = auditCutSchema.pick({ before: true });

/** How many events a retention before a moment would move away. Errors: `not-allowed`, `invalid-input`. */
export async function planCut(
  actor: Actor,
  input: unknown,
): Promise<Result<z.infer<typeof auditCutPlanSchema>>> {
  const allowed = may(actor, "audit.cut");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(planSchema, input);
  if (!parsed.ok) return parsed;
  const { after } = await chainStart(db());
  const upTo = await lastBefore(parsed.value.before);
  return ok({ events: Math.max(0, upTo - after.number), upTo: Math.max(upTo, after.number) });
}

/**
 * Moves the events from before a moment to a file and leaves a signed cut, so that the rest still verifies and the file does by
 * itself. Only events that verify are moved. Errors: `not-allowed`, `invalid-input`, `audit-chain-broken`,
 * `audit-nothing-to-cut`, `conflict`. Throws when the file cannot be written.
 */
export async function cutAuditEvents(actor: Actor, input: unknown): Promise<Result<AuditCutAnswer>> {
  const allowed = may(actor, "audit.cut");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(auditCutSchema, input);
  if (!parsed.ok) return parsed;
  const { problem } = await verifyTrail();
  if (problem) return fail("audit-chain-broken", `${problem.message} Nothing is removed from such a trail.`);
  const { after, cuts } = await chainStart(db());
  const number = await lastBefore(parsed.value.before);
  const link = await db().auditLink.findUnique({ where: { number: BigInt(number) } });
  if (link === null || number <= after.number)
    return fail("audit-nothing-to-cut", "There are no events from before that moment.");
  const end = { number, hash: link.hash };
  const at = new Date().toISOString();
  const checkpoint = await withSigningKey((key) => signStatement({ kind: "checkpoint", ...end, at }, key));
  const fileName = `audit-events-${after.number + 1}-to-${number}.jsonl`;
  const range = { after, upTo: number, part: true, checkpoints: [...cuts, checkpoint] };
  const fileSha256 = await writeArchive(fileName, exportLines(range));
  return remove(actor, parsed.value, { after, end, at, fileName, fileSha256 });
}

interface Archived {
  after: ChainPlace;
  end: ChainPlace;
  at: string;
  fileName: string;
  fileSha256: string;
}

async function remove(
  actor: Actor,
  { before, reason }: AuditCutInput,
  { after, end, at, fileName, fileSha256 }: Archived,
): Promise<Result<AuditCutAnswer>> {
  const { number, hash } = end;
  const events = number - after.number;
  const says = { kind: "cut" as const, number, hash, at, events, fileSha256, by: actor.name, reason };
  const jws = await withSigningKey((key) => signStatement(says, key));
  const done = await transact(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CHAIN_LOCK}::bigint)`;
      if ((await chainStart(tx)).after.number !== after.number)
        return fail("conflict", "Somebody else moved old events away meanwhile. Look again.");
      await tx.auditCut.create({ data: { number: BigInt(number), hash, at: new Date(at), jws, fileName } });
      // The links go with their events; the database lets them, because the cut is there.
      await tx.$executeRaw`SELECT certmap_cut_events(${number}::bigint)`;
      await recordEvent(tx, actor, {
        ...{ action: "audit.cut", nounId: "audit-trail", nounName: "Audit events", reason },
        after: { number, events, before, fileName, fileSha256 },
      });
      return ok(null);
    },
    { timeout: TIMEOUT_MS },
  );
  if (!done.ok) return done;
  await appendCheckpoint(jws);
  return ok({ events, upTo: number, fileName, fileSha256 });
}

/** The last event before which, itself included, all are from before the moment. */
async function lastBefore(before: string): Promise<number> {
  const first = await db().auditLink.findFirst({
    where: { event: { at: { gte: new Date(before) } } },
    orderBy: { number: "asc" },
    select: { number: true },
  });
  return first === null ? (await chainHead(db())).number : Number(first.number) - 1;
}

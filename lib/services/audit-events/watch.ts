import type { ChainProblem } from "@/lib/audit-chain/problem";
import { CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { jsonLine } from "@/lib/json-line";
import { recordEvent } from "@/lib/services/audit/record";
import { chainHead } from "@/lib/services/audit/trail";
import { writeCheckpoint } from "./checkpoint";
import { extendTrailState } from "./trail-state";
import { verifyTrail } from "./verify-trail";

/** The console's own work: a checkpoint as soon as there are events that none vouches for. */
export async function checkpointEvents(): Promise<void> {
  const last = await db().auditCheckpoint.findFirst({
    orderBy: { number: "desc" },
    select: { number: true },
  });
  if ((await chainHead(db())).number === Number(last?.number ?? 0)) return;
  const done = await writeCheckpoint();
  extendTrailState(done);
  if (done.problem) await raiseAlarm(done.problem);
}

/** The console's own work: all events against all checkpoints, those outside the database included. */
export async function verifyEvents(): Promise<void> {
  const { problem } = await verifyTrail();
  if (problem) await raiseAlarm(problem);
}

/** What is wrong with the trail is an event itself, once, and so reaches whoever events are forwarded to. */
async function raiseAlarm({ kind, number, message }: ChainProblem): Promise<void> {
  const nounId = `${kind} ${number ?? ""}`.trim();
  await db().$transaction(async (tx) => {
    if ((await tx.auditEvent.count({ where: { action: "audit.verification-failed", nounId } })) > 0) return;
    console.error(jsonLine({ level: "error", event: "audit-chain-broken", kind, number, message }));
    const event = { action: "audit.verification-failed", nounId, nounName: "Audit events" } as const;
    await recordEvent(tx, CONSOLE, { ...event, after: { kind, number, message } });
  });
}

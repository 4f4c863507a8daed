import { type PollAnswer, type PollRequest, pollRequestSchema } from "@/lib/agent-api/jobs";
import { POLL_SECONDS } from "@/lib/agent-api/protocol";
import { parseInput } from "@/lib/api/parse";
import { batched } from "@/lib/batch";
import { db } from "@/lib/db";
import { pollUntil } from "@/lib/db-notify";
import { fail, ok, type Result } from "@/lib/errors";
import { isRevokedKey } from "@/lib/secrets/high-water";
import { type EnrolledServer, findServer, refusalOf } from "./authenticate";
import { type LeasedJob, leaseJob } from "./lease-job";
import { noteRival } from "./rival";
import { takeTask } from "./take-task";

/**
 * One long poll: answers at once with the next job, else holds until there is one or the time is up (null).
 * Errors: `invalid-input`, `agent-fenced`, `agent-revoked`, `agent-quarantined`, and those of `leaseJob`.
 */
export async function pollForWork(
  server: EnrolledServer,
  input: unknown,
  signal?: AbortSignal,
): Promise<Result<PollAnswer | null>> {
  const parsed = parseInput(pollRequestSchema, input);
  if (!parsed.ok) return parsed;
  if (!(await noteSeen({ id: server.id, ...parsed.value })))
    return (await noteRival(server.id, parsed.value)) ? (refusalOf("quarantined") ?? fenced()) : fenced();
  const answer = await pollUntil<Result<PollAnswer>>(
    "agent",
    (id) => id === server.id,
    POLL_SECONDS * 1000,
    () => read(server.id, server.state, parsed.value, signal),
    signal,
  );
  return answer ?? ok(null);
}

/** Undefined: nothing that the agent does not know already. */
async function read(
  id: string,
  knownState: string,
  request: PollRequest,
  signal?: AbortSignal,
): Promise<Result<PollAnswer> | undefined> {
  // A job leased to a connection that is gone would wait for its lease to run out.
  if (signal?.aborted) return undefined;
  const now = await findServer(id);
  if (now?.epoch !== request.epoch || now.instanceId !== request.instanceId) return fenced();
  // As at the poll's start, which may be half a minute ago: what follows may bring a bundle along.
  const refused = refusalOf(isRevokedKey(now.fingerprint) ? "revoked" : now.state);
  if (refused !== null) return refused;
  if (now.state === "pending") return undefined;
  const job = await leaseJob(id, request.epoch);
  if (!job.ok) return job;
  if (job.value !== null) return ok({ state: "approved", ...withBundle(job.value) });
  const task = await takeTask(id);
  if (task !== null) return ok({ state: "approved", task });
  return knownState === "approved" ? undefined : ok({ state: "approved" });
}

/** Thousands may be answered in one moment; a longer bundle is fetched, few at a time. */
const LONGEST_BUNDLE = 64 * 1024;

function withBundle({ bundle, ...job }: LeasedJob): Pick<PollAnswer, "job" | "bundle"> {
  return bundle.length > LONGEST_BUNDLE ? { job } : { job, bundle };
}

/** The newest epoch wins; the same epoch from two instances is a copied machine. False: this one is neither. */
const noteSeen = batched(async (seen: (PollRequest & { id: string })[]): Promise<boolean[]> => {
  const newest = new Map<string, (typeof seen)[number]>();
  for (const each of seen) {
    const other = newest.get(each.id);
    if (other === undefined || other.epoch < each.epoch) newest.set(each.id, each);
  }
  const told = [...newest.values()].map(({ clockSkewMs, ...each }) => ({
    ...each,
    clockSkewMs: clockSkewMs === undefined ? null : atMost(SKEW_LIMIT_MS, clockSkewMs),
  }));
  // In the order in which pushes take the rows, so that neither waits for the other in a ring.
  const changed = await db().$queryRaw<{ id: string }[]>`
    WITH told AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
        AS t (id uuid, epoch int, "instanceId" text, "agentVersion" text, "clockSkewMs" int)
    ), held AS (
      SELECT id FROM "Server" WHERE id IN (SELECT id FROM told) ORDER BY id FOR NO KEY UPDATE
    )
    UPDATE "Server" s
    SET "instanceId" = t."instanceId", epoch = t.epoch, "agentVersion" = t."agentVersion", "lastSeenAt" = ${new Date()},
      "clockSkewMs" = coalesce(t."clockSkewMs", s."clockSkewMs")
    FROM told t, held h
    WHERE s.id = t.id AND h.id = t.id AND (s.epoch < t.epoch OR (s.epoch = t.epoch AND s."instanceId" = t."instanceId"))
    RETURNING s.id`;
  const ids = new Set(changed.map(({ id }) => id));
  return seen.map(({ id, epoch, instanceId }) => {
    const first = newest.get(id);
    return ids.has(id) && first?.epoch === epoch && first.instanceId === instanceId;
  });
});

/** A clock that is decades off is still an agent that has to be heard; the column holds 24 days. */
const SKEW_LIMIT_MS = 2_147_483_647;

function atMost(limit: number, value: number): number {
  return Math.max(-limit, Math.min(limit, value));
}

function fenced() {
  return fail(
    "agent-fenced",
    "A newer instance of this agent is at work. This one must stop: is the machine a copy of another one?",
  );
}

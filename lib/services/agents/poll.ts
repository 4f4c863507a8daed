import { type PollAnswer, type PollRequest, pollRequestSchema } from "@/lib/agent-api/jobs";
import { POLL_SECONDS } from "@/lib/agent-api/protocol";
import { parseInput } from "@/lib/api/parse";
import { db } from "@/lib/db";
import { pollUntil } from "@/lib/db-notify";
import { fail, ok, type Result } from "@/lib/errors";
import type { Server } from "@/lib/generated/prisma/client";
import { leaseJob } from "./lease-job";

/**
 * One long poll: answers at once with the next job, else holds until there is one or the time is up (null).
 * Errors: `invalid-input`, `agent-fenced`, `agent-revoked`, and those of `leaseJob`.
 */
export async function pollForWork(
  server: Server,
  input: unknown,
  signal?: AbortSignal,
): Promise<Result<PollAnswer | null>> {
  const parsed = parseInput(pollRequestSchema, input);
  if (!parsed.ok) return parsed;
  const seen = await noteSeen(server, parsed.value);
  if (!seen.ok) return seen;
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
  const now = await db().server.findUniqueOrThrow({ where: { id } });
  if (now.epoch !== request.epoch || now.instanceId !== request.instanceId) return fenced();
  if (now.state === "rejected" || now.state === "revoked")
    return fail(
      "agent-revoked",
      `This agent was ${now.state}. Enrol it again with a new token if that was a mistake.`,
    );
  if (now.state === "pending") return undefined;
  const job = await leaseJob(id, request.epoch);
  if (!job.ok) return job;
  if (job.value !== null) return ok({ state: "approved", job: job.value });
  return knownState === "approved" ? undefined : ok({ state: "approved" });
}

/** The newest epoch wins; the same epoch from two instances is a copied machine. */
async function noteSeen(server: Server, request: PollRequest): Promise<Result<null>> {
  const { instanceId, epoch, agentVersion, clockSkewMs } = request;
  const changed = await db().server.updateMany({
    where: { id: server.id, OR: [{ epoch: { lt: epoch } }, { epoch, instanceId }] },
    data: {
      instanceId,
      epoch,
      agentVersion,
      lastSeenAt: new Date(),
      ...(clockSkewMs !== undefined && { clockSkewMs: atMost(SKEW_LIMIT_MS, clockSkewMs) }),
    },
  });
  if (changed.count === 0) return fenced();
  await db().agentAssertion.deleteMany({ where: { expiresAt: { lt: new Date() } } });
  return ok(null);
}

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

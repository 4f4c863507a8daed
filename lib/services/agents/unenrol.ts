import { unenrolmentRequestSchema } from "@/lib/agent-api/enrolment";
import { parseInput } from "@/lib/api/parse";
import { notify } from "@/lib/db-notify";
import { fail, ok, type Result } from "@/lib/errors";
import { noteRevoked } from "@/lib/secrets/high-water";
import { serverMac } from "@/lib/secrets/records";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import type { EnrolledServer } from "./authenticate";

/**
 * The agent itself gives up its rights, right before it removes its keys. An agent that waits for approval may leave too.
 * Errors: `invalid-input`, `agent-fenced` (an older start, or a copy, must not end the newest one's rights).
 */
export async function unenrolAgent(
  { id, fingerprint }: EnrolledServer,
  input: unknown,
  address: string | null,
): Promise<Result<null>> {
  const parsed = parseInput(unenrolmentRequestSchema, input);
  if (!parsed.ok) return parsed;
  const { epoch, instanceId } = parsed.value;
  const left = await transact(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Server" WHERE id = ${id}::uuid FOR UPDATE`;
    const server = await tx.server.findUniqueOrThrow({ where: { id } });
    if (server.epoch > epoch || (server.epoch === epoch && server.instanceId !== instanceId))
      return fail(
        "agent-fenced",
        "A newer instance of this agent is at work; this one cannot end its rights.",
      );
    // Keys that were replaced since have no rights left to end; the new ones' are not theirs.
    if (server.fingerprint !== fingerprint) return ok(null);
    if (server.state !== "pending" && server.state !== "approved") return ok(null);
    const state = "revoked" as const;
    const { name } = server;
    await tx.server.update({
      where: { id },
      data: {
        state,
        decidedAt: new Date(),
        decidedBy: name,
        automaticApproval: null,
        mac: serverMac({ ...server, state }),
      },
    });
    await recordEvent(
      tx,
      { kind: "agent", id, name, address },
      {
        action: "server.unenrol",
        nounId: id,
        nounName: name,
        before: { state: server.state },
        after: { state, fingerprint: server.fingerprint },
      },
    );
    await notify(tx, "agent", id);
    return ok(null);
  });
  // Outside the database too, as of a revoked agent: an older backup must not bring its rights back.
  if (left.ok) noteRevoked(fingerprint);
  return left;
}

import { describe, expect, it } from "vitest";
import type { Job } from "@/lib/agent-api/jobs";
import { LEASE_SECONDS } from "@/lib/agent-api/protocol";
import { CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { withTestDatabase } from "@/scripts/test-database";
import { leaseJob } from "../agents/lease-job";
import { recordResult } from "../agents/record-result";
import { renewLease } from "../agents/renew-lease";
import { ADMIN, codeOf, eventsOf, must, publish, storeDraft, storeServer } from "../test-world";
import { abortDeployment } from "./abort";
import { endLeases } from "./end-leases";
import { getDeployment } from "./get";
import { pauseDeployment } from "./pause";
import { resumeDeployment } from "./resume";
import { startDeployment } from "./start";

withTestDatabase();

let worlds = 0;

/** A push to one server whose agent took the job and was not heard again: the lease is over. */
async function lost() {
  const name = `lease${++worlds}`;
  const draft = await storeDraft(name, [name]);
  const revision = await publish(draft.id);
  const { id: serverId } = await storeServer(name);
  const server = () => db().server.findUniqueOrThrow({ where: { id: serverId } });
  const start = async () => {
    const targets = [{ serverId, scope: "Default Web Site", expectedDigest: null }];
    return must(await startDeployment(ADMIN, { siteConfigId: draft.id, revision: 1, targets })).id;
  };
  const lease = async () => must(await leaseJob(serverId, 1));
  const id = await start();
  const job = await lease();
  if (job === null) throw new Error("no job");
  await db().deploymentTarget.update({ where: { id: job.id }, data: { leaseExpiresAt: new Date() } });
  const end = async () => must(await endLeases(CONSOLE, Date.now()));
  const tell = async ({ id: jobId, attempt, leaseId, fencing }: Job) => {
    const proof = { outcome: "verified", observedDigest: revision.digest, steps: [], warnings: [] };
    return recordResult(await server(), jobId, { ...proof, attempt, leaseId, fencing }, null);
  };
  const renew = async ({ leaseId, fencing }: Job) => renewLease(await server(), job.id, { leaseId, fencing });
  const state = async () => must(await getDeployment(ADMIN, id)).jobs[0]?.state;
  return { id, job, start, lease, end, tell, renew, state };
}

describe("a lease that ran out", () => {
  it("gives the job back, with an event: it may not be committed any more, and goes out anew", async () => {
    const { id, job, lease, end, tell, renew, state } = await lost();
    expect(await lease()).toBeNull();
    await end();
    await end();
    expect(await state()).toBe("queued");
    expect((await eventsOf("deployment.lease-ended")).filter(({ nounId }) => nounId === id)).toHaveLength(1);
    expect(codeOf(await renew(job))).toBe("lease-lost");
    const again = await lease();
    expect(again).toMatchObject({ id: job.id, fencing: job.fencing + 1 });
    // The first one comes to itself: it is not believed any more.
    expect(codeOf(await tell(job))).toBe("lease-lost");
    if (again) expect(codeOf(await tell(again))).toBe("ok");
    expect(await state()).toBe("verified");
  });

  it("does not end while the agent renews it", async () => {
    const { job, end, renew, state } = await lost();
    must(await renew(job));
    await end();
    expect(await state()).toBe("leased");
    must(await endLeases(CONSOLE, Date.now() + (LEASE_SECONDS + 1) * 1000));
    expect(await state()).toBe("queued");
    expect(codeOf(await endLeases(ADMIN, 0))).toBe("not-allowed");
  });

  it("leaves the result of the agent true, also after an abort", async () => {
    const [late, aborted] = [await lost(), await lost()];
    await late.end();
    must(await late.tell(late.job));
    expect(await late.state()).toBe("verified");
    must(await abortDeployment(ADMIN, aborted.id, { reason: "wrong day" }));
    await aborted.end();
    expect(await aborted.state()).toBe("superseded");
    expect(await aborted.lease()).toBeNull();
    must(await aborted.tell(aborted.job));
    expect(await aborted.state()).toBe("verified");
  });

  it("holds to a pause, and gives way to a newer push", async () => {
    const { id, job, start, lease, end, tell, state } = await lost();
    must(await pauseDeployment(ADMIN, id, { reason: "" }));
    await end();
    expect(await lease()).toBeNull();
    must(await resumeDeployment(ADMIN, id));
    const newer = await start();
    expect(await state()).toBe("superseded");
    must(await tell(job));
    expect(await state()).toBe("superseded");
    expect(must(await getDeployment(ADMIN, newer)).jobs).toMatchObject([{ state: "queued" }]);
  });
});

import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { StartDeployment } from "@/lib/api/deployments";
import { CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { isOwnJob } from "@/lib/secrets/records";
import { withTestDatabase } from "@/scripts/test-database";
import { leaseJob } from "../agents/lease-job";
import { recordResult } from "../agents/record-result";
import { ADMIN, codeOf, eventsOf, must, personOf, publish, storeDraft, storeServer } from "../test-world";
import { abortDeployment } from "./abort";
import { advanceDeployments } from "./advance";
import { getDeployment } from "./get";
import { listDeployments } from "./list";
import { pauseDeployment } from "./pause";
import { resumeDeployment } from "./resume";
import { retryTargets } from "./retry";
import { startDeployment } from "./start";
import { watchDeployment } from "./watch";

withTestDatabase();

const SITE = "Default Web Site";
let worlds = 0;

/** So many approved servers, a published site config, and the hands of agents and of the console. */
async function world(count: number) {
  const name = `rollout${++worlds}`;
  const draft = await storeDraft(name, [name]);
  const revision = await publish(draft.id);
  const servers: Awaited<ReturnType<typeof storeServer>>[] = [];
  for (let index = 0; index < count; index++) servers.push(await storeServer(`${name}-${index + 1}`));
  const start = (rest: Partial<StartDeployment>, number = revision.number) =>
    startDeployment(ADMIN, {
      siteConfigId: draft.id,
      revision: number,
      targets: servers.map(({ id }) => ({ serverId: id, scope: SITE, expectedDigest: null })),
      ...rest,
    });
  const lease = async (index: number) => must(await leaseJob(servers[index]?.id ?? "", 1));
  /** The agent of this server takes its job and ends it, well or not. */
  const work = async (index: number, outcome: "verified" | "undone" = "verified") => {
    const job = await lease(index);
    if (job === null) throw new Error("no job");
    const server = await db().server.findUniqueOrThrow({ where: { id: servers[index]?.id ?? "" } });
    const { attempt, leaseId, fencing } = job;
    const failure = { code: "verify-mismatch", message: "It read back something else." };
    const well = { observedDigest: revision.digest };
    const result = { outcome, attempt, leaseId, fencing, steps: [], warnings: [] };
    must(
      await recordResult(server, job.id, { ...result, ...(outcome === "verified" ? well : failure) }, null),
    );
    return job;
  };
  return { draft, servers, start, lease, work };
}

const look = async (id: string) => must(await getDeployment(ADMIN, id));
const advance = async (seconds = 0) => must(await advanceDeployments(CONSOLE, Date.now() + seconds * 1000));

describe("a push in waves", () => {
  it("does not start towards a site that an agent was not enrolled for", async () => {
    const { servers, start } = await world(1);
    await db().server.update({ where: { id: servers[0]?.id ?? "" }, data: { allowedSites: ["Intranet"] } });
    expect(codeOf(await start({}))).toBe("scope-not-allowed");
  });

  it("goes to the canary, soaks, then goes on wave by wave", async () => {
    const { servers, start, lease, work } = await world(4);
    const { id } = must(await start({ rollout: { canaryCount: 1, waveSize: 2, soakSeconds: 600 } }));
    expect((await look(id)).jobs.map(({ wave }) => wave)).toEqual([0, 1, 1, 2]);
    expect(await lease(1)).toBeNull();
    await work(0);
    await advance();
    expect(await look(id)).toMatchObject({ state: "soaking", openWave: 0 });
    expect(await lease(1)).toBeNull();
    await advance(500);
    expect(await lease(1)).toBeNull();
    await advance(601);
    expect(await look(id)).toMatchObject({ state: "pushing", openWave: 1, soakUntil: null });
    await work(1);
    await advance(700);
    expect(await lease(3)).toBeNull();
    await work(2);
    await advance(700);
    await advance(2000);
    await work(3);
    await advance(2000);
    expect(await look(id)).toMatchObject({ state: "verified", verified: servers.length });
    expect(await db().deployment.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: "done" });
    expect((await eventsOf("deployment.open-wave")).filter(({ nounId }) => nounId === id)).toHaveLength(2);
  });

  it("stops at the first failure; a person tries again, and it goes on", async () => {
    const { start, lease, work } = await world(3);
    const { id } = must(await start({ rollout: { canaryCount: 1, waveSize: 1 } }));
    const failed = await work(0, "undone");
    await advance();
    expect(await look(id)).toMatchObject({ state: "paused", openWave: 0, failed: 1 });
    expect((await look(id)).stateReason).toMatch(
      /failed\. What was read back is not what was written \(code verify-mismatch\)\.$/,
    );
    expect(await lease(1)).toBeNull();
    const jobs = [{ id: failed.id, attempt: 1 }];
    expect(codeOf(await retryTargets(personOf("editor"), id, { jobs }))).toBe("not-allowed");
    expect(codeOf(await retryTargets(ADMIN, id, { jobs: [{ id: randomUUID(), attempt: 1 }] }))).toBe(
      "not-found",
    );
    must(await retryTargets(ADMIN, id, { jobs }));
    must(await retryTargets(ADMIN, id, { jobs }));
    expect(await eventsOf("deployment.retry")).toHaveLength(1);
    const row = await db().deploymentTarget.findUniqueOrThrow({
      where: { id: failed.id },
      include: { target: true },
    });
    expect(row).toMatchObject({ state: "queued", attempt: 2, sequence: 2, result: null });
    expect(isOwnJob({ ...row, serverId: row.target.serverId, scope: row.target.scope })).toBe(true);
    expect((await work(0)).attempt).toBe(2);
    await advance();
    await work(1);
    await advance();
    await work(2);
    expect((await look(id)).state).toBe("verified");
  });

  it("goes on past a failure only when a person resumes it", async () => {
    const { start, work } = await world(3);
    const { id } = must(await start({ rollout: { waveSize: 1 } }));
    await work(0, "undone");
    expect((await look(id)).state).toBe("paused");
    must(await resumeDeployment(ADMIN, id));
    await advance();
    await work(1, "undone");
    await advance();
    expect(await look(id)).toMatchObject({ state: "paused", openWave: 1, failed: 2 });
    must(await resumeDeployment(ADMIN, id));
    await advance();
    await work(2);
    await advance();
    expect(await look(id)).toMatchObject({ state: "failed", verified: 1, failed: 2 });
    expect(codeOf(await resumeDeployment(ADMIN, id))).toBe("deployment-over");
  });

  it("without settings goes everywhere at once, and a failure stops nobody", async () => {
    const { start, work } = await world(2);
    const { id } = must(await start({}));
    await work(0, "undone");
    await advance();
    await work(1);
    expect(await look(id)).toMatchObject({ state: "failed", verified: 1, failed: 1 });
  });
});

describe("a push that people hold", () => {
  it("is paused for what waits, not for what runs, and resumed", async () => {
    const { start, lease, work } = await world(2);
    const { id } = must(await start({}));
    expect(await lease(0)).not.toBeNull();
    expect(codeOf(await pauseDeployment(personOf("viewer"), id, {}))).toBe("not-allowed");
    must(await pauseDeployment(ADMIN, id, { reason: "the phone rings" }));
    must(await pauseDeployment(ADMIN, id, {}));
    expect(await eventsOf("deployment.pause")).toHaveLength(1);
    expect(await lease(1)).toBeNull();
    await work(0);
    await advance();
    expect(await look(id)).toMatchObject({ state: "paused", verified: 1 });
    expect((await look(id)).stateReason).toContain("the phone rings");
    must(await resumeDeployment(ADMIN, id));
    must(await resumeDeployment(ADMIN, id));
    expect(await eventsOf("deployment.resume")).toHaveLength(3);
    await work(1);
    expect((await look(id)).state).toBe("verified");
  });

  it("is aborted for good: what waits is superseded with the reason, what runs ends by itself", async () => {
    const { start, lease, work } = await world(3);
    const { id } = must(await start({}));
    await work(2, "undone");
    expect(await lease(0)).not.toBeNull();
    expect(codeOf(await abortDeployment(ADMIN, id, {}))).toBe("invalid-input");
    must(await abortDeployment(ADMIN, id, { reason: "wrong revision" }));
    must(await abortDeployment(ADMIN, id, { reason: "again" }));
    expect(await eventsOf("deployment.abort")).toHaveLength(1);
    expect(await lease(1)).toBeNull();
    await work(0);
    await advance();
    const { state, jobs } = await look(id);
    expect([state, jobs.map((job) => job.state)]).toEqual(["aborted", ["verified", "superseded", "undone"]]);
    expect(jobs[1]?.message).toContain("wrong revision");
    expect(codeOf(await resumeDeployment(ADMIN, id))).toBe("deployment-over");
    const again = { jobs: [{ id: jobs[2]?.id, attempt: 1 }] };
    expect(codeOf(await retryTargets(ADMIN, id, again))).toBe("deployment-over");
  });

  it("does not go on after an abort for whoever writes to the database", async () => {
    const { servers, start, lease } = await world(2);
    const { id } = must(await start({}));
    must(await abortDeployment(ADMIN, id, { reason: "the wrong revision" }));
    // Everything back as it stood.
    await db().deployment.update({ where: { id }, data: { state: "running", stateReason: null } });
    await db().deploymentTarget.updateMany({
      where: { deploymentId: id },
      data: { state: "queued", finishedAt: null },
    });
    expect(await lease(0)).toBeNull();
    expect((await look(id)).jobs).toMatchObject([
      { state: "failed", code: "stored-data-altered" },
      { state: "queued" },
    ]);
    // Nor what gave way to a newer push.
    const newer = must(
      await start({ targets: [{ serverId: servers[1]?.id ?? "", scope: SITE, expectedDigest: null }] }),
    );
    await db().deploymentTarget.updateMany({
      where: { deploymentId: newer.id },
      data: { state: "superseded" },
    });
    await db().deploymentTarget.updateMany({
      where: { deploymentId: id, target: { serverId: servers[1]?.id ?? "" } },
      data: { state: "queued", finishedAt: null },
    });
    expect(await lease(1)).toBeNull();
    must(await start({}));
    expect(await lease(0)).not.toBeNull();
    expect(await lease(1)).not.toBeNull();
  });

  it("is not tried again where a newer push went since", async () => {
    const { start, work } = await world(1);
    const first = must(await start({}));
    const { id } = await work(0, "undone");
    must(await start({}));
    expect(codeOf(await retryTargets(ADMIN, first.id, { jobs: [{ id, attempt: 1 }] }))).toBe("conflict");
  });
});

describe("a push to a server with maintenance windows", () => {
  /** A window of an hour that begins in so many hours from now, of the server itself or of a group that it is in. */
  async function storeWindow(serverId: string, inHours: number) {
    const start = new Date(Date.now() + inHours * 3_600_000);
    await db().maintenanceWindow.create({
      data: {
        serverId,
        weekdays: [((start.getUTCDay() + 6) % 7) + 1],
        startMinute: start.getUTCHours() * 60 + start.getUTCMinutes(),
        lengthMinutes: 60,
        timeZone: "UTC",
        createdBy: ADMIN.name,
      },
    });
  }

  it("waits for one to open, and says until when", async () => {
    const { servers, start, lease, work } = await world(2);
    for (const { id } of servers) await storeWindow(id, 3);
    const { id } = must(await start({}));
    const waits = async () => {
      const { items } = must(await listDeployments(ADMIN, {}));
      return [(await look(id)).waitsForWindow, items.find((item) => item.id === id)?.waitsForWindow];
    };
    expect(await lease(0)).toBeNull();
    expect(await waits()).toEqual([true, true]);
    const [job] = (await look(id)).jobs;
    expect(job?.opens?.timeZone).toBe("UTC");
    const hours = (Date.parse(job?.opens?.at ?? "") - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(2.9);
    expect(hours).toBeLessThan(3.1);
    await storeWindow(servers[0]?.id ?? "", -0.5);
    expect(await waits()).toEqual([false, false]);
    await work(0);
    expect(await waits()).toEqual([true, true]);
    expect(await lease(1)).toBeNull();
  });

  it("does not wait when a person says why", async () => {
    const { servers, start, work } = await world(1);
    await storeWindow(servers[0]?.id ?? "", 3);
    expect(codeOf(await start({ windowOverride: " " }))).toBe("invalid-input");
    const { id } = must(await start({ windowOverride: "a key was stolen" }));
    expect(await look(id)).toMatchObject({
      windowOverride: "a key was stolen",
      waitsForWindow: false,
      jobs: [{ opens: null }],
    });
    await work(0);
  });
});

describe("what a push refuses", () => {
  it("is a target that is only observed", async () => {
    const { servers, start, work } = await world(1);
    must(await start({}));
    await work(0);
    await db().target.updateMany({ where: { serverId: servers[0]?.id ?? "" }, data: { mode: "observe" } });
    expect(codeOf(await start({}))).toBe("target-observed");
  });

  it("is a revision that was rolled back", async () => {
    const { draft, start } = await world(1);
    const { id: revisionId } = await db().revision.findFirstOrThrow({ where: { siteConfigId: draft.id } });
    await db().revisionRejection.create({ data: { revisionId, rejectedBy: "Ann", reason: "it let Bob in" } });
    expect(codeOf(await start({}))).toBe("revision-rejected");
  });
});

describe("the events of a push", () => {
  it("tell the whole of it first, then what changed, and end with whoever watches", async () => {
    const { start, work } = await world(2);
    const { id } = must(await start({}));
    const gone = new AbortController();
    const events = must(await watchDeployment(personOf("viewer"), id, gone.signal));
    expect((await events.next()).value).toMatchObject({ deployment: { state: "pushing" }, jobs: [{}, {}] });
    const next = events.next();
    await work(0);
    const states: unknown[] = [];
    states.push((await next).value?.jobs[0]?.state);
    while (states.at(-1) !== "verified") states.push((await events.next()).value?.jobs[0]?.state);
    expect(states.length).toBeLessThanOrEqual(2);
    gone.abort();
    await events.next();
    expect((await events.next()).done).toBe(true);
    expect(codeOf(await watchDeployment(ADMIN, "nonsense", gone.signal))).toBe("not-found");
  });
});

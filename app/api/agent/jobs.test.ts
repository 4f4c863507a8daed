import { describe, expect, it } from "vitest";
import { bundleDigest, openBundle } from "@/lib/agent-api/bundle";
import { type Job, pollAnswerSchema } from "@/lib/agent-api/jobs";
import { LEASE_SECONDS } from "@/lib/agent-api/protocol";
import { openSealedPassword } from "@/lib/agent-api/sealed-password";
import type { StartDeployment } from "@/lib/api/deployments";
import { CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { digestSiteConfig } from "@/lib/iis/digest";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { setPassword } from "@/lib/services/accounts/set-password";
import { endLeases } from "@/lib/services/deployments/end-leases";
import { getDeployment } from "@/lib/services/deployments/get";
import { planDeployment } from "@/lib/services/deployments/plan";
import { startDeployment } from "@/lib/services/deployments/start";
import { addManyToOne } from "@/lib/services/many-to-one/add";
import { getServer } from "@/lib/services/servers/get";
import { getDrift } from "@/lib/services/servers/get-drift";
import { revokeServer } from "@/lib/services/servers/revoke";
import { getRevision } from "@/lib/services/site-configs/get-revision";
import {
  ADMIN,
  codeOf,
  eventsOf,
  inventoryOf,
  must,
  personOf,
  publish,
  refuseEvents,
  storeDraft,
  storeMapping,
} from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";
import { codeIn, TestAgent } from "./test-agent";

withTestDatabase();

const SITE = "Default Web Site";
const SECRET = "Push-me-Sealed-9!";
type Target = StartDeployment["targets"][number];

let worlds = 0;
/** An approved agent, a published site config of one mapping with a password, and how to push it. */
async function world() {
  const name = `w${++worlds}`;
  const agent = await TestAgent.approved(`${name}.example`);
  const draft = await storeDraft(`Config ${name}`, [name], SECRET);
  const revision = await publish(draft.id);
  const { config } = must(await getRevision(ADMIN, draft.id, revision.number));
  const push = (wishes: Partial<Target> = {}, number = 1) =>
    startDeployment(ADMIN, {
      siteConfigId: draft.id,
      revision: number,
      targets: [{ serverId: agent.serverId, scope: SITE, expectedDigest: null, ...wishes }],
    });
  const jobOf = async (id: string) => must(await getDeployment(ADMIN, id)).jobs[0];
  const target = () => db().target.findFirstOrThrow({ where: { serverId: agent.serverId, scope: SITE } });
  return { name, agent, draft, revision, config, push, jobOf, target };
}
type World = Awaited<ReturnType<typeof world>>;

/** Pushed and verified, as the agent reports it. */
async function deployed(): Promise<World & { deploymentId: string }> {
  const made = await world();
  const { id } = must(await made.push());
  const job = await made.agent.takeJob();
  const observedDigest = made.revision.digest;
  expect(await codeIn(await made.agent.finish(job, { observedDigest }))).toBe("ok");
  return { ...made, deploymentId: id };
}

async function openJob({ agent }: World, digest: string) {
  const response = await agent.bundle(digest);
  expect([response.status, response.headers.get("etag")]).toEqual([200, `"${digest}"`]);
  const jws = await response.text();
  expect(bundleDigest(jws)).toBe(digest);
  return must(await openBundle(jws, consolePublicKey()));
}

describe("a push", () => {
  it("reaches the agent as a signed bundle of just this revision, and is verified by the digest read back", async () => {
    const made = await world();
    const { agent, push, revision, config, jobOf } = made;
    const { id, number } = must(await push({ takeOver: true }));
    const job = await agent.takeJob();
    expect(job).toMatchObject({ kind: "apply", scope: SITE, attempt: 1, fencing: 1 });
    const bundle = await openJob(made, job.bundleDigest);
    expect(bundle).toMatchObject({
      serverId: agent.serverId,
      scope: SITE,
      sequence: 1,
      jobId: job.id,
      deploymentNumber: number,
      takeOver: true,
      allowEmpty: false,
      siteConfig: config,
    });
    expect(bundle.revision.digest).toBe(digestSiteConfig(bundle.siteConfig));
    expect(await codeIn(await agent.renew(job))).toBe("ok");
    const steps = [{ name: "received" as const, at: new Date().toISOString(), ok: true }];
    const finished = await agent.finish(job, {
      observedDigest: revision.digest,
      steps,
      warnings: ["Mind this."],
    });
    expect(finished.status).toBe(204);
    expect(await jobOf(id)).toMatchObject({ state: "verified", steps, warnings: ["Mind this."], code: null });
    expect(await made.target()).toMatchObject({
      deployedDigest: revision.digest,
      observedDigest: revision.digest,
    });
    expect((await eventsOf("deployment.verified")).at(-1)).toMatchObject({ actorKind: "agent", nounId: id });
    expect(await codeIn(await agent.bundle(job.bundleDigest))).toBe("not-found");
  });

  it("comes with its bundle, the one that can be fetched, where that is short", async () => {
    const made = await world();
    const { agent } = made;
    must(await made.push());
    const short = pollAnswerSchema.parse(await (await agent.poll()).json());
    expect(await (await agent.bundle(short.job?.bundleDigest ?? "")).text()).toBe(short.bundle);
    const long = await storeDraft(`Long ${made.name}`);
    const rules = Array.from({ length: 60 }, (_, number) => ({
      certificateField: "Subject",
      certificateSubField: "CN",
      matchCriteria: String(number).padEnd(1000, "*"),
      compareCaseSensitive: true,
    }));
    const deny = { name: "Many", permissionMode: "Deny", accountId: null, rules };
    must(await addManyToOne(ADMIN, long.id, deny, long.version));
    await publish(long.id);
    const targets = [{ serverId: agent.serverId, scope: "Payroll", expectedDigest: null }];
    must(await startDeployment(ADMIN, { siteConfigId: long.id, revision: 1, targets }));
    await agent.finish(short.job as Job, { observedDigest: made.revision.digest });
    const { job, bundle } = pollAnswerSchema.parse(await (await agent.poll()).json());
    expect([job?.scope, bundle]).toEqual(["Payroll", undefined]);
    expect(await openJob(made, job?.bundleDigest ?? "")).toMatchObject({ scope: "Payroll" });
  });

  it("carries passwords that only the agent's own key opens, for this scope, account and sequence alone", async () => {
    const made = await world();
    must(await made.push());
    const job = await made.agent.takeJob();
    const bundle = await openJob(made, job.bundleDigest);
    expect(JSON.stringify(bundle)).not.toContain(SECRET);
    expect(bundle.passwords).toHaveLength(1);
    const { userName = "", sealed = "" } = bundle.passwords[0] ?? {};
    const { sealing, serverId } = made.agent;
    const context = { serverId, scope: SITE, userName, sequence: bundle.sequence };
    expect(await openSealedPassword(sealed, sealing, context)).toBe(SECRET);
    const other = new TestAgent("other");
    expect(await openSealedPassword(sealed, other.sealing, context)).toBeUndefined();
    for (const moved of [
      { serverId: other.instanceId },
      { scope: "Payroll" },
      { userName: "CONTOSO\\administrator" },
      { sequence: 2 },
    ])
      expect(await openSealedPassword(sealed, sealing, { ...context, ...moved })).toBeUndefined();
  });

  it("of which the password was set in another spelling of the account still carries it", async () => {
    const made = await world();
    const account = await db().account.findUniqueOrThrow({ where: { userNameKey: `contoso\\${made.name}` } });
    must(await setPassword(ADMIN, account.id, { password: "Second-one-2!" }));
    must(await made.push());
    const job = await made.agent.takeJob();
    const { passwords, sequence } = await openJob(made, job.bundleDigest);
    const { userName = "", sealed = "" } = passwords[0] ?? {};
    const context = { serverId: made.agent.serverId, scope: SITE, userName, sequence };
    expect(await openSealedPassword(sealed, made.agent.sealing, context)).toBe("Second-one-2!");
  });

  it("is not another agent's to see, to renew or to finish", async () => {
    const made = await world();
    const stranger = await TestAgent.approved("stranger");
    must(await made.push());
    const job = await made.agent.takeJob();
    expect(await codeIn(await stranger.bundle(job.bundleDigest))).toBe("not-found");
    expect(await codeIn(await stranger.renew(job))).toBe("lease-lost");
    expect(await codeIn(await stranger.finish(job))).toBe("not-found");
    expect(await codeIn(await made.agent.finish({ ...job, id: "x" }))).toBe("not-found");
    expect(await codeIn(await made.agent.renew({ ...job, id: "x" }))).toBe("lease-lost");
  });

  it("is not another agent's either when both ask for its bundle in the same moment", async () => {
    const made = await world();
    const stranger = await TestAgent.approved("stranger2");
    must(await made.push());
    const { bundleDigest: digest } = await made.agent.takeJob();
    const answers = [made.agent, stranger, made.agent, stranger].map((each) => each.bundle(digest));
    const codes = await Promise.all((await Promise.all(answers)).map(codeIn));
    expect(codes).toEqual(["ok", "not-found", "ok", "not-found"]);
  });

  it("raises the sequence each time, and an older job that waits gives way", async () => {
    const { push, agent, jobOf } = await world();
    const first = must(await push());
    const second = must(await push());
    expect(await jobOf(first.id)).toMatchObject({ state: "superseded", sequence: 1 });
    expect(await jobOf(second.id)).toMatchObject({ state: "queued", sequence: 2 });
    const job = await agent.takeJob();
    expect(job.id).toBe((await jobOf(second.id))?.id);
    expect(await jobOf(first.id)).toMatchObject({ state: "superseded" });
  });

  it("waits for the end of one that runs", async () => {
    const { push, agent, revision, target } = await world();
    must(await push());
    const job = await agent.takeJob();
    expect(codeOf(await push())).toBe("push-running");
    expect(await target()).toMatchObject({ sequence: 1 });
    expect(await db().deployment.count({ where: { targets: { none: {} } } })).toBe(0);
    await agent.finish(job, { observedDigest: revision.digest });
    expect(codeOf(await push())).toBe("ok");
  });

  it("started ten times at once leaves one job to do, with the highest sequence", async () => {
    const { push, agent } = await world();
    const codes = (await Promise.all(Array.from({ length: 10 }, () => push()))).map(codeOf);
    expect(codes).toEqual(Array.from({ length: 10 }, () => "ok"));
    const jobs = await db().deploymentTarget.findMany({
      where: { target: { serverId: agent.serverId } },
      orderBy: { sequence: "asc" },
    });
    expect(jobs.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(jobs.filter(({ state }) => state === "queued").map(({ sequence }) => sequence)).toEqual([10]);
  });

  it("to one site under two spellings is one target; naming it twice is refused", async () => {
    const { push, agent, draft } = await world();
    must(await push());
    must(await push({ scope: "default WEB site" }));
    expect(await db().target.count({ where: { serverId: agent.serverId } })).toBe(1);
    const place = { serverId: agent.serverId, scope: SITE, expectedDigest: null };
    const twice = await startDeployment(ADMIN, {
      siteConfigId: draft.id,
      revision: 1,
      targets: [place, { ...place, scope: SITE.toUpperCase() }],
    });
    expect(codeOf(twice)).toBe("invalid-input");
  });

  it("of another site config to the same place is refused", async () => {
    const { push, agent } = await world();
    must(await push());
    const other = await storeDraft(`Other for ${agent.hostName}`, [`other-${agent.hostName}`]);
    await publish(other.id);
    const targets = [{ serverId: agent.serverId, scope: SITE, expectedDigest: null }];
    const refused = await startDeployment(ADMIN, { siteConfigId: other.id, revision: 1, targets });
    expect(codeOf(refused)).toBe("target-taken");
  });

  it("takes an operator, an approved server, and a revision that is there", async () => {
    const { draft, push, agent } = await world();
    const pending = await TestAgent.pending("pending");
    const place = { serverId: agent.serverId, scope: SITE, expectedDigest: null };
    const input = { siteConfigId: draft.id, revision: 1, targets: [place] };
    expect(codeOf(await startDeployment(personOf("editor"), input))).toBe("not-allowed");
    expect(codeOf(await startDeployment(personOf("operator"), input))).toBe("ok");
    expect(codeOf(await push({ serverId: pending.serverId }))).toBe("server-not-approved");
    expect(codeOf(await push({ serverId: draft.id }))).toBe("server-not-approved");
    expect(codeOf(await push({}, 2))).toBe("not-found");
    expect(codeOf(await push({}, 99_999_999_999))).toBe("invalid-input");
  });

  it("is not started when its event cannot be written", async () => {
    const { push, agent } = await world();
    const { allow } = await refuseEvents("deployment.start");
    await expect(push()).rejects.toThrow("no room for events");
    await allow();
    expect(await db().target.count({ where: { serverId: agent.serverId } })).toBe(0);
  });
});

describe("a lease", () => {
  it("that an agent lost in a restart is given again, and the old one is lost", async () => {
    const { push, agent, revision, jobOf } = await world();
    const { id } = must(await push());
    const old = await agent.takeJob();
    agent.epoch = 2;
    const job = await agent.takeJob();
    expect(job).toMatchObject({ id: old.id, attempt: old.attempt, fencing: old.fencing + 1 });
    expect(job.leaseId).not.toBe(old.leaseId);
    expect(await codeIn(await agent.renew(old))).toBe("lease-lost");
    expect(await codeIn(await agent.finish(old, { observedDigest: revision.digest }))).toBe("lease-lost");
    expect(await codeIn(await agent.renew({ ...job, fencing: old.fencing }))).toBe("lease-lost");
    expect(await codeIn(await agent.renew(job))).toBe("ok");
    expect(await jobOf(id)).toMatchObject({ state: "leased" });
  });

  it("asked for by two polls at once is given under one valid proof", async () => {
    const { push, agent } = await world();
    must(await push());
    const poll = new AbortController();
    const answers = [1, 2].map(() => agent.poll({ signal: poll.signal }));
    await Promise.race(answers);
    poll.abort();
    const codes: string[] = [];
    for (const answer of await Promise.all(answers)) {
      if (answer.status === 204) continue;
      const { job } = pollAnswerSchema.parse(await answer.json());
      if (job) codes.push(await codeIn(await agent.renew(job)));
    }
    expect(codes.filter((code) => code === "ok")).toHaveLength(1);
  });

  it("that ran out brings no bundle any more", async () => {
    const { push, agent } = await world();
    must(await push());
    const { bundleDigest: digest } = await agent.takeJob();
    expect(await codeIn(await agent.bundle(digest))).toBe("ok");
    must(await endLeases(CONSOLE, Date.now() + (LEASE_SECONDS + 1) * 1000));
    expect(await codeIn(await agent.bundle(digest))).toBe("not-found");
  });

  it("ends with the server's rights", async () => {
    const { push, agent } = await world();
    must(await push());
    const job = await agent.takeJob();
    must(await revokeServer(ADMIN, agent.serverId));
    expect(await codeIn(await agent.renew(job))).toBe("agent-revoked");
  });
});

describe("a result", () => {
  it("sent twice is one: one event, the first word stands", async () => {
    const { agent, push, jobOf, revision } = await world();
    const { id } = must(await push());
    const job = await agent.takeJob();
    const observedDigest = revision.digest;
    const codes = await Promise.all(
      Array.from({ length: 4 }, async () => codeIn(await agent.finish(job, { observedDigest }))),
    );
    expect(codes).toEqual(["ok", "ok", "ok", "ok"]);
    expect(
      await codeIn(await agent.finish(job, { outcome: "failed", code: "disk-full", message: "m" })),
    ).toBe("ok");
    expect(await jobOf(id)).toMatchObject({ state: "verified", code: null });
    const events = await eventsOf("deployment.verified");
    expect(events.filter(({ nounId }) => nounId === id)).toHaveLength(1);
  });

  it("that calls something else verified is a failure", async () => {
    for (const observedDigest of ["0".repeat(64), undefined]) {
      const { agent, push, jobOf, target } = await world();
      const { id } = must(await push());
      const job = await agent.takeJob();
      expect(await codeIn(await agent.finish(job, { ...(observedDigest && { observedDigest }) }))).toBe("ok");
      expect(await jobOf(id)).toMatchObject({ state: "failed", code: "verify-mismatch" });
      expect(await target()).toMatchObject({ deployedRevisionId: null, deployedDigest: null });
      expect((await eventsOf("deployment.failed")).at(-1)?.reason).toMatch(/^verify-mismatch: /);
    }
  });

  it("of a failure keeps code, sentence and steps, and what was deployed before", async () => {
    const { agent, draft, push, jobOf, target, revision, name } = await deployed();
    await storeMapping(draft.id, `${name}-more`);
    await publish(draft.id);
    const { id } = must(await push({}, 2));
    const job = await agent.takeJob();
    const told = { outcome: "undone", code: "verify-mismatch", message: "Restored." } as const;
    expect(await codeIn(await agent.finish(job, told))).toBe("ok");
    expect(await jobOf(id)).toMatchObject({ state: "undone", code: "verify-mismatch", message: "Restored." });
    expect(await target()).toMatchObject({ deployedDigest: revision.digest });
    expect((await agent.poll({ signal: AbortSignal.abort() })).status).toBe(204);
  });

  it("is not kept when its event cannot be written; the agent sends it again", async () => {
    const { agent, push, jobOf, revision } = await world();
    const { id } = must(await push());
    const job = await agent.takeJob();
    const { allow } = await refuseEvents("deployment.verified");
    const { error } = console;
    console.error = () => {};
    expect(await codeIn(await agent.finish(job, { observedDigest: revision.digest }))).toBe("internal");
    console.error = error;
    await allow();
    expect(await jobOf(id)).toMatchObject({ state: "leased" });
    expect(await codeIn(await agent.finish(job, { observedDigest: revision.digest }))).toBe("ok");
    expect(await jobOf(id)).toMatchObject({ state: "verified" });
  });
});

describe("stored data that was changed behind the console's back", () => {
  /** What a writer of the database could do, and what must come of it: nothing signed, and a failure that says why. */
  async function expectNothingSigned(
    change: (made: World, jobId: string) => Promise<unknown>,
  ): Promise<void> {
    const made = await world();
    const { id } = must(await made.push());
    const jobId = (await made.jobOf(id))?.id ?? "";
    await change(made, jobId);
    expect(await pollUntilFailed(made.agent, jobId)).toBe(204);
    const row = await db().deploymentTarget.findUniqueOrThrow({ where: { id: jobId } });
    expect(row).toMatchObject({ state: "failed", bundle: null, bundleDigest: null, fencing: 0 });
    expect(row.result).toMatchObject({ code: "stored-data-altered" });
    expect((await eventsOf("deployment.failed")).at(-1)?.reason).toMatch(/^stored-data-altered: /);
  }
  /** The status of a poll that is let go when the job has failed, or has got to anybody. */
  async function pollUntilFailed(agent: TestAgent, jobId: string): Promise<number> {
    const poll = new AbortController();
    const answer = agent.poll({ signal: poll.signal });
    for (let state = "queued"; state === "queued"; )
      ({ state } = await db().deploymentTarget.findUniqueOrThrow({ where: { id: jobId } }));
    poll.abort();
    return (await answer).status;
  }

  async function rewriteRevision(siteConfigId: string, set: string): Promise<void> {
    await db().$executeRawUnsafe(`ALTER TABLE "Revision" DISABLE TRIGGER "Revision_immutable"`);
    await db().$executeRawUnsafe(`UPDATE "Revision" SET ${set} WHERE "siteConfigId" = '${siteConfigId}'`);
    await db().$executeRawUnsafe(`ALTER TABLE "Revision" ENABLE TRIGGER "Revision_immutable"`);
  }
  const otherAccount = (name: string) =>
    `config = replace(config::text, '${name}', 'administrator')::jsonb` as const;

  it("another account in the revision", () =>
    expectNothingSigned(({ draft, name }) => rewriteRevision(draft.id, otherAccount(name))));

  it("another account in the revision, with the digest to match", () =>
    expectNothingSigned(async ({ draft, name, config }) => {
      await rewriteRevision(draft.id, otherAccount(name));
      const altered = JSON.parse(JSON.stringify(config).replaceAll(name, "administrator"));
      await rewriteRevision(draft.id, `digest = '${digestSiteConfig(altered)}'`);
    }));

  it("a push to another site", () =>
    expectNothingSigned(({ agent }) =>
      db().target.updateMany({ where: { serverId: agent.serverId }, data: { scope: "Payroll" } }),
    ));

  it("a push to another server", () =>
    expectNothingSigned(async ({ agent }, jobId) => {
      const thief = await TestAgent.approved("thief");
      await db().target.updateMany({
        where: { serverId: agent.serverId },
        data: { serverId: thief.serverId },
      });
      expect(await pollUntilFailed(thief, jobId)).toBe(204);
      expect((await db().deploymentTarget.findUniqueOrThrow({ where: { id: jobId } })).bundle).toBeNull();
    }));

  it.each([
    ["another revision's sequence", { sequence: 99 }],
    ["taking over what others put there", { takeOver: true }],
    ["emptying", { allowEmpty: true }],
    ["another expectation", { expectedDigest: "0".repeat(64) }],
  ])("a push with %s", (_what, data) =>
    expectNothingSigned((_made, id) => db().deploymentTarget.update({ where: { id }, data })),
  );

  it("an altered revision is neither planned nor pushed", async () => {
    const { draft, name, push, agent } = await world();
    await rewriteRevision(draft.id, otherAccount(name));
    expect(codeOf(await push())).toBe("stored-data-altered");
    const targets = [{ serverId: agent.serverId, scope: SITE }];
    const plan = await planDeployment(ADMIN, { siteConfigId: draft.id, revision: 1, targets });
    expect(codeOf(plan)).toBe("stored-data-altered");
  });

  it("another account's sealed password in the place of one", async () => {
    const made = await world();
    const { id } = must(await made.push());
    const other = await db().account.findFirstOrThrow({
      where: { sealedPassword: { not: null }, userNameKey: { not: `contoso\\${made.name}` } },
    });
    await db().account.update({
      where: { userNameKey: `contoso\\${made.name}` },
      data: { sealedPassword: other.sealedPassword },
    });
    expect(await pollUntilFailed(made.agent, (await made.jobOf(id))?.id ?? "")).toBe(204);
    expect(await made.jobOf(id)).toMatchObject({ state: "failed", code: "secret-unreadable" });
  });
});

describe("a report", () => {
  it("shows drift when the file was changed by hand, and its end, with one event each", async () => {
    const { agent, config, target } = await deployed();
    const { id } = await target();
    const events = async () =>
      [...(await eventsOf("target.drifted")), ...(await eventsOf("target.in-sync"))]
        .filter(({ nounId }) => nounId === id)
        .map(({ action }) => action);
    const report = async (sslFlags: "Ssl"[] | undefined) => {
      const changed = sslFlags ? { ...config, access: { sslFlags } } : config;
      expect(await codeIn(await agent.report(inventoryOf({ [SITE]: changed })))).toBe("ok");
      return must(await getDrift(ADMIN, id));
    };
    expect((await report(undefined)).target.state).toBe("in-sync");
    expect(await events()).toEqual([]);
    const drift = await report(["Ssl"]);
    expect(drift.target.state).toBe("drifted");
    expect(drift.changes).not.toEqual([]);
    await report(["Ssl"]);
    expect(await events()).toEqual(["target.drifted"]);
    expect((await report(undefined)).changes).toEqual([]);
    expect(await events()).toEqual(["target.drifted", "target.in-sync"]);
  });

  it("is not in sync, and drift is still told, after a time in which the file could not be read", async () => {
    const { agent, config, target } = await deployed();
    const { id } = await target();
    const unreadable = { code: "file-unreadable", message: "The file cannot be read." };
    await agent.report({ ...inventoryOf({}), unreadable });
    expect(must(await getDrift(ADMIN, id)).target.state).toBe("unknown");
    await agent.report(inventoryOf({ [SITE]: { ...config, access: { sslFlags: ["Ssl"] } } }));
    expect(must(await getDrift(ADMIN, id)).target.state).toBe("drifted");
    expect((await eventsOf("target.drifted")).filter(({ nounId }) => nounId === id)).toHaveLength(1);
  });

  it("keeps what the server has, and nothing of what is malformed", async () => {
    const agent = await TestAgent.approved("inventory");
    const inventory = inventoryOf({ "": {}, [SITE]: {}, Payroll: {} });
    expect(await codeIn(await agent.report(inventory))).toBe("ok");
    expect(must(await getServer(ADMIN, agent.serverId))).toMatchObject({ sites: 2, inventory });
    const malformed = { ...inventory, observed: [{ scope: SITE, config: { password: "x" } }] };
    expect(await codeIn(await agent.report(malformed as unknown as typeof inventory))).toBe("invalid-input");
    expect(must(await getServer(ADMIN, agent.serverId))).toMatchObject({ inventory });
  });
});

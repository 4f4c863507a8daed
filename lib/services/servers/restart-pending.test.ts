import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import type { Inventory } from "@/lib/iis/inventory";
import type { SiteConfig } from "@/lib/iis/site-config";
import { withTestDatabase } from "@/scripts/test-database";
import { leaseJob } from "../agents/lease-job";
import { recordReport } from "../agents/record-report";
import { recordResult } from "../agents/record-result";
import { getDeployment } from "../deployments/get";
import { startDeployment } from "../deployments/start";
import { getDoctor } from "../doctor/get";
import { getOverview } from "../overview/get";
import { getSiteConfig } from "../site-configs/get";
import { getRevision } from "../site-configs/get-revision";
import { updateSiteConfig } from "../site-configs/update";
import {
  ADMIN,
  codeOf,
  eventsOf,
  inventoryOf,
  must,
  personOf,
  publish,
  storeDraft,
  storeServer,
} from "../test-world";
import { confirmRestart } from "./confirm-restart";
import { getDrift } from "./get-drift";
import { listServers } from "./list";

withTestDatabase();

const SITE = "Default Web Site";
const COMMITTED = "2026-11-21T10:00:00.000Z";
const LATER = "2026-11-21T10:05:00.000Z";
let worlds = 0;

/** A server on which `enabled` is what the AD section says, and pushes that switch it. */
async function world() {
  const name = `restart${++worlds}`;
  const draft = await storeDraft(name, [name]);
  const { id: serverId } = await storeServer(name);
  const server = () => db().server.findUniqueOrThrow({ where: { id: serverId } });
  const report = async (config: SiteConfig, host?: Inventory["host"]) => {
    const instance = { protocol: 1, instanceId: "8f14e45f-ceea-467f-a1d0-2f1b0a3c4d5e", epoch: 1 };
    const inventory = { ...inventoryOf({ [SITE]: config }), ...(host && { host }) };
    must(await recordReport(await server(), { ...instance, inventory }));
  };
  /** Publishes the section so and pushes it. `seen`: reported before the result arrives. */
  const push = async (enabled: boolean, { written = true, early = false, host }: Push = {}) => {
    const { version, settings } = must(await getSiteConfig(ADMIN, draft.id));
    const changed = { ...settings, clientCertificateMappingAuthentication: { enabled } };
    must(await updateSiteConfig(ADMIN, draft.id, version, { settings: changed }));
    const { number, digest } = await publish(draft.id);
    const { config } = must(await getRevision(ADMIN, draft.id, number));
    const place = { serverId, scope: SITE, expectedDigest: null };
    const { id } = must(
      await startDeployment(ADMIN, { siteConfigId: draft.id, revision: number, targets: [place] }),
    );
    const job = must(await leaseJob(serverId, 1));
    if (job === null) throw new Error("no job");
    if (early) await report(config);
    const { attempt, leaseId, fencing } = job;
    const proof = { attempt, leaseId, fencing, observedDigest: digest, warnings: [] };
    const steps = written ? [{ name: "committed", at: COMMITTED, ok: true }] : [];
    const inventory = { ...inventoryOf({ [SITE]: config }), ...(host && { host }) };
    must(
      await recordResult(await server(), job.id, { outcome: "verified", ...proof, steps, inventory }, null),
    );
    return { id, config };
  };
  const target = () => db().target.findFirstOrThrow({ where: { serverId } });
  const since = async () => (await target()).restartPendingSince?.toISOString() ?? null;
  return { name, serverId, report, push, target, since };
}
interface Push {
  written?: boolean;
  early?: boolean;
  host?: Inventory["host"];
}

const AD_OFF = { clientCertificateMappingAuthentication: { enabled: false } };
const AD_ON = { clientCertificateMappingAuthentication: { enabled: true } };

describe("a restart is pending", () => {
  it("after a push that switched the AD section, wherever a target is shown", async () => {
    const { serverId, report, push, target, since } = await world();
    await report(AD_OFF);
    const before = must(await getOverview(ADMIN)).restarts.pending;
    const { id } = await push(true);
    expect(await since()).toBe(COMMITTED);
    const drift = must(await getDrift(ADMIN, (await target()).id));
    expect(drift).toMatchObject({
      seesRestarts: false,
      target: { state: "in-sync", restartPendingSince: COMMITTED },
    });
    expect(must(await getOverview(ADMIN)).restarts.pending).toBe(before + 1);
    const shown = must(await listServers(ADMIN, { show: "restart-pending", limit: 100 }));
    expect(shown.items.map((each) => each.id)).toContain(serverId);
    expect(must(await getDeployment(ADMIN, id)).jobs[0]?.restartPending).toBe(true);
    const { checks } = must(await getDoctor(ADMIN, serverId, { site: SITE }));
    expect(JSON.stringify(checks)).toContain(
      `changed on ${COMMITTED.slice(0, 10)} at ${COMMITTED.slice(11, 16)} UTC`,
    );
    expect((await eventsOf("target.restart-pending")).at(-1)).toMatchObject({ after: { since: COMMITTED } });
  });

  it("also when the change was reported before the result came, and after switching back", async () => {
    const { push, since, target } = await world();
    await push(false, { early: true });
    expect(await since()).toBeNull();
    await push(true, { early: true });
    expect(await since()).toBe(COMMITTED);
    await db().target.update({ where: { id: (await target()).id }, data: { restartPendingSince: null } });
    await push(false);
    expect(await since()).toBe(COMMITTED);
  });

  it("when the agent itself says so, whatever was reported before", async () => {
    const { report, push, since } = await world();
    await report(AD_ON);
    await push(true, { host: { restartPendingSince: COMMITTED } });
    expect(await since()).toBe(COMMITTED);
  });

  it("not when the section was so before, nothing was written, or the first report had it so", async () => {
    const [one, two] = [await world(), await world()];
    await one.report(AD_ON);
    await one.push(true);
    expect(await one.since()).toBeNull();
    await two.report(AD_OFF);
    await two.push(true, { written: false });
    expect(await two.since()).toBeNull();
  });
});

describe("it ends", () => {
  it("when the agent tells a later start of the web server, with an event; not with an earlier one", async () => {
    const { report, push, since, target } = await world();
    const { config } = await push(true);
    await report(config, { webServerStartedAt: COMMITTED });
    expect(await since()).toBe(COMMITTED);
    const { id } = await target();
    expect(codeOf(await confirmRestart(ADMIN, id, { reason: "Ann, by hand" }))).toBe("conflict");
    await report(config, { webServerStartedAt: LATER });
    expect(await since()).toBeNull();
    const events = (await eventsOf("target.restarted")).filter(({ nounId }) => nounId === id);
    expect(events).toMatchObject([{ actorKind: "agent", after: { startedAt: LATER } }]);
  });

  it("by a person's word where the agent cannot see it", async () => {
    const { push, since, target } = await world();
    await push(true);
    const { id } = await target();
    expect(codeOf(await confirmRestart(personOf("editor"), id, { reason: "x" }))).toBe("not-allowed");
    expect(codeOf(await confirmRestart(ADMIN, id, { reason: " " }))).toBe("invalid-input");
    expect(codeOf(await confirmRestart(ADMIN, "x", { reason: "x" }))).toBe("not-found");
    must(await confirmRestart(personOf("operator"), id, { reason: "Bob at noon" }));
    expect(await since()).toBeNull();
    expect(codeOf(await confirmRestart(ADMIN, id, { reason: "again" }))).toBe("conflict");
    expect((await eventsOf("target.confirm-restart")).filter(({ nounId }) => nounId === id)).toMatchObject([
      { reason: "Bob at noon", before: { since: COMMITTED } },
    ]);
  });
});

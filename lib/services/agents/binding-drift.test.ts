import { expect, it } from "vitest";
import { codeIn, TestAgent } from "@/app/api/agent/test-agent";
import { CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import type { SiteConfig } from "@/lib/iis/site-config";
import { correctDrift } from "@/lib/services/deployments/correct-drift";
import { startDeployment } from "@/lib/services/deployments/start";
import { setBindingFlags } from "@/lib/services/doctor/set-binding-flags";
import { getDrift } from "@/lib/services/servers/get-drift";
import { getRevision } from "@/lib/services/site-configs/get-revision";
import { setTargetModes } from "@/lib/services/targets/set-modes";
import { ADMIN, eventsOf, inventoryOf, must, publish, storeDraft } from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";

withTestDatabase();

const SITE = "Default Web Site";
const KEY = "0.0.0.0:443";
const WISH = { key: KEY, negotiateClientCertificate: true };

function seen(config: SiteConfig, negotiateClientCertificate: boolean | null) {
  const inventory = inventoryOf({ [SITE]: config });
  const record = {
    key: KEY,
    certificate: "ab".repeat(20),
    store: "MY",
    dsMapper: false,
    ctlStore: "",
    ctlIdentifier: "",
  };
  const tls = negotiateClientCertificate === null ? {} : { tls: { ...record, negotiateClientCertificate } };
  const bindings = [{ protocol: "https", bindingInformation: "*:443:", sslFlags: 0, ...tls }];
  return { ...inventory, sites: inventory.sites.map((site) => ({ ...site, bindings })) };
}

it("a flag of http.sys that a push brought and something took away is drift, said once and put right once", async () => {
  const agent = await TestAgent.approved("binding-drift.example");
  const draft = await storeDraft("Binding drift", ["ann"]);
  const revision = await publish(draft.id);
  const { config } = must(await getRevision(ADMIN, draft.id, 1));
  const place = { serverId: agent.serverId, scope: SITE };
  const push = { siteConfigId: draft.id, revision: 1, targets: [{ ...place, expectedDigest: null }] };
  must(await startDeployment(ADMIN, push));
  const target = () => db().target.findFirstOrThrow({ where: place });
  const { id } = await target();
  must(await setBindingFlags(ADMIN, id, { wishes: [WISH] }));
  const drift = async () => must(await getDrift(ADMIN, id));
  const report = async (flag: boolean | null) =>
    expect(await codeIn(await agent.report(seen(config, flag)))).toBe("ok");

  await agent.finish(await agent.takeJob(), { outcome: "verified", observedDigest: revision.digest });
  await report(false);
  // Nothing has brought it yet.
  expect(await drift()).toMatchObject({ target: { state: "in-sync" }, changes: [] });
  await report(true);
  await report(false);
  expect(await drift()).toMatchObject({
    target: { state: "drifted" },
    changes: [
      {
        section: "http.sys",
        class: "corrective",
        text: expect.stringMatching(/0\.0\.0\.0:443.*certificate on/),
      },
    ],
  });
  // A report that says nothing of http.sys is no news.
  await report(null);
  expect((await drift()).target.state).toBe("drifted");
  expect((await eventsOf("target.drifted")).filter(({ nounId }) => nounId === id)).toHaveLength(1);

  must(await setTargetModes(ADMIN, { targetIds: [id], mode: "enforce" }));
  must(await correctDrift(CONSOLE));
  must(await correctDrift(CONSOLE));
  const job = await agent.takeJob();
  expect(job).toMatchObject({ scope: SITE });
  await agent.finish(job, { outcome: "verified", observedDigest: revision.digest });
  // The result said nothing of http.sys: until the next report nobody knows whether it came back.
  must(await correctDrift(CONSOLE));
  expect((await drift()).target).toMatchObject({ state: "drifted", correctionHold: null });
  await report(true);
  expect((await drift()).target.state).toBe("in-sync");
  await report(false);
  must(await correctDrift(CONSOLE));
  expect((await drift()).target.correctionHold).toMatchObject({ reason: "repeated" });
  expect(
    await db().deployment.count({ where: { kind: "corrective", targets: { some: { targetId: id } } } }),
  ).toBe(1);

  must(await setBindingFlags(ADMIN, id, { wishes: [] }));
  expect((await drift()).target.state).toBe("in-sync");
});

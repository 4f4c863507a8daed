import { describe, expect, it } from "vitest";
import { codeIn, TestAgent } from "@/app/api/agent/test-agent";
import { openBundle } from "@/lib/agent-api/bundle";
import { db } from "@/lib/db";
import { sayNoLogonRight } from "@/lib/iis/no-logon-right";
import type { SiteConfig } from "@/lib/iis/site-config";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { leaseJob } from "@/lib/services/agents/lease-job";
import { takeTask } from "@/lib/services/agents/take-task";
import { startDeployment } from "@/lib/services/deployments/start";
import { getSiteConfig } from "@/lib/services/site-configs/get";
import { updateSiteConfig } from "@/lib/services/site-configs/update";
import {
  ADMIN,
  codeOf,
  eventsOf,
  inventoryOf,
  must,
  personOf,
  publish,
  storeDraft,
} from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";
import { fixDraft } from "./fix-draft";
import { getDoctor } from "./get";
import { setBindingFlags } from "./set-binding-flags";
import { setProbe } from "./set-probe";
import { startTask } from "./start-task";

withTestDatabase();

const SITE = "Partner portal";
const BINDING = "*:443:partners.contoso.example";
const CONFIG: SiteConfig = {
  iisClientCertificateMappingAuthentication: {
    enabled: true,
    oneToOneCertificateMappingsEnabled: true,
    manyToOneCertificateMappingsEnabled: true,
    logonMethod: "ClearText",
    defaultLogonDomain: "",
    oneToOneMappings: [],
    manyToOneMappings: [],
  },
  access: { sslFlags: ["Ssl", "SslNegotiateCert", "SslRequireCert"] },
  anonymousAuthentication: { enabled: true },
};
const WISH = { key: "partners.contoso.example:443", negotiateClientCertificate: true };

let worlds = 0;
async function world() {
  const name = `doc${++worlds}`;
  const agent = await TestAgent.approved(`${name}.example`);
  const inventory = inventoryOf({ [SITE]: CONFIG, Intranet: {} });
  const https = { protocol: "https", bindingInformation: BINDING, sslFlags: 1 };
  const reported = { ...inventory, sites: inventory.sites.map((site) => ({ ...site, bindings: [https] })) };
  expect(await codeIn(await agent.report(reported))).toBe("ok");
  const draft = await storeDraft(`Config ${name}`, [name]);
  const revision = await publish(draft.id);
  const push = () =>
    startDeployment(ADMIN, {
      siteConfigId: draft.id,
      revision: 1,
      targets: [{ serverId: agent.serverId, scope: SITE, expectedDigest: null }],
    });
  const target = () => db().target.findFirstOrThrow({ where: { serverId: agent.serverId, scope: SITE } });
  const look = async () => must(await getDoctor(ADMIN, agent.serverId, { site: SITE }));
  const bundle = async () => {
    const job = await agent.takeJob();
    return must(await openBundle(await (await agent.bundle(job.bundleDigest)).text(), consolePublicKey()));
  };
  return { agent, draft, revision, push, target, look, bundle, reported };
}

describe("the doctor of a site", () => {
  it("says what the last report shows, for a site without a target too", async () => {
    const { look } = await world();
    const doctor = await look();
    expect(doctor).toMatchObject({
      site: SITE,
      target: null,
      bindings: [{ bindingInformation: BINDING, sharedWith: ["Intranet"] }],
    });
    expect(doctor.bindings[0]?.prediction.words).toMatch(/403\.7/);
    expect(doctor.checks.find(({ id }) => id === "other-methods")).toMatchObject({ verdict: "warning" });
    expect(doctor.checks.find(({ id }) => id === "nt-auth")).toMatchObject({ verdict: "ok" });
  });

  it("knows no site that was never reported, and no server that is not", async () => {
    const { agent } = await world();
    expect(codeOf(await getDoctor(ADMIN, agent.serverId, { site: "Elsewhere" }))).toBe("not-found");
    expect(codeOf(await getDoctor(ADMIN, "no-id", { site: SITE }))).toBe("not-found");
    expect(codeOf(await getDoctor(ADMIN, agent.serverId, {}))).toBe("invalid-input");
  });

  it("knows a renamed site by its id", async () => {
    const { agent, push, look, reported, target } = await world();
    must(await push());
    await agent.report(reported);
    expect((await target()).siteId).toBe("1");
    const sites = reported.sites.map((site) => (site.name === SITE ? { ...site, name: "Portal" } : site));
    await agent.report({ ...reported, sites });
    expect((await look()).checks.find(({ id }) => id === "site-identity")).toMatchObject({
      verdict: "problem",
      seen: expect.stringMatching(/id 1 is called Portal now/),
    });
  });

  it("takes another site under the same name for the one that is meant once a push to it is verified", async () => {
    const { agent, revision, push, reported, target } = await world();
    must(await push());
    await agent.report(reported);
    const sites = reported.sites.map((site) => (site.name === SITE ? { ...site, id: "7" } : site));
    const inventory = { ...reported, sites };
    await agent.report(inventory);
    const failed = { outcome: "failed", code: "disk-full", message: "The disk is full.", inventory } as const;
    expect(await codeIn(await agent.finish(await agent.takeJob(), failed))).toBe("ok");
    expect((await target()).siteId).toBe("1");
    must(await push());
    const verified = { observedDigest: revision.digest, inventory };
    expect(await codeIn(await agent.finish(await agent.takeJob(), verified))).toBe("ok");
    expect((await target()).siteId).toBe("7");
  });
});

describe("a fix in the next push", () => {
  it("goes into the draft as a step that can be undone, with an event, once", async () => {
    const { draft, push, target } = await world();
    must(await push());
    const { id } = await target();
    const { settings, version } = must(await getSiteConfig(ADMIN, draft.id));
    const open = { ...settings, anonymousAuthentication: { enabled: true } };
    must(await updateSiteConfig(ADMIN, draft.id, version, { settings: open }));
    expect(await fixDraft(ADMIN, id, { check: "other-methods" })).toEqual({ ok: true, value: null });
    const after = must(await getSiteConfig(ADMIN, draft.id));
    expect(after.settings.anonymousAuthentication).toEqual({ enabled: false });
    expect(after.undo?.label).toBe("Fix by the doctor: No other way in");
    expect((await eventsOf("finding.fix")).at(-1)).toMatchObject({ nounId: draft.id });
    expect(codeOf(await fixDraft(ADMIN, id, { check: "other-methods" }))).toBe("no-such-fix");
    expect(codeOf(await fixDraft(ADMIN, id, { check: "https-binding" }))).toBe("no-such-fix");
    expect(codeOf(await fixDraft(personOf("operator"), id, { check: "other-methods" }))).toBe("not-allowed");
  });

  it("asks each https binding of the site with a push, eight at most, and says how many it does not", async () => {
    const { push, target, bundle, agent, reported } = await world();
    const names = Array.from({ length: 10 }, (_, index) => `*:443:n${index}.contoso.example`);
    const bindings = names.map((bindingInformation) => ({
      protocol: "https",
      bindingInformation,
      sslFlags: 1,
    }));
    const sites = reported.sites.map((site) => (site.name === SITE ? { ...site, bindings } : site));
    await agent.report({ ...reported, sites });
    must(await push());
    const { id } = await target();
    must(await setProbe(ADMIN, id, { probe: "withoutCertificate" }));
    const [first, ...others] = names.map((binding) => ({ binding, expect: ["certificate-required"] }));
    expect((await bundle()).probe).toEqual({ ...first, also: others.slice(0, 7), unasked: 2 });
  });

  it("brings binding flags and the probe in the signed bundle, and only as a person set them", async () => {
    const { push, target, bundle, agent } = await world();
    must(await push());
    const { id } = await target();
    must(await setBindingFlags(ADMIN, id, { wishes: [WISH] }));
    must(await setProbe(personOf("operator"), id, { probe: "withoutCertificate" }));
    expect(await bundle()).toMatchObject({
      bindings: [WISH],
      probe: { binding: BINDING, expect: ["certificate-required"] },
    });
    expect((await eventsOf("target.set-probe")).at(-1)).toMatchObject({ nounId: id });
    expect(codeOf(await setProbe(personOf("editor"), id, { probe: "off" }))).toBe("not-allowed");
    // Behind the console's back: nothing is signed.
    await db().target.update({
      where: { id },
      data: { bindingFlags: [{ ...WISH, negotiateClientCertificate: false }] },
    });
    expect(must(await leaseJob(agent.serverId, agent.epoch))).toBeNull();
    expect(await db().deploymentTarget.findFirst({ where: { targetId: id } })).toMatchObject({
      state: "failed",
      result: { code: "stored-data-altered" },
    });
  });

  it("wishes that are taken back leave no trace in the bundle", async () => {
    const { push, target, bundle } = await world();
    must(await push());
    const { id } = await target();
    must(await setBindingFlags(ADMIN, id, { wishes: [WISH] }));
    must(await setBindingFlags(ADMIN, id, { wishes: [] }));
    const made = await bundle();
    expect([made.bindings, made.probe]).toEqual([undefined, undefined]);
    expect((await target()).wishMac).toBeNull();
  });

  it("a probe that cannot be fails before anything is handed out", async () => {
    const { agent, push, target, reported } = await world();
    must(await push());
    const { id } = await target();
    must(await setProbe(ADMIN, id, { probe: "withoutCertificate" }));
    await agent.report({ ...reported, sites: reported.sites.map((site) => ({ ...site, bindings: [] })) });
    expect(must(await leaseJob(agent.serverId, agent.epoch))).toBeNull();
    expect(await db().deploymentTarget.findFirst({ where: { targetId: id } })).toMatchObject({
      result: { code: "probe-impossible" },
    });
  });
});

it("a logon that a push tried and Windows refused is kept as evidence", async () => {
  const { agent, push, look, target } = await world();
  must(await push());
  const config = structuredClone(CONFIG);
  const mapping = { name: "", enabled: true, userName: "CONTOSO\\ann", certificate: "QUFB" };
  config.iisClientCertificateMappingAuthentication?.oneToOneMappings.push(mapping);
  await agent.report(inventoryOf({ [SITE]: config }));
  const warnings = [sayNoLogonRight({ userName: "CONTOSO\\ann", logonMethod: "ClearText" })];
  await db().deploymentTarget.updateMany({
    where: { targetId: (await target()).id },
    data: { result: { warnings }, finishedAt: new Date("2026-11-20T08:00:00Z") },
  });
  expect((await look()).checks.find(({ id }) => id === "logon-right")).toMatchObject({
    verdict: "problem",
    seen: expect.stringMatching(/CONTOSO\\ann \(2026-11-20T08:00:00\.000Z\).*1385/),
  });
});

describe("a task", () => {
  it("reaches the agent once, and its answer stands on the page", async () => {
    const { agent, look } = await world();
    const { id } = must(
      await startTask(personOf("editor"), agent.serverId, { kind: "probe", site: SITE, binding: BINDING }),
    );
    expect((await look()).tasks).toMatchObject([{ id, state: "queued" }]);
    const task = await agent.takeTask();
    expect(task).toEqual({
      id,
      kind: "probe",
      scope: SITE,
      input: { binding: BINDING, expect: ["certificate-required"] },
    });
    expect(await takeTask(agent.serverId)).toBeNull();
    const probe = {
      binding: BINDING,
      address: "127.0.0.1:443",
      protocol: "TLSv1.3",
      outcome: "certificate-required" as const,
      status: 403,
      substatus: 7,
      hresult: null,
      asPredicted: true,
      verified: "configuration" as const,
      detail: "As it should be.",
    };
    expect((await agent.answer(id, { outcome: "done", probe })).status).toBe(204);
    expect((await agent.answer(id, { outcome: "refused", code: "later" })).status).toBe(204);
    expect((await look()).tasks).toMatchObject([{ state: "done", probe: { asPredicted: true } }]);
    expect((await eventsOf("site.probed")).at(-1)).toMatchObject({ actorKind: "agent" });
  });

  it("a certificate that is not refused is a sign-in only where nobody gets in without one", async () => {
    const closed = { ...CONFIG, anonymousAuthentication: { enabled: false } };
    const probed = async (config: SiteConfig, status: number) => {
      const { agent, look, reported } = await world();
      const observed = [{ scope: SITE, config, stated: [], passwords: [] }];
      await agent.report({ ...reported, observed });
      const shown = { kind: "probe", site: SITE, binding: BINDING, certificate: "ab".repeat(20) };
      const { id } = must(await startTask(ADMIN, agent.serverId, shown));
      await agent.takeTask();
      const seen = {
        outcome: "answered" as const,
        status,
        substatus: null,
        hresult: null,
        asPredicted: true,
      };
      const place = { binding: BINDING, address: "127.0.0.1:443", protocol: "TLSv1.3" };
      const probe = { ...place, ...seen, verified: "sign-in" as const, detail: "" };
      await agent.answer(id, { outcome: "done", probe });
      return (await look()).tasks[0]?.probe?.verified;
    };
    expect(await probed(closed, 200)).toBe("sign-in");
    expect(await probed(closed, 404)).toBe("let-in");
    expect(await probed(CONFIG, 200)).toBe("let-in");
  });

  it("look again stores the new inventory", async () => {
    const { agent, reported, look } = await world();
    const { id } = must(await startTask(ADMIN, agent.serverId, { kind: "inventory" }));
    await agent.takeTask();
    await agent.answer(id, { outcome: "done", inventory: { ...reported, mappingModuleInstalled: false } });
    expect((await look()).checks.find((check) => check.id === "module-enabled")).toMatchObject({
      verdict: "problem",
    });
  });

  it("that is not answered is said to be; another agent cannot answer it", async () => {
    const { agent, look } = await world();
    const other = await world();
    const { id } = must(await startTask(ADMIN, agent.serverId, { kind: "inventory" }));
    expect(await codeIn(await other.agent.answer(id, { outcome: "refused" }))).toBe("not-found");
    await db().agentTask.update({ where: { id }, data: { createdAt: new Date(Date.now() - 3_600_000) } });
    expect((await look()).tasks).toMatchObject([{ state: "unanswered" }]);
    expect(await takeTask(agent.serverId)).toBeNull();
  });

  it("is refused where it makes no sense or is not allowed", async () => {
    const { agent } = await world();
    const start = (input: unknown, by = ADMIN) => startTask(by, agent.serverId, input);
    expect(codeOf(await start({ kind: "probe", site: SITE, binding: "*:9443:" }))).toBe("probe-impossible");
    expect(codeOf(await start({ kind: "format" }))).toBe("invalid-input");
    expect(codeOf(await start({ kind: "inventory" }, personOf("viewer")))).toBe("not-allowed");
    const certificate = "AB:CD ".repeat(10);
    const shown = { kind: "probe", site: SITE, binding: BINDING, certificate };
    expect(codeOf(await start(shown, personOf("editor")))).toBe("not-allowed");
    must(await start(shown));
    expect((await agent.takeTask()).input).toMatchObject({
      certificate: "abcd".repeat(10),
      expect: ["answered"],
      signIn: false,
    });
    for (let i = 0; i < 4; i++) must(await start({ kind: "inventory" }));
    expect(codeOf(await start({ kind: "inventory" }))).toBe("too-many-requests");
  });
});

import { describe, expect, it } from "vitest";
import type { Replace } from "@/lib/api/renewals";
import { CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { siteConfigSchema } from "@/lib/iis/site-config";
import { toBlob } from "@/lib/pki/blob";
import { certificate } from "@/lib/pki/fixtures/openssl";
import { withTestDatabase } from "@/scripts/test-database";
import { finishJob } from "../agents/finish-job";
import { storeInventory } from "../agents/store-inventory";
import { planRenewal } from "../certificates/plan-renewal";
import { replaceCertificates } from "../certificates/replace";
import { updateCertificate } from "../certificates/update";
import { uploadCertificates } from "../certificates/upload";
import { startDeployment } from "../deployments/start";
import { undoStep } from "../drafts/undo";
import { addMapping } from "../mappings/add";
import { removeMapping } from "../mappings/remove";
import { createSiteConfig } from "../site-configs/create";
import { getSiteConfig } from "../site-configs/get";
import {
  ADMIN,
  codeOf,
  eventsOf,
  inventoryOf,
  must,
  personOf,
  publish,
  storeAccount,
  storeMapping,
  storeServer,
} from "../test-world";
import { cancelRemoval } from "./cancel";
import { changeRemoval } from "./change";
import { listRemovals } from "./list";
import { runRemovals } from "./run";

withTestDatabase();

const HOUR = 3_600_000;
const SITE = "Intranet";
let count = 0;

async function store(subject: string, days: number) {
  const bytes = certificate({ subject, days, serial: String(1000 + ++count) });
  const [first] = must(await uploadCertificates(ADMIN, { bytes, fileName: "a.cer" })).certificates;
  if (!first) throw new Error("nothing stored");
  return { ...first.certificate, blob: toBlob(bytes) };
}

/** Old and new certificate of one person, the old one mapped, published and deployed on a server. */
async function renewed() {
  const person = `person-${++count}`;
  const older = await store(`/O=Contoso/CN=${person}`, 30);
  const newer = await store(`/O=Contoso/CN=${person}`, 400);
  const account = await storeAccount(`CONTOSO\\${person}`);
  const draft = must(await createSiteConfig(ADMIN, { name: `Site of ${person}` }));
  must(await addMapping(ADMIN, draft.id, { certificateId: older.id, accountId: account.id, name: person }));
  await publish(draft.id);
  const server = await storeServer(`WEB-${person}`);
  await deploy(draft.id, server.id, 1);
  return { person, older, newer, account, siteConfigId: draft.id, server };
}
type World = Awaited<ReturnType<typeof renewed>>;

/** A push as the agent ends it: applied, verified and reported. */
async function deploy(siteConfigId: string, serverId: string, revision: number) {
  const place = { serverId, scope: SITE, expectedDigest: null };
  must(await startDeployment(ADMIN, { siteConfigId, revision, targets: [place] }));
  await agentApplies(serverId);
}

async function agentApplies(serverId: string, outcome: "verified" | "failed" = "verified") {
  const job = await db().deploymentTarget.findFirstOrThrow({
    where: { target: { serverId }, state: "queued" },
    include: {
      target: { include: { server: true } },
      revision: { include: { siteConfig: true } },
      deployment: true,
    },
  });
  const config = siteConfigSchema.parse(job.revision.config);
  await db().$transaction(async (tx) => {
    await finishJob(tx, job, {
      outcome,
      ...(outcome === "failed" && { code: "changed-since-plan", message: "x" }),
    });
    if (outcome === "verified") await storeInventory(tx, job.target.server, inventoryOf({ [SITE]: config }));
  });
  return { job, config };
}

/** A window of an hour that begins in so many hours from now; when, in milliseconds since 1970. */
async function storeWindow(serverId: string, inHours: number): Promise<number> {
  const start = new Date(Date.now() + inHours * HOUR);
  start.setUTCSeconds(0, 0);
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
  return start.getTime();
}

async function replace(world: World, wishes: Partial<Replace> = {}) {
  const { version } = must(await getSiteConfig(ADMIN, world.siteConfigId));
  return replaceCertificates(ADMIN, {
    pairs: [{ oldId: world.older.id, newId: world.newer.id }],
    siteConfigs: [{ id: world.siteConfigId, version }],
    removeAt: new Date(Date.now() + HOUR).toISOString(),
    message: "Renewal",
    ...wishes,
  });
}

const LATER = () => Date.now() + 2 * HOUR;
async function removalOf({ siteConfigId }: World) {
  const { items } = must(await listRemovals(ADMIN, { siteConfigId }));
  const [item] = items;
  if (!item) throw new Error("no removal");
  return item;
}
async function blobsOf(siteConfigId: string, number: number) {
  const row = await db().revision.findUniqueOrThrow({
    where: { siteConfigId_number: { siteConfigId, number } },
  });
  const section = siteConfigSchema.parse(row.config).iisClientCertificateMappingAuthentication;
  return section?.oneToOneMappings.map((mapping) => [mapping.certificate, mapping.userName]);
}

describe("planning a renewal", () => {
  it("finds the mapped certificate that a new one succeeds, why, and where", async () => {
    const { older, newer, siteConfigId, account } = await renewed();
    const { items } = must(await planRenewal(ADMIN, { ids: [newer.id, older.id] }));
    expect(items.map(({ certificate: { id } }) => id)).toEqual([newer.id]);
    expect(items[0]?.predecessors).toMatchObject([
      {
        certificate: { id: older.id },
        reason: "key",
        mappings: [
          { siteConfigId, userName: account.userName, unpublished: false, newUserName: null, removeAt: null },
        ],
      },
    ]);
  });
});

describe("replacing", () => {
  it("maps both to the same account, carries the labels over, publishes and authorises the removal", async () => {
    const world = await renewed();
    must(await updateCertificate(ADMIN, world.older.id, 1, { owner: "Ops", tags: ["vpn"], notes: "n" }));
    const answer = must(await replace(world));
    expect(answer.siteConfigs).toMatchObject([{ state: "published", revision: 2, replaced: 1 }]);
    expect(await blobsOf(world.siteConfigId, 2)).toEqual([
      [world.older.blob, world.account.userName],
      [world.newer.blob, world.account.userName],
    ]);
    const again = must(await planRenewal(ADMIN, { ids: [world.newer.id] }));
    const offered = again.items.flatMap(({ predecessors }) =>
      predecessors.map((each) => each.certificate.id),
    );
    expect(offered).not.toContain(world.older.id);
    expect(await removalOf(world)).toMatchObject({
      state: "waiting",
      authorisedBy: ADMIN.name,
      authorisedRevision: 2,
      oldSha256: world.older.sha256,
    });
    const row = await db().certificate.findUniqueOrThrow({ where: { id: world.newer.id } });
    expect([row.owner, row.tags, row.notes]).toEqual(["Ops", ["vpn"], "n"]);
  });

  it("without an overlap puts the new certificate in the old one's place", async () => {
    const world = await renewed();
    must(await replace(world, { removeAt: null }));
    expect(await blobsOf(world.siteConfigId, 2)).toEqual([[world.newer.blob, world.account.userName]]);
    expect(must(await listRemovals(ADMIN, { siteConfigId: world.siteConfigId })).total).toBe(0);
  });

  it("publishes no other changes of the draft; the plan waits for whoever publishes them", async () => {
    const world = await renewed();
    await storeMapping(world.siteConfigId, `unpublished-${count}`);
    const answer = must(await replace(world));
    expect(answer.siteConfigs[0]).toMatchObject({ state: "drafted", revision: null });
    expect((await removalOf(world)).state).toBe("planned");
    await publish(world.siteConfigId);
    expect(await removalOf(world)).toMatchObject({ state: "waiting", authorisedRevision: 2 });
  });

  it("whose change is undone authorises nothing", async () => {
    const world = await renewed();
    must(await replace(world, { message: null }));
    const { version } = must(await getSiteConfig(ADMIN, world.siteConfigId));
    must(await undoStep(ADMIN, world.siteConfigId, version));
    await storeMapping(world.siteConfigId, `else-${count}`);
    await publish(world.siteConfigId);
    expect((await removalOf(world)).state).toBe("cancelled");
  });

  it("is refused for a stranger, a date that is gone, a changed draft, and people who may not", async () => {
    const world = await renewed();
    const other = await store(`/O=Fabrikam/CN=stranger-${count}`, 400);
    expect(other.id).not.toBe(world.newer.id);
    const past = new Date(Date.now() - 1000).toISOString();
    expect(codeOf(await replace(world, { removeAt: past }))).toBe("invalid-input");
    const pairs = [{ oldId: world.newer.id, newId: world.older.id }];
    expect(codeOf(await replace(world, { pairs }))).toBe("invalid-input");
    const stale = must(await replace(world, { siteConfigs: [{ id: world.siteConfigId, version: 1 }] }));
    expect(stale.siteConfigs[0]).toMatchObject({ state: "refused", code: "conflict" });
    expect(codeOf(await replaceCertificates(personOf("operator"), {}))).toBe("not-allowed");
    expect(must(await getSiteConfig(ADMIN, world.siteConfigId)).mappings).toBe(1);
  });
});

describe("at the date the console", () => {
  it("publishes what was authorised, pushes it where the replacement runs, and says so only when it is seen", async () => {
    const world = await renewed();
    must(await replace(world));
    await deploy(world.siteConfigId, world.server.id, 2);
    // Changes of the draft that nobody published must stay there.
    await storeMapping(world.siteConfigId, `not-yet-${count}`);

    must(await runRemovals(CONSOLE, Date.now()));
    expect((await removalOf(world)).state).toBe("waiting");
    must(await runRemovals(CONSOLE, LATER()));
    expect(await removalOf(world)).toMatchObject({ state: "pushing", removalRevision: 3 });
    expect(await blobsOf(world.siteConfigId, 3)).toEqual([[world.newer.blob, world.account.userName]]);
    expect(must(await getSiteConfig(ADMIN, world.siteConfigId))).toMatchObject({
      mappings: 2,
      unpublished: true,
    });

    must(await runRemovals(CONSOLE, LATER()));
    expect((await removalOf(world)).state).toBe("pushing");
    const { job } = await agentApplies(world.server.id);
    const before = await db().revision.findUniqueOrThrow({
      where: { siteConfigId_number: { siteConfigId: world.siteConfigId, number: 2 } },
    });
    expect(job).toMatchObject({ expectedDigest: before.digest, takeOver: false, allowEmpty: false });
    must(await runRemovals(CONSOLE, LATER()));
    expect(await removalOf(world)).toMatchObject({ state: "done", reason: null });
    const done = (await eventsOf("removal.done")).at(-1);
    expect(done).toMatchObject({ actorKind: "system", nounId: world.siteConfigId });
    expect(done?.reason).toContain(`authorised by ${ADMIN.name} with revision 2`);
    const published = (await eventsOf("revision.publish")).at(-1);
    expect(published?.reason).toContain(`authorised by ${ADMIN.name}`);
  });

  it("does all that are due in a site config with one revision and one push", async () => {
    const world = await renewed();
    const second = { older: await store("/CN=second", 20), newer: await store("/CN=second", 300) };
    const account = await storeAccount(`CONTOSO\\second-${count}`);
    must(
      await addMapping(ADMIN, world.siteConfigId, {
        certificateId: second.older.id,
        accountId: account.id,
        name: "second",
      }),
    );
    await publish(world.siteConfigId);
    const pairs = [
      { oldId: world.older.id, newId: world.newer.id },
      { oldId: second.older.id, newId: second.newer.id },
    ];
    must(await replace(world, { pairs }));
    await deploy(world.siteConfigId, world.server.id, 3);
    must(await runRemovals(CONSOLE, LATER()));
    expect(await blobsOf(world.siteConfigId, 4)).toHaveLength(2);
    await agentApplies(world.server.id);
    must(await runRemovals(CONSOLE, LATER()));
    const { items } = must(await listRemovals(ADMIN, { siteConfigId: world.siteConfigId }));
    expect(items.map(({ state, removalRevision }) => [state, removalRevision])).toEqual([
      ["done", 4],
      ["done", 4],
    ]);
    expect(must(await getSiteConfig(ADMIN, world.siteConfigId))).toMatchObject({
      mappings: 2,
      unpublished: false,
    });
  });

  it("raises an alarm where the replacement does not run, and changes nothing", async () => {
    const world = await renewed();
    must(await replace(world));
    must(await runRemovals(CONSOLE, LATER()));
    const failed = await removalOf(world);
    expect(failed).toMatchObject({ state: "failed", removalRevision: null });
    expect(failed.reason).toContain("does not run revision 2");
    expect(must(await getSiteConfig(ADMIN, world.siteConfigId)).lastRevision).toBe(2);
    const told = (await eventsOf("removal.failed")).length;
    must(await runRemovals(CONSOLE, LATER()));
    expect(await eventsOf("removal.failed")).toHaveLength(told);

    await deploy(world.siteConfigId, world.server.id, 2);
    const removeAt = new Date(Date.now() + HOUR).toISOString();
    must(await changeRemoval(ADMIN, failed.id, failed.version, { removeAt }));
    must(await runRemovals(CONSOLE, LATER()));
    expect((await removalOf(world)).state).toBe("pushing");
  });

  it("raises an alarm where the push fails or nobody answers, and takes it back when the mapping is gone", async () => {
    const world = await renewed();
    must(await replace(world));
    await deploy(world.siteConfigId, world.server.id, 2);
    must(await runRemovals(CONSOLE, LATER()));
    must(await runRemovals(CONSOLE, LATER() + HOUR));
    expect((await removalOf(world)).reason).toContain(`Not confirmed by ${SITE} on ${world.server.name}`);
    await agentApplies(world.server.id, "failed");
    await deploy(world.siteConfigId, world.server.id, 3);
    must(await runRemovals(CONSOLE, LATER()));
    expect(await removalOf(world)).toMatchObject({ state: "done", reason: null });
  });

  it("waits for the maintenance window, says until when, and is patient from its opening on", async () => {
    const world = await renewed();
    must(await replace(world));
    await deploy(world.siteConfigId, world.server.id, 2);
    const opening = await storeWindow(world.server.id, 26);
    must(await runRemovals(CONSOLE, LATER()));
    for (const at of [LATER() + HOUR, opening + 14 * 60_000]) {
      must(await runRemovals(CONSOLE, at));
      expect(await removalOf(world)).toMatchObject({
        state: "pushing",
        opens: { at: new Date(opening).toISOString(), timeZone: "UTC" },
      });
    }
    must(await runRemovals(CONSOLE, opening + 16 * 60_000));
    expect((await removalOf(world)).reason).toContain(`Not confirmed by ${SITE} on ${world.server.name}`);
  });

  it("waits where a push that it depends on waits for its window", async () => {
    const world = await renewed();
    must(await replace(world));
    const opening = await storeWindow(world.server.id, 26);
    const place = { serverId: world.server.id, scope: SITE, expectedDigest: null };
    must(await startDeployment(ADMIN, { siteConfigId: world.siteConfigId, revision: 2, targets: [place] }));
    must(await runRemovals(CONSOLE, LATER() + HOUR));
    expect(await removalOf(world)).toMatchObject({ state: "waiting", reason: null });
    await agentApplies(world.server.id);
    must(await runRemovals(CONSOLE, opening));
    expect(await removalOf(world)).toMatchObject({ state: "pushing", removalRevision: 3 });
  });

  it("goes where the replacement runs, and names the target that was left behind", async () => {
    const world = await renewed();
    const late = await storeServer(`LATE-${count}`);
    await deploy(world.siteConfigId, late.id, 1);
    must(await replace(world));
    await deploy(world.siteConfigId, world.server.id, 2);
    must(await runRemovals(CONSOLE, LATER()));
    await agentApplies(world.server.id);
    expect(await db().deploymentTarget.count({ where: { target: { serverId: late.id } } })).toBe(1);
    must(await runRemovals(CONSOLE, LATER() + HOUR));
    expect(await removalOf(world)).toMatchObject({
      state: "failed",
      removalRevision: 3,
      reason: expect.stringMatching(new RegExp(`^Not confirmed by ${SITE} on ${late.name}\\.`)),
    });
    await deploy(world.siteConfigId, late.id, 3);
    must(await runRemovals(CONSOLE, LATER()));
    expect(await removalOf(world)).toMatchObject({ state: "done" });
  });

  it.each([
    ["the new mapping is gone", dropNewer],
    ["what was authorised was altered", alter],
    ["the draft maps the old one to somebody else", elsewhere],
  ])("does nothing but say so when %s", async (_, spoil) => {
    const world = await renewed();
    must(await replace(world));
    await deploy(world.siteConfigId, world.server.id, 2);
    await spoil(world);
    const { lastRevision } = must(await getSiteConfig(ADMIN, world.siteConfigId));
    must(await runRemovals(CONSOLE, LATER()));
    expect((await removalOf(world)).state).toBe("failed");
    expect(must(await getSiteConfig(ADMIN, world.siteConfigId)).lastRevision).toBe(lastRevision);
  });

  it("finds it done already where somebody removed the mapping before", async () => {
    const world = await renewed();
    must(await replace(world));
    await drop(world, world.older.id);
    await deploy(world.siteConfigId, world.server.id, 3);
    must(await runRemovals(CONSOLE, LATER()));
    expect(await removalOf(world)).toMatchObject({ state: "done", removalRevision: null });
  });

  it("is nobody else", async () => {
    expect(codeOf(await runRemovals(ADMIN, LATER()))).toBe("not-allowed");
  });
});

describe("a removal that waits", () => {
  it("can be moved and cancelled by whoever may publish, with events, against lost updates", async () => {
    const world = await renewed();
    must(await replace(world));
    const first = await removalOf(world);
    const removeAt = new Date(Date.now() + 5 * HOUR).toISOString();
    const editor = personOf("editor");
    const moved = must(await changeRemoval(editor, first.id, first.version, { removeAt }));
    expect(moved).toMatchObject({ removeAt, authorisedBy: editor.name, state: "waiting" });
    expect(codeOf(await cancelRemoval(ADMIN, first.id, first.version))).toBe("conflict");
    expect(codeOf(await cancelRemoval(personOf("viewer"), first.id, moved.version))).toBe("not-allowed");
    expect(must(await cancelRemoval(ADMIN, first.id, moved.version)).state).toBe("cancelled");
    must(await runRemovals(CONSOLE, Date.now() + 9 * HOUR));
    expect((await removalOf(world)).state).toBe("cancelled");
    for (const action of ["removal.plan", "removal.authorise", "removal.change", "removal.cancel"] as const)
      expect((await eventsOf(action)).some(({ nounId }) => nounId === world.siteConfigId)).toBe(true);
  });
});

async function drop({ siteConfigId }: World, certificateId: string) {
  const row = await db().oneToOneMapping.findFirstOrThrow({ where: { siteConfigId, certificateId } });
  must(await removeMapping(ADMIN, siteConfigId, row.id));
  await publish(siteConfigId);
}

/** Everywhere: only the console's own look at it can object. */
async function dropNewer(world: World) {
  await drop(world, world.newer.id);
  await deploy(world.siteConfigId, world.server.id, 3);
}

async function alter({ siteConfigId }: World) {
  await db().scheduledRemoval.updateMany({
    where: { siteConfigId },
    data: { authorisedBy: "Somebody else" },
  });
}

async function elsewhere({ siteConfigId, older, person }: World) {
  const account = await storeAccount(`CONTOSO\\other-${person}`);
  await db().oneToOneMapping.updateMany({
    where: { siteConfigId, certificateId: older.id },
    data: { accountId: account.id },
  });
}

import { describe, expect, it } from "vitest";
import { CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { siteConfigSchema } from "@/lib/iis/site-config";
import { certificate } from "@/lib/pki/fixtures/openssl";
import { withTestDatabase } from "@/scripts/test-database";
import { finishJob } from "../agents/finish-job";
import { leaseJob } from "../agents/lease-job";
import { storeInventory } from "../agents/store-inventory";
import { uploadCertificates } from "../certificates/upload";
import { startDeployment } from "../deployments/start";
import { readDraft } from "../drafts/read";
import { addManyToOne } from "../many-to-one/add";
import { addMapping } from "../mappings/add";
import { createSavedTest } from "../saved-tests/create";
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
  storeCertificate,
  storeDraft,
  storeMapping,
  storeServer,
} from "../test-world";
import { advanceCutOffs } from "./advance";
import { getCutOff } from "./get";
import { planCutOff } from "./plan";
import { retryCutOff } from "./retry";
import { startCutOff } from "./start";

withTestDatabase();

const SITE = "Intranet";
const OPERATOR = personOf("operator");
let count = 0;

/** A site config with one mapping each, published and deployed on a server of its own. */
async function deployed(...people: string[]) {
  const draft = await storeDraft(`Site ${++count}`, people);
  await publish(draft.id);
  const server = await storeServer(`WEB${count}`);
  await push(draft.id, server.id, 1);
  return { siteConfigId: draft.id, server };
}

async function push(siteConfigId: string, serverId: string, revision: number, ...pastCutOffs: string[]) {
  const place = { serverId, scope: SITE, expectedDigest: null };
  const cutOffOverride = { cutOffs: pastCutOffs, reason: "A test" };
  const past = pastCutOffs.length > 0 && { cutOffOverride };
  must(await startDeployment(ADMIN, { siteConfigId, revision, targets: [place], ...past }));
  await agentApplies(serverId);
}

async function agentApplies(serverId: string, outcome: "verified" | "failed" = "verified") {
  const job = await db().deploymentTarget.findFirstOrThrow({
    where: { target: { serverId }, state: { in: ["queued", "leased"] } },
    include: {
      target: { include: { server: true } },
      revision: { include: { siteConfig: true } },
      deployment: true,
    },
  });
  const config = siteConfigSchema.parse(job.revision.config);
  await db().$transaction(async (tx) => {
    await finishJob(tx, job, { outcome, ...(outcome === "failed" && { code: "disk-full", message: "x" }) });
    if (outcome === "verified") await storeInventory(tx, job.target.server, inventoryOf({ [SITE]: config }));
  });
  return job;
}

async function idOf(name: string) {
  return (await db().certificate.findFirstOrThrow({ where: { displayName: name } })).id;
}
async function accountOf(name: string) {
  return db().account.findUniqueOrThrow({ where: { userNameKey: `contoso\\${name}` } });
}
async function sectionOf(siteConfigId: string, number: number) {
  const row = await db().revision.findUniqueOrThrow({
    where: { siteConfigId_number: { siteConfigId, number } },
  });
  const section = siteConfigSchema.parse(row.config).iisClientCertificateMappingAuthentication;
  if (section === undefined) throw new Error("no mapping section");
  return section;
}
const namesOf = (list: { name: string }[]) => list.map(({ name }) => name);

describe("cutting a certificate off", () => {
  it("takes its mapping out of draft, revision and server, and proves it", async () => {
    const { siteConfigId, server } = await deployed("ann", "bob");
    const subject = { kind: "certificate" as const, id: await idOf("ann") };
    const plan = must(await planCutOff(OPERATOR, subject));
    expect(plan.siteConfigs).toMatchObject([
      {
        draft: { unpublished: false },
        revisions: [
          { base: 1, newest: true, empties: false, deny: null, targets: [{ serverId: server.id }] },
        ],
      },
    ]);
    const cutOff = must(await startCutOff(OPERATOR, { ...subject, reason: "Stolen laptop" }));
    expect(namesOf((await sectionOf(siteConfigId, 2)).oneToOneMappings)).toEqual(["bob"]);
    expect(must(await getCutOff(ADMIN, cutOff.id)).places).toMatchObject([{ state: "queued", revision: 2 }]);
    const job = await agentApplies(server.id);
    expect(job).toMatchObject({
      allowEmpty: true,
      deployment: { kind: "cutOff", windowOverride: "Stolen laptop" },
    });
    expect(must(await getCutOff(ADMIN, cutOff.id)).places).toMatchObject([{ state: "verified" }]);
    must(await advanceCutOffs(CONSOLE));
    expect(must(await getCutOff(ADMIN, cutOff.id)).finishedAt).not.toBeNull();
    expect(await eventsOf("cut-off.done")).toHaveLength(1);
    const { version, publishedVersion } = await db().siteConfig.findUniqueOrThrow({
      where: { id: siteConfigId },
    });
    expect(version).toBe(publishedVersion);
    const [event] = await eventsOf("cut-off.start");
    expect(event).toMatchObject({ reason: "Stolen laptop", nounName: "ann", actorName: OPERATOR.name });
    expect(codeOf(await startCutOff(OPERATOR, { ...subject, reason: "again" }))).toBe("nothing-to-cut-off");
  });

  it("puts a Deny of exactly its names first where rules would still match, and says who else it hits", async () => {
    const { siteConfigId, server } = await deployed("cid");
    const account = await storeAccount("CONTOSO\\everybody");
    const rules = [
      {
        certificateField: "Subject",
        certificateSubField: "CN",
        matchCriteria: "ci*",
        compareCaseSensitive: true,
      },
    ];
    const { version } = must(await getSiteConfig(ADMIN, siteConfigId));
    must(
      await addManyToOne(
        ADMIN,
        siteConfigId,
        { name: "All", permissionMode: "Allow", accountId: account.id, rules },
        version,
      ),
    );
    await publish(siteConfigId);
    await push(siteConfigId, server.id, 2);
    const id = await idOf("cid");
    // The same names on another key, as after a renewal.
    const bytes = certificate({ subject: "/C=DE/O=Contoso/CN=cid", serial: "77" });
    const twin = must(await uploadCertificates(ADMIN, { bytes, fileName: "twin.cer" })).certificates[0]
      ?.certificate;
    const plan = must(await planCutOff(OPERATOR, { kind: "certificate", id }));
    const revision = plan.siteConfigs.find((each) => each.siteConfigId === siteConfigId)?.revisions[0];
    expect(revision?.deny?.rules).toEqual(
      expect.arrayContaining(["Subject CN = cid", "Subject O = Contoso"]),
    );
    expect(revision?.afterwards).toEqual({ text: "is refused with 403.12", letIn: false });
    expect(revision).toMatchObject({
      othersTotal: 1,
      others: [{ id: twin?.id, before: "becomes CONTOSO\\everybody", after: "is refused with 403.12" }],
    });
    must(await startCutOff(OPERATOR, { kind: "certificate", id, reason: "Left" }));
    const section = await sectionOf(siteConfigId, 3);
    expect(section.manyToOneMappings.map(({ name, permissionMode }) => [name, permissionMode])).toEqual([
      ["Cut off: cid", "Deny"],
      ["All", "Allow"],
    ]);
    const draft = await readDraft(db(), siteConfigId);
    expect(draft.iisClientCertificateMappingAuthentication).toEqual(section);
  });

  it("leaves what somebody else has not published in the draft, and unpublished", async () => {
    const { siteConfigId } = await deployed("dan");
    await storeMapping(siteConfigId, "eve");
    must(await startCutOff(OPERATOR, { kind: "certificate", id: await idOf("dan"), reason: "Left" }));
    expect((await sectionOf(siteConfigId, 2)).oneToOneMappings).toEqual([]);
    const draft = await readDraft(db(), siteConfigId);
    expect(namesOf(draft.iisClientCertificateMappingAuthentication?.oneToOneMappings ?? [])).toEqual(["eve"]);
    const { version, publishedVersion } = await db().siteConfig.findUniqueOrThrow({
      where: { id: siteConfigId },
    });
    expect(version).not.toBe(publishedVersion);
  });

  it("brings a server what it runs, less the certificate, and nothing that was published since", async () => {
    const { siteConfigId, server } = await deployed("fay", "gus");
    await storeMapping(siteConfigId, "hal");
    await publish(siteConfigId);
    must(await startCutOff(OPERATOR, { kind: "certificate", id: await idOf("fay"), reason: "Left" }));
    const { revision } = await agentApplies(server.id);
    const section = siteConfigSchema.parse(revision.config).iisClientCertificateMappingAuthentication;
    expect(namesOf(section?.oneToOneMappings ?? [])).toEqual(["gus"]);
    const newest = await db().revision.findFirstOrThrow({
      where: { siteConfigId },
      orderBy: { number: "desc" },
    });
    expect(namesOf((await sectionOf(siteConfigId, newest.number)).oneToOneMappings)).toEqual(["gus", "hal"]);
  });

  it("needs no grant for accounts that stay as they are", async () => {
    const { siteConfigId } = await deployed("ida", "jon");
    await db().account.updateMany({ where: { userNameKey: "contoso\\jon" }, data: { mapBy: "named" } });
    must(await startCutOff(OPERATOR, { kind: "certificate", id: await idOf("ida"), reason: "Left" }));
    expect(namesOf((await sectionOf(siteConfigId, 2)).oneToOneMappings)).toEqual(["jon"]);
  });

  it("is not stopped by the limits of an account that stays as it is", async () => {
    const { server } = await deployed("ivy", "jim");
    const group = await db().serverGroup.create({
      data: { name: "Others", nameKey: "others", createdBy: "x" },
    });
    const { id: accountId } = await accountOf("jim");
    await db().accountServerGroup.create({ data: { accountId, groupId: group.id } });
    const subject = { kind: "certificate" as const, id: await idOf("ivy") };
    const { id } = must(await startCutOff(OPERATOR, { ...subject, reason: "Left" }));
    await agentApplies(server.id);
    expect(must(await getCutOff(ADMIN, id)).places).toMatchObject([{ state: "verified" }]);
  });

  it("shows saved tests that would fail, names them in the event, and is not stopped by them", async () => {
    const { siteConfigId } = await deployed("kim");
    const id = await idOf("kim");
    must(
      await createSavedTest(ADMIN, siteConfigId, {
        certificateId: id,
        expected: { kind: "account", userName: "CONTOSO\\kim" },
        note: "",
      }),
    );
    const plan = must(await planCutOff(OPERATOR, { kind: "certificate", id }));
    expect(plan.siteConfigs[0]?.revisions[0]?.failedTests).toHaveLength(1);
    must(await startCutOff(OPERATOR, { kind: "certificate", id, reason: "Left" }));
    const events = await eventsOf("revision.publish");
    expect(events.at(-1)?.after).toMatchObject({ failedTests: [expect.stringContaining("kim")] });
  });
});

describe("servers that cannot be reached at once", () => {
  it("are named before it starts where a target is only observed, and follow when its mode is set", async () => {
    const { server } = await deployed("lou");
    const mode = (to: "observe" | "monitor") =>
      db().target.updateMany({ where: { serverId: server.id }, data: { mode: to } });
    await mode("observe");
    const subject = { kind: "certificate" as const, id: await idOf("lou") };
    const plan = must(await planCutOff(OPERATOR, subject));
    expect(plan.siteConfigs[0]?.revisions[0]?.targets[0]?.problem).toContain("only observed");
    const { id } = must(await startCutOff(OPERATOR, { ...subject, reason: "Left" }));
    expect(must(await getCutOff(ADMIN, id)).places).toMatchObject([{ code: "target-observed" }]);
    await mode("monitor");
    must(await advanceCutOffs(CONSOLE));
    await agentApplies(server.id);
    expect(must(await getCutOff(ADMIN, id)).places).toMatchObject([{ state: "verified" }]);
  });

  it("get their push when the one that runs there has ended", async () => {
    const { siteConfigId, server } = await deployed("lea", "max");
    await storeMapping(siteConfigId, "nat");
    await publish(siteConfigId);
    const place = { serverId: server.id, scope: SITE, expectedDigest: null };
    must(await startDeployment(ADMIN, { siteConfigId, revision: 2, targets: [place] }));
    must(await leaseJob(server.id, 1));
    const { id } = must(
      await startCutOff(OPERATOR, { kind: "certificate", id: await idOf("lea"), reason: "x" }),
    );
    expect(must(await getCutOff(ADMIN, id)).places).toMatchObject([
      { state: "waiting", code: "push-running" },
    ]);
    must(await advanceCutOffs(CONSOLE));
    expect(must(await getCutOff(ADMIN, id)).places).toMatchObject([{ state: "waiting" }]);
    await agentApplies(server.id);
    must(await advanceCutOffs(CONSOLE));
    expect(must(await getCutOff(ADMIN, id)).places).toMatchObject([{ state: "queued" }]);
    await agentApplies(server.id);
    must(await advanceCutOffs(CONSOLE));
    expect(must(await getCutOff(ADMIN, id))).toMatchObject({ verified: 1, finishedAt: expect.any(String) });
  });

  it("are tried again by a person after a failure, and never after something newer", async () => {
    const { siteConfigId, server } = await deployed("oli", "pam");
    const { id } = must(
      await startCutOff(OPERATOR, { kind: "certificate", id: await idOf("oli"), reason: "x" }),
    );
    const { targetId } = await agentApplies(server.id, "failed");
    must(await advanceCutOffs(CONSOLE));
    expect(must(await getCutOff(ADMIN, id)).places).toMatchObject([{ state: "failed", code: "disk-full" }]);
    expect(must(await retryCutOff(OPERATOR, id, { targetId })).places).toMatchObject([{ state: "queued" }]);
    await agentApplies(server.id, "failed");
    await push(siteConfigId, server.id, 1, id);
    expect(codeOf(await retryCutOff(OPERATOR, id, { targetId }))).toBe("conflict");
    must(await advanceCutOffs(CONSOLE));
    expect(must(await getCutOff(ADMIN, id)).finishedAt).toBeNull();
    // Somebody pushes the cut revision by hand: that proves it as well.
    await push(siteConfigId, server.id, 2);
    must(await advanceCutOffs(CONSOLE));
    expect(must(await getCutOff(ADMIN, id)).finishedAt).not.toBeNull();
  });

  it("get nothing from a row that was changed behind the console's back", async () => {
    const { siteConfigId, server } = await deployed("quy", "rob");
    const { id } = must(
      await startCutOff(OPERATOR, { kind: "certificate", id: await idOf("quy"), reason: "x" }),
    );
    const first = await db().revision.findFirstOrThrow({ where: { siteConfigId, number: 1 } });
    await agentApplies(server.id);
    await db().cutOffTarget.updateMany({
      where: { cutOffId: id },
      data: { jobId: null, revisionId: first.id },
    });
    must(await advanceCutOffs(CONSOLE));
    expect(must(await getCutOff(ADMIN, id)).places).toMatchObject([{ code: "stored-data-altered" }]);
  });
});

describe("cutting an account off", () => {
  it("takes its one-to-one mappings out and switches its many-to-one mappings off", async () => {
    const { siteConfigId } = await deployed("sue", "tom");
    const sue = await accountOf("sue");
    must(
      await addMapping(ADMIN, siteConfigId, {
        certificateId: (await storeCertificate("sue2")).id,
        accountId: sue.id,
        name: "sue2",
      }),
    );
    const { version } = must(await getSiteConfig(ADMIN, siteConfigId));
    const rules = [
      {
        certificateField: "Subject",
        certificateSubField: "OU",
        matchCriteria: "S",
        compareCaseSensitive: true,
      },
    ];
    must(
      await addManyToOne(
        ADMIN,
        siteConfigId,
        { name: "Team", permissionMode: "Allow", accountId: sue.id, rules },
        version,
      ),
    );
    await publish(siteConfigId);
    const plan = must(await planCutOff(ADMIN, { kind: "account", id: sue.id }));
    // What runs on the server, and the newest, which nobody pushed yet.
    expect(plan.siteConfigs[0]?.revisions.map(({ base, targets }) => [base, targets.length])).toEqual([
      [1, 1],
      [2, 0],
    ]);
    must(await startCutOff(ADMIN, { kind: "account", id: sue.id, reason: "x" }));
    expect(namesOf((await sectionOf(siteConfigId, 3)).oneToOneMappings)).toEqual(["tom"]);
    const section = await sectionOf(siteConfigId, 4);
    expect(namesOf(section.oneToOneMappings)).toEqual(["tom"]);
    expect(section.manyToOneMappings).toMatchObject([
      { name: "Team", enabled: false, permissionMode: "Allow" },
    ]);
    const draft = await readDraft(db(), siteConfigId);
    expect(draft.iisClientCertificateMappingAuthentication).toEqual(section);
  });
});

describe("who is limited to server groups", () => {
  it("pushes again within them, is told that others remain, and starts nothing outside", async () => {
    const [here, there] = [await deployed("wes"), await deployed()];
    await storeMapping(there.siteConfigId, "wes");
    await publish(there.siteConfigId);
    await push(there.siteConfigId, there.server.id, 2);
    const { id } = must(
      await startCutOff(OPERATOR, { kind: "certificate", id: await idOf("wes"), reason: "x" }),
    );
    const [inside, outside] = [
      await agentApplies(here.server.id, "failed"),
      await agentApplies(there.server.id, "failed"),
    ];
    const group = await db().serverGroup.create({
      data: { name: "Here", nameKey: "here", createdBy: ADMIN.name },
    });
    await db().serverGroupMember.create({ data: { serverId: here.server.id, groupId: group.id } });
    const limited = { ...personOf("operator"), serverGroups: [{ id: group.id, name: "Here" }] };
    expect(codeOf(await retryCutOff(limited, id, { targetId: outside.targetId }))).toBe(
      "server-out-of-scope",
    );
    // Somebody else has freed the other place: it is not his to push to, nor to say why not.
    await db().cutOffTarget.updateMany({ where: { targetId: outside.targetId }, data: { jobId: null } });
    const before = await db().deploymentTarget.count({ where: { targetId: outside.targetId } });
    expect(must(await retryCutOff(limited, id, { targetId: inside.targetId }))).toMatchObject({
      places: [{ serverId: here.server.id, state: "queued" }],
      elsewhere: 1,
    });
    expect(await db().deploymentTarget.count({ where: { targetId: outside.targetId } })).toBe(before);
    const all = must(await getCutOff(ADMIN, id));
    expect(all.elsewhere).toBe(0);
    expect(all.places.find(({ serverId }) => serverId === there.server.id)).toMatchObject({
      state: "waiting",
      code: null,
    });
  });
});

describe("who may", () => {
  it("is an operator or an administrator, each alone", async () => {
    await deployed("uma");
    const subject = { kind: "certificate" as const, id: await idOf("uma"), reason: "x" };
    for (const role of ["viewer", "auditor", "editor"] as const)
      expect(codeOf(await startCutOff(personOf(role), subject))).toBe("not-allowed");
    expect(codeOf(await startCutOff(OPERATOR, { ...subject, reason: " " }))).toBe("invalid-input");
    expect(codeOf(await startCutOff(OPERATOR, subject))).toBe("ok");
  });
});

import { describe, expect, it } from "vitest";
import { CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { withTestDatabase } from "@/scripts/test-database";
import { finishJob } from "../agents/finish-job";
import { removeCertificate } from "../certificates/remove";
import { correctDrift } from "../deployments/correct-drift";
import { planDeployment } from "../deployments/plan";
import { retryTargets } from "../deployments/retry";
import { rollBack } from "../deployments/roll-back";
import { startDeployment } from "../deployments/start";
import { listFindings } from "../findings/list";
import {
  ADMIN,
  codeOf,
  eventsOf,
  must,
  personOf,
  publish,
  storeDraft,
  storeMapping,
  storeServer,
} from "../test-world";
import { advanceCutOffs } from "./advance";
import { liftCutOff } from "./lift";
import { startCutOff } from "./start";

withTestDatabase();

const SITE = "Intranet";
const OPERATOR = personOf("operator");
let count = 0;

/** Revision 1 maps two people and is deployed; then one of them was cut off, which made revision 2. */
async function cutOffWorld(finish = true) {
  const name = `hold${++count}`;
  const draft = await storeDraft(name, [name, `${name}b`]);
  await publish(draft.id);
  const server = await storeServer(name);
  const place = { serverId: server.id, scope: SITE, expectedDigest: null };
  const push = (revision: number, more: object = {}) =>
    startDeployment(OPERATOR, { siteConfigId: draft.id, revision, targets: [place], ...more });
  const apply = async (outcome: "verified" | "failed" = "verified") => {
    const job = await db().deploymentTarget.findFirstOrThrow({
      where: { target: { serverId: server.id }, state: { in: ["queued", "leased"] } },
      include: {
        target: { include: { server: true } },
        revision: { include: { siteConfig: true } },
        deployment: true,
      },
    });
    const failed = outcome === "failed" && { code: "disk-full", message: "x" };
    await db().$transaction((tx) => finishJob(tx, job, { outcome, ...failed }));
    return job;
  };
  must(await push(1));
  await apply();
  const { id } = await db().certificate.findFirstOrThrow({ where: { displayName: name } });
  const cut = async () =>
    must(await startCutOff(OPERATOR, { kind: "certificate", id, reason: "Stolen laptop" }));
  if (!finish) return { name, draft, server, place, push, apply, cut, certificateId: id };
  const cutOff = await cut();
  await apply();
  must(await advanceCutOffs(CONSOLE));
  return { name, draft, server, place, push, apply, cut, cutOff, certificateId: id };
}

/** The state of the world that a push changes. */
async function pushes() {
  const [revisions, deployments] = [await db().revision.count(), await db().deployment.count()];
  return { revisions, deployments, rejections: await db().revisionRejection.count() };
}

describe("a cut-off holds", () => {
  it("against a push of an older revision: who, when and why is said, and nothing is made", async () => {
    const { name, draft, place, push, cutOff } = await cutOffWorld();
    const before = await pushes();
    const refused = await push(1);
    expect(refused).toMatchObject({
      error: {
        code: "cut-off-holds",
        message: expect.stringContaining(name),
        errors: [
          {
            code: "cut-off-holds",
            message: `Cut-off ${cutOff?.number} of ${name} by ${OPERATOR.name} at ${cutOff?.startedAt}: Stolen laptop`,
          },
        ],
      },
    });
    expect(await pushes()).toEqual(before);
    const body = {
      siteConfigId: draft.id,
      revision: 1,
      targets: [{ serverId: place.serverId, scope: SITE }],
    };
    expect(must(await planDeployment(OPERATOR, body)).cutOffs).toMatchObject([{ id: cutOff?.id, name }]);
    expect(must(await planDeployment(OPERATOR, { ...body, revision: 2 })).cutOffs).toEqual([]);
    expect(codeOf(await push(2))).toBe("ok");
  });

  it("against a rollback, whole", async () => {
    const { draft, place } = await cutOffWorld();
    const before = await pushes();
    const body = { siteConfigId: draft.id, revision: 1, rejects: 2, reason: "back", targets: [place] };
    expect(codeOf(await rollBack(ADMIN, body))).toBe("cut-off-holds");
    expect(await pushes()).toEqual(before);
  });

  it("against a new mapping of a draft, also after the certificate was deleted", async () => {
    const { name, draft, push, certificateId, cutOff } = await cutOffWorld();
    must(await removeCertificate(ADMIN, certificateId));
    expect(codeOf(await push(1))).toBe("cut-off-holds");
    const letIn = async () => must(await listFindings(OPERATOR, draft.id)).cutOffs.map(({ id }) => id);
    expect(await letIn()).toEqual([]);
    await storeMapping(draft.id, name);
    expect(await letIn()).toEqual([cutOff?.id]);
    const { number } = await publish(draft.id);
    expect(codeOf(await push(number))).toBe("cut-off-holds");
  });

  it("until a person sets just this one aside, with a reason that the event keeps", async () => {
    const { name, push, cutOff, apply } = await cutOffWorld();
    const cutOffs = [cutOff?.id ?? ""];
    expect(codeOf(await push(1, { cutOffOverride: { cutOffs, reason: " " } }))).toBe("invalid-input");
    const other = [crypto.randomUUID()];
    expect(codeOf(await push(1, { cutOffOverride: { cutOffs: other, reason: "x" } }))).toBe("cut-off-holds");
    must(await push(1, { cutOffOverride: { cutOffs, reason: "Laptop found" } }));
    expect((await eventsOf("deployment.start")).at(-1)?.after).toMatchObject({
      cutOffOverride: { cutOffs: [expect.stringContaining(name)], reason: "Laptop found" },
    });
    // It was said of that push: the next one asks again.
    await apply();
    expect(codeOf(await push(1))).toBe("cut-off-holds");
  });

  it("until it is lifted, with a reason", async () => {
    const { push, cutOff } = await cutOffWorld();
    const id = cutOff?.id ?? "";
    expect(codeOf(await liftCutOff(personOf("editor"), id, { reason: "x" }))).toBe("not-allowed");
    expect(codeOf(await liftCutOff(OPERATOR, id, { reason: "" }))).toBe("invalid-input");
    const limited = { ...personOf("operator"), serverGroups: [{ id: crypto.randomUUID(), name: "Berlin" }] };
    expect(codeOf(await liftCutOff(limited, id, { reason: "x" }))).toBe("server-out-of-scope");
    expect(must(await liftCutOff(OPERATOR, id, { reason: "Found" })).lifted).toMatchObject({
      by: OPERATOR.name,
      reason: "Found",
    });
    expect((await eventsOf("cut-off.lift")).at(-1)).toMatchObject({ nounId: id, reason: "Found" });
    expect(codeOf(await liftCutOff(OPERATOR, id, { reason: "Found" }))).toBe("conflict");
    expect(codeOf(await push(1))).toBe("ok");
  });
});

describe("what the console or a person does again", () => {
  it("is held up by a cut-off that came later", async () => {
    const { push, apply, cut, server } = await cutOffWorld(false);
    // A push that failed, of a revision that maps him, to a place that does not run it.
    const { id } = must(await push(1));
    const job = await apply("failed");
    await db().target.updateMany({ where: { serverId: server.id }, data: { deployedRevisionId: null } });
    await cut();
    const again = { jobs: [{ id: job.id, attempt: 1 }] };
    expect(codeOf(await retryTargets(ADMIN, id, again))).toBe("cut-off-holds");
  });

  it("is not the correction of what a person pushed past it, only of what came before it", async () => {
    const { push, apply, cutOff, server } = await cutOffWorld();
    const drift = async () => {
      await db().target.updateMany({
        where: { serverId: server.id },
        data: {
          mode: "enforce",
          observedDigest: String(++count).padStart(64, "0"),
          observedAt: new Date(),
        },
      });
      must(await correctDrift(CONSOLE));
      return db().deployment.count({
        where: { kind: "corrective", targets: { some: { target: { serverId: server.id } } } },
      });
    };
    must(await push(1, { cutOffOverride: { cutOffs: [cutOff?.id], reason: "Found" } }));
    await apply();
    expect(await drift()).toBe(1);
    await apply();
    await db().cutOff.update({ where: { id: cutOff?.id ?? "" }, data: { startedAt: new Date() } });
    expect(await drift()).toBe(1);
  });
});

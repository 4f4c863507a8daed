import { CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import type { SiteConfig } from "@/lib/iis/site-config";
import { leaseJob } from "./agents/lease-job";
import { recordReport } from "./agents/record-report";
import { recordResult } from "./agents/record-result";
import { correctDrift } from "./deployments/correct-drift";
import { startDeployment } from "./deployments/start";
import { getRevision } from "./site-configs/get-revision";
import { setTargetModes } from "./targets/set-modes";
import { ADMIN, inventoryOf, must, publish, storeDraft, storeServer } from "./test-world";

export const SITE = "Default Web Site";
let worlds = 0;

/** A server on which revision 1 of a site config with so many mappings is deployed and verified, and what its agent says. */
export async function deployed(people = 2) {
  const name = `drift${++worlds}`;
  const mapped = Array.from({ length: people }, (_, index) => `${name}${String.fromCharCode(97 + index)}`);
  const draft = await storeDraft(name, mapped);
  const revision = await publish(draft.id);
  const { config } = must(await getRevision(ADMIN, draft.id, revision.number));
  const { id: serverId } = await storeServer(name);
  const server = () => db().server.findUniqueOrThrow({ where: { id: serverId } });
  const place = { serverId, scope: SITE, expectedDigest: null };
  const report = async (observed: SiteConfig) =>
    must(
      await recordReport(await server(), {
        protocol: 1,
        instanceId: "8f14e45f-ceea-467f-a1d0-2f1b0a3c4d5e",
        epoch: 1,
        inventory: inventoryOf({ [SITE]: observed }),
      }),
    );
  /** The agent takes the job that waits and does it. */
  const work = async (outcome: "verified" | "undone", digest = revision.digest) => {
    const job = must(await leaseJob(serverId, 1));
    if (job === null) throw new Error("no job");
    const { attempt, leaseId, fencing } = job;
    const failure = { code: "verify-mismatch", message: "It read back something else." };
    const proof = outcome === "verified" ? { observedDigest: digest } : failure;
    const result = { outcome, attempt, leaseId, fencing, steps: [], warnings: [], ...proof };
    must(await recordResult(await server(), job.id, result, null));
    return job;
  };
  must(await startDeployment(ADMIN, { siteConfigId: draft.id, revision: 1, targets: [place] }));
  await work("verified");
  const target = await db().target.findFirstOrThrow({ where: { serverId } });
  const setMode = async (mode: string) => must(await setTargetModes(ADMIN, { targetIds: [target.id], mode }));
  const corrections = () =>
    db().deployment.findMany({
      where: { kind: "corrective", targets: { some: { targetId: target.id } } },
      include: { targets: true },
    });
  return { name, draft, revision, config, place, target, report, work, setMode, corrections };
}

/** The same without the mapping at this place of the list. */
export function without(config: SiteConfig, index: number): SiteConfig {
  const section = config.iisClientCertificateMappingAuthentication;
  if (section === undefined) throw new Error("no mappings");
  const oneToOneMappings = section.oneToOneMappings.toSpliced(index, 1);
  return { ...config, iisClientCertificateMappingAuthentication: { ...section, oneToOneMappings } };
}

export const correct = async () => must(await correctDrift(CONSOLE));

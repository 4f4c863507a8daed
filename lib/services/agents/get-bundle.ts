import { batched } from "@/lib/batch";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import type { EnrolledServer } from "./authenticate";

/** The bundle of a job that this very agent holds, or the paper of a question that it was asked. Errors: `agent-not-approved`, `not-found`. */
export async function getBundle(server: EnrolledServer, digest: string): Promise<Result<string>> {
  if (server.state !== "approved") return fail("agent-not-approved", "This agent waits for approval.");
  const bundle = await findBundle({ serverId: server.id, digest });
  return bundle ? ok(bundle) : fail("not-found", "There is no such bundle for this agent.");
}

/** Few at a time: one of 10,000 mappings has about 25 MB. */
const findBundle = batched(
  async (asked: { serverId: string; digest: string }[]): Promise<(string | null)[]> => {
    const jobs = await findJobs(asked);
    const bundles = new Map(
      jobs.map(({ serverId, bundleDigest, bundle }) => [`${serverId} ${bundleDigest}`, bundle]),
    );
    const others = asked.filter(({ serverId, digest }) => !bundles.has(`${serverId} ${digest}`));
    const plans = others.length === 0 ? [] : await findPlans(others);
    for (const { serverId, bundleDigest, bundle } of plans)
      bundles.set(`${serverId} ${bundleDigest}`, bundle);
    return asked.map(({ serverId, digest }) => bundles.get(`${serverId} ${digest}`) ?? null);
  },
  { most: 20 },
);

function findJobs(asked: readonly { serverId: string; digest: string }[]) {
  return db().$queryRaw<{ serverId: string; bundleDigest: string; bundle: string | null }[]>`
    SELECT t."serverId", j."bundleDigest", j.bundle FROM "DeploymentTarget" j JOIN "Target" t ON t.id = j."targetId"
    WHERE t."serverId" = ANY(${asked.map(({ serverId }) => serverId)}::uuid[]) AND j.state = 'leased'
      AND j."bundleDigest" = ANY(${asked.map(({ digest }) => digest)}::text[])`;
}

function findPlans(asked: readonly { serverId: string; digest: string }[]) {
  return db().agentTask.findMany({
    where: {
      bundleDigest: { in: asked.map(({ digest }) => digest) },
      serverId: { in: asked.map(({ serverId }) => serverId) },
      state: "running",
    },
    select: { serverId: true, bundleDigest: true, bundle: true },
  });
}

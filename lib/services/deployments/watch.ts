import { setTimeout } from "node:timers/promises";
import type { DeploymentDetail, DeploymentNews } from "@/lib/api/deployments";
import type { Actor } from "@/lib/auth/actor";
import { pollUntil } from "@/lib/db-notify";
import { ok, type Result } from "@/lib/errors";
import { getDeployment } from "./get";

/** Whoever watches is asked for his session again after so long. */
const WATCH_MS = 60_000;
const HEARTBEAT_MS = 15_000;
/** News that come quickly one after the other are told together. */
const GATHER_MS = 250;

/**
 * A deployment as it goes: first the whole of it, then what changed since, and null while nothing does. It ends by itself after a
 * minute, when the deployment can no longer be read, or when `signal` aborts. Errors: `not-allowed`, `not-found`.
 */
export async function watchDeployment(
  actor: Actor,
  id: string,
  signal: AbortSignal,
): Promise<Result<AsyncGenerator<DeploymentNews | null>>> {
  const first = await getDeployment(actor, id);
  return first.ok ? ok(news(actor, first.value, signal)) : first;
}

async function* news(
  actor: Actor,
  first: DeploymentDetail,
  signal: AbortSignal,
): AsyncGenerator<DeploymentNews | null> {
  const seen = new Map<string, string>();
  const until = Date.now() + WATCH_MS;
  yield newsOf(first, seen) ?? null;
  while (!signal.aborted && Date.now() < until) {
    const next = await pollUntil<DeploymentNews | "gone">(
      "deployment",
      (id) => id === first.id,
      HEARTBEAT_MS,
      async () => {
        const now = await getDeployment(actor, first.id);
        return now.ok ? newsOf(now.value, seen) : "gone";
      },
      signal,
    );
    if (next === "gone") return;
    yield next ?? null;
    await setTimeout(GATHER_MS);
  }
}

/** What is new since `seen`, which learns it; undefined: nothing. */
function newsOf({ jobs, ...deployment }: DeploymentDetail, seen: Map<string, string>) {
  const changed = jobs.filter((job) => isNews(seen, job.id, job));
  return isNews(seen, "", deployment) || changed.length > 0 ? { deployment, jobs: changed } : undefined;
}

function isNews(seen: Map<string, string>, key: string, value: object): boolean {
  const text = JSON.stringify(value);
  if (seen.get(key) === text) return false;
  seen.set(key, text);
  return true;
}

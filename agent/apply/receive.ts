import type { ApplyContext } from "@/agent/apply/context";
import type { Lease } from "@/agent/apply/lease";
import { type Bundle, bundleDigest, openBundle } from "@/lib/agent-api/bundle";
import type { Job } from "@/lib/agent-api/jobs";
import { fail, ok, type Result } from "@/lib/errors";
import { digestSiteConfig } from "@/lib/iis/digest";

/**
 * Takes the bundle that came with a job, or fetches it, and accepts it only when the console signed it, for this server, scope and job, and later
 * than any other of this scope. The sequence is on disk before this returns: whatever happens next, the bundle is used up.
 * Errors: `bundle-signature`, `bundle-malformed`, `bundle-other-target`, `sequence-not-higher`, those of the console's.
 */
export async function receive(
  job: Job,
  context: ApplyContext,
  lease: Lease,
  carried: string | undefined,
): Promise<Result<Bundle>> {
  const jws =
    carried === undefined ? await lease.persist(() => context.api.bundle(job.bundleDigest)) : ok(carried);
  if (!jws.ok) return jws;
  if (bundleDigest(jws.value) !== job.bundleDigest)
    return fail("bundle-signature", "The bundle is not the one that the job names. Nothing was changed.");
  const opened = await openBundle(jws.value, context.settings.consoleKey);
  if (!opened.ok) return opened;
  const bundle = opened.value;
  if (bundle.serverId !== context.settings.serverId || bundle.scope !== job.scope)
    return fail(
      "bundle-other-target",
      `The bundle is for "${bundle.scope}" of server ${bundle.serverId}. Nothing was changed.`,
    );
  if (bundle.jobId !== job.id || bundle.attempt !== job.attempt)
    return fail("bundle-other-target", "The bundle is for another job or attempt. Nothing was changed.");
  if (digestSiteConfig(bundle.siteConfig) !== bundle.revision.digest)
    return fail(
      "bundle-malformed",
      "The bundle's digest is not that of its configuration. Update the agent or the console. Nothing was changed.",
    );
  const accepted = acceptSequence(bundle, context);
  if (!accepted.ok) return accepted;
  const { scope } = bundle;
  const kept = context.bundles.keep({ scope, receivedAt: new Date().toISOString(), jws: jws.value });
  return kept.ok ? ok(bundle) : kept;
}

function acceptSequence({ scope, generation, sequence }: Bundle, { targets }: ApplyContext): Result<void> {
  const target = targets.read(scope);
  if (!target.ok) return target;
  const last = target.value;
  const newer = generation > last.generation || (generation === last.generation && sequence > last.sequence);
  if (!newer)
    return fail(
      "sequence-not-higher",
      `The bundle has number ${generation}.${sequence}, but this agent has seen ${last.generation}.${last.sequence} for "${scope}". Nothing was changed: push again from the console.`,
    );
  return targets.write({ ...last, generation, sequence });
}

import { checkScopeAllowed } from "@/agent/allowed-scope";
import { compare } from "@/agent/apply/compare";
import type { ApplyContext, Looking } from "@/agent/apply/context";
import { isHeld, type Lease } from "@/agent/apply/lease";
import type { Outcome } from "@/agent/apply/outcome";
import { receive } from "@/agent/apply/receive";
import type { Recorder } from "@/agent/apply/recorder";
import { verify } from "@/agent/apply/verify";
import type { LiveState, PasswordSource, Plan } from "@/agent/back-end";
import { bindingsToAsk } from "@/agent/probe/prove";
import type { Bundle } from "@/lib/agent-api/bundle";
import type { Job } from "@/lib/agent-api/jobs";
import { openSealedPassword } from "@/lib/agent-api/sealed-password";
import { type CodedError, fail, ok, type Result } from "@/lib/errors";
import { onlySectionsOf } from "@/lib/iis/diff";

/** One job from its bundle to what was read back. Until the commit every way out leaves the server as it was. */
export async function apply(
  job: Job,
  context: ApplyContext,
  run: { recorder: Recorder; lease: Lease; signal: AbortSignal; carried: string | undefined },
): Promise<Outcome> {
  const { recorder, lease, signal, carried } = run;
  const bundle = await recorder.run("received", () => receive(job, context, lease, carried), describe);
  if (!bundle.ok) return failed(bundle.error);
  const state = await recorder.run("checked", () => check(bundle.value, context));
  if (!state.ok) return failed(state.error);
  const plan = await recorder.run(
    "compared",
    () => compareAndPlan(bundle.value, state.value, context, bundlePasswords(bundle.value, context)),
    ({ detail }) => detail,
  );
  if (!plan.ok) return failed(plan.error);
  const { change } = plan.value;
  const { revision, scope, siteConfig } = bundle.value;
  const { bindings, probe } = bundle.value;
  const wanted = {
    scope,
    config: siteConfig,
    digest: revision.digest,
    warnings: change.warnings,
    bindings,
    probe,
  };
  if (change.before === change.after) return verify(wanted, context, recorder);

  const tried = await tryLogons(change, context, recorder);
  if (!tried.ok) return failed(tried.error);
  wanted.warnings = [...change.warnings, ...tried.value];
  const backup = await recorder.run(
    "backed-up",
    async () => context.backups.write(job.id, job.attempt, change.backup),
    (name) => `${name} in the agent's backups`,
  );
  if (!backup.ok) return failed(backup.error);
  const fenced = await recorder.run("fenced", async () => {
    const held = isHeld(signal);
    return held.ok ? lease.confirm() : held;
  });
  if (!fenced.ok) return failed(fenced.error);
  const committed = await recorder.run("committed", async () => {
    const announced = context.journal.add({
      entry: "committing",
      at: new Date().toISOString(),
      jobId: job.id,
      attempt: job.attempt,
      before: change.before,
      after: change.after,
      backup: backup.value,
      config: siteConfig,
      digest: revision.digest,
      warnings: wanted.warnings,
      bindings,
      probe,
    });
    return announced.ok ? context.backEnd.commit(change) : announced;
  });
  if (!committed.ok) return failed(committed.error);
  return verify({ ...wanted, commit: { after: change.after, backup: backup.value } }, context, recorder);
}

/** A wrong password must not lock an account on server after server: one logon here, and the push ends when it is refused. */
async function tryLogons(
  change: Plan,
  { backEnd }: ApplyContext,
  recorder: Recorder,
): Promise<Result<string[]>> {
  const { tryLogons: attempt } = backEnd;
  return attempt ? recorder.run("tried", () => attempt(change)) : ok([]);
}

function describe({ deploymentNumber, revision, generation, sequence }: Bundle): string {
  return `Deployment ${deploymentNumber}: ${revision.siteConfigName} revision ${revision.number}, bundle ${generation}.${sequence}.`;
}

/** The scope is one that this agent may write, and it exists. */
export async function check(
  { scope, probe }: Pick<Bundle, "scope" | "probe">,
  { settings, backEnd, prober }: Looking,
): Promise<Result<LiveState>> {
  const allowed = checkScopeAllowed(scope, settings.allowedSites);
  if (!allowed.ok) return allowed;
  const state = await backEnd.readState();
  if (!state.ok) return state;
  const site = scope.split("/")[0] ?? "";
  if (site !== "" && !state.value.sites.some((name) => name.toLowerCase() === site.toLowerCase()))
    return fail(
      "site-unknown",
      `The server has no site "${site}". It may have been renamed or removed. Nothing was changed.`,
    );
  // A probe that nobody could carry out afterwards must not be found out about after the commit.
  for (const { binding } of probe === undefined ? [] : bindingsToAsk(probe)) {
    const place = await prober.place(scope, binding);
    if (!place.ok) return place;
  }
  return state;
}

type Comparable = Pick<
  Bundle,
  "scope" | "siteConfig" | "expectedDigest" | "takeOver" | "allowEmpty" | "bindings" | "sharedConfiguration"
>;

/** What the bundle would change here; nothing is written. */
export async function compareAndPlan(
  { scope, siteConfig, expectedDigest, takeOver, allowEmpty, ...wishes }: Comparable,
  state: LiveState,
  context: Looking,
  passwords: PasswordSource,
): Promise<Result<{ change: Plan; detail: string }>> {
  const live = state.effective(scope);
  if (!live.ok) return live;
  const target = context.targets.read(scope);
  if (!target.ok) return target;
  const compared = compare({
    live: onlySectionsOf(siteConfig, live.value),
    desired: siteConfig,
    lastApplied: target.value.lastApplied?.config,
    expectedDigest,
    takeOver,
    allowEmpty,
  });
  if (!compared.ok) return compared;
  const plan = await context.backEnd.plan({
    scope,
    config: siteConfig,
    passwords,
    allowEmpty,
    bindings: wishes.bindings,
    sharedConfiguration: wishes.sharedConfiguration,
  });
  if (!plan.ok) return plan;
  // What is written has to start from the very state that was compared.
  if (plan.value.before !== state.fingerprint(scope))
    return fail(
      "changed-since-plan",
      "The configuration was changed by someone else a moment ago. Nothing was changed: push again.",
    );
  return ok({ change: plan.value, detail: compared.value });
}

/** What the bundle brings, sealed to this agent. */
export function bundlePasswords(bundle: Bundle, { settings, keys }: ApplyContext): PasswordSource {
  const { scope, sequence } = bundle;
  const sealed = new Map(bundle.passwords.map((entry) => [entry.userName.toLowerCase(), entry]));
  return {
    open: async (userName) => {
      const entry = sealed.get(userName.toLowerCase());
      if (entry === undefined) return ok(undefined);
      const bound = { serverId: settings.serverId, scope, userName: entry.userName, sequence };
      const password = await openSealedPassword(entry.sealed, keys.sealing, bound);
      return password === undefined
        ? fail(
            "password-unreadable",
            `The password of ${userName} was not sealed for this agent and this push. Nothing was changed: enrol the agent again if its keys were replaced, or set the password again.`,
          )
        : ok(password);
    },
  };
}

function failed(error: CodedError): Outcome {
  return { outcome: "failed", error, warnings: [] };
}

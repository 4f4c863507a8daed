import { check, compareAndPlan } from "@/agent/apply/apply";
import type { Looking } from "@/agent/apply/context";
import type { PasswordSource } from "@/agent/back-end";
import { bundleDigest } from "@/lib/agent-api/bundle";
import { openPlan, type PlannedPush, planInputSchema } from "@/lib/agent-api/plan";
import { PLAN_SHOWN, type PlanResult, planLine } from "@/lib/agent-api/plan-result";
import type { Task } from "@/lib/agent-api/tasks";
import { fail, ok, type Result } from "@/lib/errors";
import { isMet } from "@/lib/iis/binding-wish";
import { diffSiteConfig, onlySectionsOf } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import { accountKey } from "@/lib/iis/passwords";
import { foreignEntries, wouldEmpty } from "@/lib/iis/push-plan";
import { readableChanges } from "@/lib/iis/readable-changes";

/**
 * What an apply of a planned push would do here now. The answer says too why it would be refused, "take over" and "allow empty" given:
 * whether they are needed stands beside it. No sequence is read or used up. Errors: `task-unknown`, those of the paper, and those of
 * what an apply checks before it can compare anything (`scope-not-allowed`, `site-unknown`, `file-unreadable`, script policy, ...).
 */
export async function planPush(task: Task, context: Looking): Promise<Result<PlanResult>> {
  const received = await receivePlan(task, context);
  if (!received.ok) return received;
  const { scope, siteConfig, bindings = [], storedPasswords } = received.value;
  const state = await check(received.value, context);
  if (!state.ok) return state;
  const effective = state.value.effective(scope);
  if (!effective.ok) return effective;
  const target = context.targets.read(scope);
  if (!target.ok) return target;
  const live = onlySectionsOf(siteConfig, effective.value);
  const changes = readableChanges(diffSiteConfig(live, siteConfig));
  const foreign = foreignEntries(live, target.value.lastApplied?.config ?? null, siteConfig);
  const asIfAllowed = { ...received.value, expectedDigest: null, takeOver: true, allowEmpty: true };
  const planned = await compareAndPlan(asIfAllowed, state.value, context, withheld(storedPasswords));
  const { before, after, newPasswords, warnings } = planned.ok ? planned.value.change : NOTHING;
  const unmet = bindings.filter((wish) => !isMet(wish, state.value.records ?? []));
  return ok({
    liveDigest: digestSiteConfig(live),
    writes: before !== after,
    changes: changes.slice(0, PLAN_SHOWN).map(({ text, ...change }) => ({ ...change, text: planLine(text) })),
    changeCount: changes.length,
    foreign: foreign.slice(0, PLAN_SHOWN).map(planLine),
    foreignCount: foreign.length,
    emptied: wouldEmpty(live, siteConfig),
    bindings: unmet.map(({ key }) => key),
    newPasswords: newPasswords.slice(0, PLAN_SHOWN),
    newPasswordCount: newPasswords.length,
    warnings: warnings.slice(0, 100).map((warning) => warning.slice(0, 2000)),
    ...(planned.ok
      ? {}
      : { refusal: { code: planned.error.code, message: planned.error.message.slice(0, 4000) } }),
  });
}

const NOTHING = { before: "", after: "", newPasswords: [], warnings: [] };

/** As trusted as a bundle, and bound to this one question. */
async function receivePlan(task: Task, { api, settings }: Looking): Promise<Result<PlannedPush>> {
  const input = planInputSchema.safeParse(task.input);
  if (!input.success)
    return fail("task-unknown", "The plan cannot be understood. Update the agent or the console.");
  const jws = await api.bundle(input.data.bundleDigest);
  if (!jws.ok) return jws;
  if (bundleDigest(jws.value) !== input.data.bundleDigest)
    return fail("bundle-signature", "The plan is not the one that the question names. Nothing was changed.");
  const opened = await openPlan(jws.value, settings.consoleKey);
  if (!opened.ok) return opened;
  const { serverId, scope, taskId, siteConfig, revision } = opened.value;
  if (serverId !== settings.serverId || scope !== task.scope || taskId !== task.id)
    return fail(
      "bundle-other-target",
      `The plan is for another question or place ("${scope}" of server ${serverId}). Nothing was changed.`,
    );
  if (digestSiteConfig(siteConfig) !== revision.digest)
    return fail(
      "bundle-malformed",
      "The plan's digest is not that of its configuration. Update the agent or the console. Nothing was changed.",
    );
  return opened;
}

/** No password leaves the console for a look. */
function withheld(userNames: readonly string[]): PasswordSource {
  const accounts = new Set(userNames.map(accountKey));
  return { open: async () => ok(undefined), withheld: (userName) => accounts.has(accountKey(userName)) };
}

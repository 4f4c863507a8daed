import { placeKey } from "@/components/deployments/place-key";
import type { StartDeployment, TargetPlan } from "@/lib/api/deployments";

/** What a person allowed on a target after having seen its plan. Nothing is allowed until he says so. */
export interface PushDecisions {
  /** Keys of targets whose foreign entries may be removed. */
  takeOver: ReadonlySet<string>;
  /** Keys of targets that may end with an empty list. */
  allowEmpty: ReadonlySet<string>;
}

export const NO_DECISIONS: PushDecisions = { takeOver: new Set(), allowEmpty: new Set() };

/** Nothing is in the way of pushing to this target, or the person has dealt with it. */
export function isReady(plan: TargetPlan, decisions: PushDecisions): boolean {
  const key = placeKey(plan);
  if (plan.blockers.length > 0) return false;
  if (plan.foreign.length > 0 && !decisions.takeOver.has(key)) return false;
  return !plan.emptied || decisions.allowEmpty.has(key);
}

/** The request of a confirmed push: what was seen (`expectedDigest`) and what was allowed, for each target. */
export function startTargets(
  plans: readonly TargetPlan[],
  decisions: PushDecisions,
): StartDeployment["targets"] {
  return plans.map((plan) => {
    const key = placeKey(plan);
    return {
      serverId: plan.serverId,
      scope: plan.scope,
      expectedDigest: plan.expectedDigest,
      takeOver: plan.foreign.length > 0 && decisions.takeOver.has(key),
      allowEmpty: plan.emptied && decisions.allowEmpty.has(key),
    };
  });
}

/** A copy with the member put in or taken out. */
export function withMember(set: ReadonlySet<string>, member: string, wanted: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (wanted) next.add(member);
  else next.delete(member);
  return next;
}

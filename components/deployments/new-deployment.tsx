"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ChooseTargets } from "@/components/deployments/choose-targets";
import { ConfirmPush } from "@/components/deployments/confirm-push";
import { placeKey, readPlaceKey } from "@/components/deployments/place-key";
import { NO_DECISIONS } from "@/components/deployments/push-decisions";
import { PUSH_STEPS, PushSteps } from "@/components/deployments/push-steps";
import { ReviewPlan } from "@/components/deployments/review-plan";
import { useUrlState } from "@/components/ui/use-url-state";
import type { DeploymentPlan } from "@/lib/api/deployments";
import type { RevisionItem } from "@/lib/api/site-configs";
import { deploymentMutations } from "@/lib/queries/deployments";

export interface PushedRevision {
  siteConfigId: string;
  siteConfigName: string;
  revision: RevisionItem;
  /** This push rolls back: the revision of this number is not to be applied again. */
  rejects?: number | undefined;
}

/**
 * The way to a push in three steps that cannot surprise: choose, see, confirm. The step is in the URL, so Back goes one
 * step back; choice and plan are in memory, and without them the way begins anew.
 */
export function NewDeployment({ pushed, chosen }: { pushed: PushedRevision; chosen: readonly string[] }) {
  const [{ step }, setUrl] = useUrlState({ step: "choose" });
  const [keys, setKeys] = useState<ReadonlySet<string>>(() => new Set(chosen));
  const [decisions, setDecisions] = useState(NO_DECISIONS);
  const [plan, setPlan] = useState<DeploymentPlan | null>(null);
  const ask = useMutation(deploymentMutations.plan());
  const wanted = PUSH_STEPS.find((each) => each === step) ?? "choose";
  const current = plan === null ? "choose" : wanted;
  // Left out after the plan was made: the plan of the others still stands.
  const plans = plan?.targets.filter((target) => keys.has(placeKey(target))) ?? [];
  const body = {
    siteConfigId: pushed.siteConfigId,
    revision: pushed.revision.number,
    targets: [...keys].flatMap((key) => readPlaceKey(key) ?? []),
  };

  function review(history: "push" | "replace") {
    ask.mutate(body, {
      onSuccess: (made) => {
        setPlan(made);
        // What was allowed was allowed for what was seen then.
        setDecisions(NO_DECISIONS);
        setUrl({ step: "review" }, { history });
      },
    });
  }

  return (
    <>
      <PushSteps current={current} />
      {current === "choose" && (
        <ChooseTargets
          siteConfigId={pushed.siteConfigId}
          keys={keys}
          onChange={setKeys}
          onNext={() => review("push")}
          pending={ask.isPending}
          problem={ask.error}
        />
      )}
      {current === "review" && (
        <ReviewPlan
          plans={plans}
          planned={{ siteConfigId: pushed.siteConfigId, revision: pushed.revision.number }}
          decisions={decisions}
          onDecide={setDecisions}
          onLeaveOut={(key) => setKeys(new Set([...keys].filter((each) => each !== key)))}
          onAgain={() => review("replace")}
          pending={ask.isPending}
          problem={ask.error}
          onBack={() => setUrl({ step: "choose" }, { history: "push" })}
          onNext={() => setUrl({ step: "confirm" }, { history: "push" })}
        />
      )}
      {current === "confirm" && (
        <ConfirmPush
          pushed={pushed}
          plans={plans}
          cutOffs={plan?.cutOffs ?? []}
          untriedPasswords={plan?.untriedPasswords ?? []}
          decisions={decisions}
          onBack={() => setUrl({ step: "review" }, { history: "push" })}
        />
      )}
    </>
  );
}

"use client";

import { Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { placeKey } from "@/components/deployments/place-key";
import { isReady, type PushDecisions } from "@/components/deployments/push-decisions";
import { PushFooter } from "@/components/deployments/push-footer";
import type { PlannedRevision } from "@/components/deployments/server-answer";
import { StepHeading } from "@/components/deployments/step-heading";
import { TargetPlanCard } from "@/components/deployments/target-plan-card";
import { countPlaces } from "@/components/targets/scope-name";
import { ProblemAlert, type ProblemLike } from "@/components/ui/problem-alert";
import type { TargetPlan } from "@/lib/api/deployments";

const SHOWN_AT_FIRST = 25;
const UNTOUCHED_UP_TO = 3;

export interface ReviewPlanProps {
  plans: readonly TargetPlan[];
  decisions: PushDecisions;
  onDecide: (decisions: PushDecisions) => void;
  onLeaveOut: (key: string) => void;
  onAgain: () => void;
  pending: boolean;
  problem: ProblemLike | null;
  onNext: () => void;
  /** What the push does on every target beside the changes of the site config. */
  also?: string;
  /** Which revision; without it the servers cannot be asked themselves. */
  planned?: PlannedRevision;
  /** Without it this is the first step. */
  onBack?: () => void;
}

/** What the push would do on each target, and what it would not touch; what needs a decision comes first. */
export function ReviewPlan(props: ReviewPlanProps) {
  const { plans, decisions } = props;
  const [all, setAll] = useState(false);
  // By the plan alone: a card must not jump away when its box is ticked.
  const ordered = [...plans].sort((a, b) => trouble(b) - trouble(a));
  const shown = all ? ordered : ordered.slice(0, SHOWN_AT_FIRST);
  const waiting = plans.filter((plan) => !isReady(plan, decisions)).length;
  return (
    <>
      <StepHeading>What will change, and what will not</StepHeading>
      <Text size="sm" mb="md" maw={720}>
        Compared with what the servers last reported. If one of them changes before the push reaches it, that
        push is refused and nothing is written there.
      </Text>
      {plans.length === 0 && <Text size="sm">You left all targets out. Go back and choose some.</Text>}
      <Stack gap="md">
        {shown.map((plan) => (
          <TargetPlanCard
            key={placeKey(plan)}
            plan={plan}
            decisions={decisions}
            onDecide={props.onDecide}
            onLeaveOut={() => props.onLeaveOut(placeKey(plan))}
            untouchedOpen={plans.length <= UNTOUCHED_UP_TO}
            also={props.also}
            planned={props.planned}
          />
        ))}
      </Stack>
      {shown.length < plans.length && (
        <Button variant="default" mt="sm" onClick={() => setAll(true)}>
          Show all {plans.length.toLocaleString("en")} targets
        </Button>
      )}
      {props.problem && <ProblemAlert problem={props.problem} title="The plan could not be made again" />}
      <PushFooter
        status={
          waiting > 0
            ? `${waiting} of ${plans.length} ${plans.length === 1 ? "target" : "targets"} cannot be pushed to yet`
            : `Ready for ${countPlaces(plans.map((plan) => plan.scope))}`
        }
      >
        {props.onBack && (
          <Button variant="default" onClick={props.onBack}>
            Back
          </Button>
        )}
        <Button variant="default" onClick={props.onAgain} loading={props.pending}>
          Check again
        </Button>
        <Button onClick={props.onNext} disabled={waiting > 0 || plans.length === 0}>
          Continue
        </Button>
      </PushFooter>
    </>
  );
}

function trouble(plan: TargetPlan): number {
  if (plan.blockers.length > 0) return 3;
  if (plan.foreign.length > 0 || plan.emptied) return 2;
  return plan.warnings.length > 0 || plan.findings.length > 0 ? 1 : 0;
}

"use client";

import { Button, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { CutOffsHold } from "@/components/deployments/cut-offs-hold";
import type { PushedRevision } from "@/components/deployments/new-deployment";
import { PushConfirmation } from "@/components/deployments/push-confirmation";
import { type PushDecisions, startTargets } from "@/components/deployments/push-decisions";
import { PushFooter } from "@/components/deployments/push-footer";
import { pushLabel } from "@/components/deployments/push-label";
import { NO_WAVES, RolloutFields, rolloutBody } from "@/components/deployments/rollout-fields";
import { StepHeading } from "@/components/deployments/step-heading";
import { countPlaces } from "@/components/targets/scope-name";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { useNavigate } from "@/components/ui/use-navigate";
import type { DeploymentItem, TargetPlan } from "@/lib/api/deployments";
import type { HeldCutOff } from "@/lib/api/held-cut-offs";
import { deploymentMutations } from "@/lib/queries/deployments";

export interface ConfirmPushProps {
  pushed: PushedRevision;
  plans: readonly TargetPlan[];
  /** Cut-offs that the revision does not heed. */
  cutOffs: readonly HeldCutOff[];
  untriedPasswords: readonly string[];
  decisions: PushDecisions;
  onBack: () => void;
}

/** The last look, and the button that says what it does. */
export function ConfirmPush({
  pushed,
  plans,
  cutOffs,
  untriedPasswords,
  decisions,
  onBack,
}: ConfirmPushProps) {
  const [message, setMessage] = useState("");
  const [overrideReason, setOverrideReason] = useState("");
  const [rollout, setRollout] = useState(NO_WAVES);
  const push = useMutation(deploymentMutations.start());
  const rollBack = useMutation(deploymentMutations.rollBack());
  const { rejects } = pushed;
  const start = rejects === undefined ? push : rollBack;
  const navigate = useNavigate();
  const scopes = plans.map((plan) => plan.scope);
  const unsaid =
    (rejects !== undefined && message.trim() === "") ||
    (rollout.override && rollout.overrideReason.trim() === "") ||
    (cutOffs.length > 0 && overrideReason.trim() === "");

  function submit(event: FormEvent) {
    event.preventDefault();
    // Once only: also a second press of Enter before the answer is there.
    if (start.isPending || start.isSuccess || unsaid) return;
    const { siteConfigId, revision } = pushed;
    const body = {
      ...{ siteConfigId, revision: revision.number },
      ...rolloutBody(startTargets(plans, decisions), rollout),
      ...(cutOffs.length > 0 && {
        cutOffOverride: { cutOffs: cutOffs.map(({ id }) => id), reason: overrideReason },
      }),
    };
    const onSuccess = (deployment: DeploymentItem) => navigate(`/deployments/${deployment.id}`);
    if (rejects === undefined) push.mutate({ ...body, message }, { onSuccess });
    else rollBack.mutate({ ...body, rejects, reason: message }, { onSuccess });
  }

  return (
    <form onSubmit={submit} noValidate>
      <StepHeading>{rejects === undefined ? "Confirm the push" : "Confirm the rollback"}</StepHeading>
      <Text size="sm" maw={720}>
        Revision {pushed.revision.number} of {pushed.siteConfigName} replaces the client certificate settings
        on {countPlaces(scopes)}. Each server backs up first, reads back what it wrote and restores the backup
        if the two differ.
      </Text>
      <PushConfirmation
        plans={plans}
        say={sayPlan}
        why={message}
        onWhy={setMessage}
        kept={
          rejects === undefined
            ? "Kept with the deployment and in the audit."
            : `Kept with the deployment, with revision ${rejects} and in the audit.`
        }
        required={rejects !== undefined}
      />
      <RolloutFields plans={plans} value={rollout} onChange={setRollout} />
      {untriedPasswords.length > 0 && plans.length > 1 && (
        <Text size="sm" maw={720} mb="md">
          New {untriedPasswords.length === 1 ? "password" : "passwords"}, not tried yet:{" "}
          {untriedPasswords.slice(0, NAMED).join(", ")}
          {untriedPasswords.length > NAMED &&
            ` and ${(untriedPasswords.length - NAMED).toLocaleString("en")} more`}
          . One server goes first and tries by one logon. The others wait until it is verified there, and get
          nothing if Windows refuses it: a wrong password would lock the account out everywhere.
        </Text>
      )}
      {cutOffs.length > 0 && (
        <CutOffsHold cutOffs={cutOffs} reason={overrideReason} onReason={setOverrideReason} />
      )}
      {start.error && <ProblemAlert problem={start.error} title="The push did not start" />}
      <PushFooter status={unsaid ? "Say why first" : "Nothing has changed yet"}>
        <Button variant="default" onClick={onBack} disabled={start.isPending}>
          Back
        </Button>
        <Button
          type="submit"
          color={cutOffs.length > 0 ? "red" : undefined}
          loading={start.isPending || start.isSuccess}
          disabled={plans.length === 0 || unsaid}
        >
          {rejects === undefined
            ? pushLabel(pushed.revision.number, scopes)
            : `Roll ${countPlaces(scopes)} back to revision ${pushed.revision.number}`}
        </Button>
      </PushFooter>
    </form>
  );
}

const NAMED = 5;

function sayPlan({ changes, foreign, emptied }: TargetPlan): string {
  const parts = [
    changes.length === 0
      ? "no change"
      : `${changes.length.toLocaleString("en")} ${changes.length === 1 ? "change" : "changes"}`,
  ];
  if (foreign.length > 0)
    parts.push(
      `${foreign.length.toLocaleString("en")} foreign ${foreign.length === 1 ? "entry" : "entries"} removed`,
    );
  if (emptied) parts.push("a list left empty");
  return parts.join(", ");
}

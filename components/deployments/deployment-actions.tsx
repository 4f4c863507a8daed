"use client";

import { Button, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { pushHref } from "@/components/deployments/place-key";
import { AppLink } from "@/components/ui/app-link";
import { Confirm } from "@/components/ui/confirm";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { DeploymentDetail } from "@/lib/api/deployments";
import { deploymentMutations, isLive } from "@/lib/queries/deployments";

/** Pause, resume, abort, and another try of what failed: what a person can do about a push. */
export function DeploymentActions({ deployment }: { deployment: DeploymentDetail }) {
  const { id, state, jobs } = deployment;
  const pause = useMutation(deploymentMutations.pause(id));
  const resume = useMutation(deploymentMutations.resume(id));
  const retry = useMutation(deploymentMutations.retry(id));
  const failed = jobs.filter((job) => job.state === "failed" || job.state === "undone");
  const waiting = jobs.filter((job) => job.state === "queued").length;
  const problem = pause.error ?? resume.error ?? retry.error;
  return (
    <>
      {problem && <ProblemAlert problem={problem} />}
      {failed.length > 0 && state !== "aborted" && (
        <Button
          variant="default"
          loading={retry.isPending}
          onClick={() => retry.mutate({ jobs: failed.map((job) => ({ id: job.id, attempt: job.attempt })) })}
        >
          {failed.length === 1 ? "Try the failed target again" : `Try ${failed.length} failed targets again`}
        </Button>
      )}
      {!isLive(deployment) && deployment.rollbackTo !== null && (
        <Button
          component={AppLink}
          variant="default"
          href={pushHref(deployment.siteConfigId, deployment.rollbackTo, jobs, deployment.revision)}
        >
          Roll back to revision {deployment.rollbackTo}
        </Button>
      )}
      {waiting > 0 && state !== "paused" && state !== "aborted" && (
        <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate({})}>
          Pause
        </Button>
      )}
      {waiting > 0 && state !== "aborted" && <AbortButton deployment={deployment} waiting={waiting} />}
      {state === "paused" && waiting > 0 && (
        <Button loading={resume.isPending} onClick={() => resume.mutate()}>
          {failed.length > 0 ? "Go on without the failed ones" : "Resume"}
        </Button>
      )}
    </>
  );
}

function AbortButton({ deployment, waiting }: { deployment: DeploymentDetail; waiting: number }) {
  const [opened, { open, close }] = useDisclosure();
  const [reason, setReason] = useState("");
  const abort = useMutation(deploymentMutations.abort(deployment.id));
  const targets = waiting === 1 ? "1 target that waits" : `${waiting.toLocaleString("en")} targets that wait`;
  return (
    <>
      <Button variant="default" onClick={open}>
        Abort…
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={`Abort deployment ${deployment.number}?`}
        confirm="Abort the push"
        onConfirm={() => abort.mutate({ reason }, { onSuccess: close })}
        pending={abort.isPending}
        problem={abort.error}
        complete={reason.trim() !== ""}
      >
        {targets} will not get revision {deployment.revision}. What was applied stays, and what an agent has
        begun ends by itself.
        <Textarea
          mt="sm"
          label="Why"
          description="Kept with the deployment and in the audit."
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={500}
          autosize
          minRows={2}
          required
          data-autofocus
        />
      </Confirm>
    </>
  );
}

"use client";

import { Anchor, Button, Code, Group, Text } from "@mantine/core";
import { useState } from "react";
import classes from "@/components/deployments/job-card.module.css";
import { JobReaders } from "@/components/deployments/job-readers";
import { JobSteps } from "@/components/deployments/job-steps";
import { jobWords } from "@/components/deployments/job-words";
import { pushHref } from "@/components/deployments/place-key";
import { PlanNote } from "@/components/deployments/plan-note";
import { StepZone } from "@/components/deployments/step-time";
import { useMay } from "@/components/shell/rights";
import { placeName } from "@/components/targets/scope-name";
import { AppLink } from "@/components/ui/app-link";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { DeploymentDetail, DeploymentTargetItem } from "@/lib/api/deployments";

export interface JobCardProps {
  job: DeploymentTargetItem;
  deployment: DeploymentDetail;
  initiallyOpen: boolean;
}

/** One target of the push: how it stands, why it failed, and each step that the agent took. */
export function JobCard({ job, deployment, initiallyOpen }: JobCardProps) {
  const [open, setOpen] = useState(initiallyOpen);
  const place = placeName(job.serverName, job.scope);
  const mayPush = useMay("deployment.start");
  const [first] = job.steps;
  const over = job.state === "failed" || job.state === "undone";
  return (
    <section className={classes.card} aria-label={place}>
      <Group justify="space-between" gap="xs">
        <Group gap="sm">
          <Text component="h2" size="md" fw={600} m={0} style={{ overflowWrap: "anywhere" }}>
            {place}
          </Text>
          <StateBadge state={job.state} words={jobWords(job, deployment)} />
          {job.attempt > 1 && (
            <Text component="span" size="sm" c="dimmed">
              Attempt {job.attempt}
            </Text>
          )}
        </Group>
        <Group gap="xs">
          {over && mayPush && (
            <Button
              component={AppLink}
              href={pushHref(deployment.siteConfigId, deployment.revision, [job])}
              variant="default"
              size="compact-sm"
            >
              Push again
            </Button>
          )}
          <Anchor component={AppLink} href={`/servers/${job.serverId}`} size="sm">
            Open {job.serverName}
          </Anchor>
        </Group>
      </Group>
      {over && (
        <div className={classes.outcome}>
          <PlanNote kind="blocker">
            <Text size="sm">{job.message ?? "The agent gave no reason."}</Text>
            <Text size="sm" mt={4}>
              {job.state === "undone"
                ? "The backup was restored: the server is as it was before."
                : "A failed push is not repeated by itself."}
            </Text>
            {job.code && (
              <Text size="xs" c="dimmed" mt={4}>
                Code <Code>{job.code}</Code>
              </Text>
            )}
          </PlanNote>
        </div>
      )}
      {job.restartPending && (
        <div className={classes.outcome}>
          <PlanNote kind="warning">
            Restart pending: what the push switched counts after a restart of the web server.
          </PlanNote>
        </div>
      )}
      {job.warnings.map((warning) => (
        <div key={warning} className={classes.outcome}>
          <PlanNote kind="warning">{warning}</PlanNote>
        </div>
      ))}
      {job.state === "superseded" ? (
        <Text size="sm" mt="xs">
          {job.message ?? "A newer push to this target took its place before it began."}
        </Text>
      ) : (
        <details
          className={classes.steps}
          open={open}
          onToggle={(event) => setOpen(event.currentTarget.open)}
        >
          <summary>
            Steps
            {first && (
              <Text component="span" size="sm" c="dimmed">
                , times in <StepZone value={first.at} />
              </Text>
            )}
          </summary>
          <JobSteps job={job} />
        </details>
      )}
      {job.readers.length > 0 && <JobReaders readers={job.readers} />}
      {job.finishedAt !== null && (
        <Text component="div" size="xs" c="dimmed" mt="xs">
          Finished <Time value={job.finishedAt} />
        </Text>
      )}
    </section>
  );
}

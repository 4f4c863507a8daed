"use client";

import { Anchor, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DeploymentActions } from "@/components/deployments/deployment-actions";
import { DeploymentProgress } from "@/components/deployments/deployment-progress";
import { DeploymentStateBadge } from "@/components/deployments/deployment-state";
import { JobCard } from "@/components/deployments/job-card";
import { JobTable } from "@/components/deployments/job-table";
import { KINDS } from "@/components/deployments/kind-words";
import { useDeploymentEvents } from "@/components/deployments/use-deployment-events";
import { WaveList } from "@/components/deployments/wave-list";
import { useMay } from "@/components/shell/rights";
import { AppLink } from "@/components/ui/app-link";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Time } from "@/components/ui/time";
import type { DeploymentDetail } from "@/lib/api/deployments";
import { deploymentQueries, isLive } from "@/lib/queries/deployments";

/** So few targets show their steps at once. */
const OPEN_UP_TO = 4;
/** So few targets are cards; more are rows of a table. */
const CARDS_UP_TO = 20;

/** One push, live while it runs. It can be left and come back to. */
export function DeploymentView({ initial }: { initial: DeploymentDetail }) {
  const mayPush = useMay("deployment.start");
  const [watched, setWatched] = useState(false);
  const { data, error, refetch } = useQuery(deploymentQueries.detail(initial.id, initial, watched));
  const deployment = data ?? initial;
  useDeploymentEvents(initial, isLive(deployment), setWatched);
  return (
    <>
      <PageHeader
        title={`Deployment ${deployment.number}`}
        crumbs={[{ label: "Deployments", href: "/deployments" }]}
        state={<DeploymentStateBadge deployment={deployment} filled />}
        action={mayPush && <DeploymentActions deployment={deployment} />}
        description={
          <>
            {KINDS[deployment.kind] && `${KINDS[deployment.kind]}: `}
            {KINDS[deployment.kind] ? "revision" : "Revision"} {deployment.revision} of{" "}
            <Anchor
              component={AppLink}
              href={`/site-configs/${deployment.siteConfigId}`}
              size="sm"
              underline="always"
            >
              {deployment.siteConfigName}
            </Anchor>
            , started by {deployment.createdBy} <Time value={deployment.createdAt} />.
            {deployment.message !== "" && <> “{deployment.message}”</>}
          </>
        }
      />
      <Stack gap="md">
        {error && <ProblemAlert problem={error} onRetry={() => void refetch()} />}
        {deployment.stateReason !== null && (
          <Text size="sm" role="status">
            {deployment.stateReason}
          </Text>
        )}
        {deployment.windowOverride !== null && (
          <Text size="sm">Did not wait for maintenance windows: “{deployment.windowOverride}”</Text>
        )}
        <DeploymentProgress deployment={deployment} />
        {deployment.jobs.some(({ wave }) => wave > 0) && <WaveList deployment={deployment} />}
        {deployment.jobs.length > CARDS_UP_TO ? (
          <JobTable deployment={deployment} />
        ) : (
          deployment.jobs.map((job) => (
            <JobCard
              key={job.id}
              job={job}
              deployment={deployment}
              initiallyOpen={initial.jobs.length <= OPEN_UP_TO}
            />
          ))
        )}
        <Text size="sm" c="dimmed">
          {isLive(deployment)
            ? "You can leave this page. The push goes on, and this address shows it."
            : "Verified means: the agent read the settings back and they are exactly those of the revision."}
        </Text>
      </Stack>
    </>
  );
}

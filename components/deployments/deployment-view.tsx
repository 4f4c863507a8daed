"use client";

import { Anchor, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { DeploymentProgress } from "@/components/deployments/deployment-progress";
import { JobCard } from "@/components/deployments/job-card";
import { AppLink } from "@/components/ui/app-link";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { DeploymentDetail } from "@/lib/api/deployments";
import { deploymentQueries } from "@/lib/queries/deployments";

/** So few targets show their steps at once. */
const OPEN_UP_TO = 4;

/** One push, live while it runs: asked again every second. It can be left and come back to. */
export function DeploymentView({ initial }: { initial: DeploymentDetail }) {
  const { data, error, refetch } = useQuery(deploymentQueries.detail(initial.id, initial));
  const deployment = data ?? initial;
  return (
    <>
      <PageHeader
        title={`Deployment ${deployment.number}`}
        crumbs={[{ label: "Deployments", href: "/deployments" }]}
        state={<StateBadge state={deployment.state} filled />}
        description={
          <>
            Revision {deployment.revision} of{" "}
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
        <DeploymentProgress deployment={deployment} />
        {deployment.jobs.map((job) => (
          <JobCard
            key={job.id}
            job={job}
            deployment={deployment}
            initiallyOpen={initial.jobs.length <= OPEN_UP_TO}
          />
        ))}
        <Text size="sm" c="dimmed">
          {deployment.state === "pushing"
            ? "You can leave this page. The push goes on, and this address shows it."
            : "Verified means: the agent read the settings back and they are exactly those of the revision."}
        </Text>
      </Stack>
    </>
  );
}

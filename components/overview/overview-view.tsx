"use client";

import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CertificateExpiry } from "@/components/overview/certificate-expiry";
import { FirstSteps } from "@/components/overview/first-steps";
import { NeedsYou } from "@/components/overview/needs-you";
import classes from "@/components/overview/overview.module.css";
import { RecentEvents } from "@/components/overview/recent-events";
import { TargetCounts } from "@/components/overview/target-counts";
import { IfMay } from "@/components/shell/rights";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { Overview } from "@/lib/api/overview";
import { overviewQueries } from "@/lib/queries/overview";

/** Is everything in sync, what expires, what needs me, what changed since yesterday: in five seconds. */
export function OverviewView({ initial }: { initial: Overview }) {
  const query = useQuery(overviewQueries.overview(initial));
  const overview = query.data ?? initial;
  const targets = Object.values(overview.targets).reduce((sum, count) => sum + count, 0);
  return (
    <Stack gap="md">
      {query.error && <ProblemAlert problem={query.error} onRetry={() => void query.refetch()} />}
      {targets === 0 && <FirstSteps overview={overview} />}
      <div className={classes.columns}>
        <Stack gap="md">
          <NeedsYou overview={overview} />
          <TargetCounts targets={overview.targets} servers={overview.servers.total} />
          <CertificateExpiry certificates={overview.certificates} />
        </Stack>
        <IfMay right="audit.read">
          <RecentEvents events={overview.recent} />
        </IfMay>
      </div>
    </Stack>
  );
}

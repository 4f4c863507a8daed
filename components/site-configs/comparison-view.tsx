"use client";

import { Button, Stack, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ChangeList } from "@/components/targets/change-list";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { TextDiff } from "@/components/ui/text-diff";
import type { ComparisonQuery } from "@/lib/api/comparisons";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import { siteConfigQueries } from "@/lib/queries/site-configs";

export interface ComparisonViewProps {
  siteConfig: Pick<SiteConfigDetail, "id" | "version">;
  sides: ComparisonQuery;
  /** As heads of the two sides: "Revision 3", "Draft". */
  beforeLabel: string;
  afterLabel: string;
  /** What it means that there are no changes. */
  none: string;
  /** The exact text is shown at once. */
  exact?: boolean;
}

/** What changes from one side to the other: the readable changes first, the exact text below. */
export function ComparisonView(props: ComparisonViewProps) {
  const { siteConfig, sides, beforeLabel, afterLabel, none } = props;
  const [exact, setExact] = useState(props.exact ?? false);
  const comparison = useQuery({
    ...siteConfigQueries.comparison(siteConfig.id, sides, siteConfig.version),
    placeholderData: keepPreviousData,
  });
  if (comparison.error)
    return <ProblemAlert problem={comparison.error} title="The changes cannot be shown" />;
  if (!comparison.data) return <DetailSkeleton rows={3} />;
  const { changes, total, beforeXml, afterXml } = comparison.data;
  const same = beforeXml === afterXml;
  return (
    <Stack
      gap="sm"
      aria-busy={comparison.isPlaceholderData}
      style={{ opacity: comparison.isPlaceholderData ? 0.5 : 1 }}
    >
      {changes.length === 0 ? (
        <Text size="sm">{none}</Text>
      ) : (
        <ChangeList changes={changes} label={`Changes from ${beforeLabel} to ${afterLabel}`} />
      )}
      {total > changes.length && (
        <Text size="sm" c="dimmed">
          The first {changes.length.toLocaleString("en")} of {total.toLocaleString("en")} changes. The XML
          below has them all.
        </Text>
      )}
      {!same && !exact && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => setExact(true)}
          style={{ alignSelf: "start" }}
        >
          Show the exact XML
        </Button>
      )}
      {!same && exact && (
        <TextDiff
          before={beforeXml}
          after={afterXml}
          beforeLabel={beforeLabel}
          afterLabel={afterLabel}
          label={`XML of ${beforeLabel} against ${afterLabel}`}
        />
      )}
    </Stack>
  );
}

"use client";

import { Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { comparableRevision } from "@/components/site-configs/comparable";
import { ConfigChanges } from "@/components/site-configs/config-changes";
import { XmlDiff } from "@/components/site-configs/xml-diff";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { siteConfigQueries } from "@/lib/queries/site-configs";

/** One revision against the one before it; the first one against nothing. */
export function RevisionDiff({ siteConfigId, number }: { siteConfigId: string; number: number }) {
  const first = number === 1;
  const now = useQuery(siteConfigQueries.revision(siteConfigId, number));
  const before = useQuery({ ...siteConfigQueries.revision(siteConfigId, number - 1), enabled: !first });
  const error = now.error ?? before.error;
  if (error) return <ProblemAlert problem={error} title="The changes cannot be shown" />;
  const old = first ? {} : before.data && comparableRevision(before.data.config);
  if (!now.data || !old) return <DetailSkeleton rows={3} />;
  return (
    <Stack component="section" gap="sm" aria-labelledby="revision-changes">
      <Title order={2} size="h4" id="revision-changes">
        {first ? "What revision 1 holds" : `What changed in revision ${number}`}
      </Title>
      <ConfigChanges
        before={old}
        after={comparableRevision(now.data.config)}
        label={`Changes in revision ${number}`}
        none="Only names of mappings changed. IIS does not know them."
      />
      {!first && <XmlDiff siteConfigId={siteConfigId} before={number - 1} after={{ revision: number }} />}
    </Stack>
  );
}

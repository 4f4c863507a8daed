"use client";

import { Text } from "@mantine/core";
import { PageHeader } from "@/components/ui/page-header";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { RevisionItem } from "@/lib/api/site-configs";

export interface PushHeaderProps {
  siteConfigId: string;
  siteConfigName: string;
  revision: RevisionItem;
  newest: number | undefined;
}

/** What is about to be pushed, and a word of warning when it is not the newest. */
export function PushHeader({ siteConfigId, siteConfigName, revision, newest }: PushHeaderProps) {
  return (
    <PageHeader
      title={`Push revision ${revision.number} of ${siteConfigName}`}
      crumbs={[
        { label: "Site configs", href: "/site-configs" },
        { label: siteConfigName, href: `/site-configs/${siteConfigId}` },
      ]}
      description={
        <>
          “{revision.message}”, published by {revision.publishedBy} <Time value={revision.publishedAt} />.
          {newest !== undefined && newest > revision.number && (
            <Text component="div" size="sm" mt={4}>
              <StateBadge
                state="expiring"
                words={`Revision ${newest} is newer. This push goes back to revision ${revision.number}.`}
                wrap
              />
            </Text>
          )}
        </>
      }
    />
  );
}

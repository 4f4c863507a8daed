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
  rejects: number | undefined;
}

/** What is about to be pushed, and a word of warning when it is not the newest. */
export function PushHeader({ siteConfigId, siteConfigName, revision, newest, rejects }: PushHeaderProps) {
  return (
    <PageHeader
      title={
        rejects === undefined
          ? `Push revision ${revision.number} of ${siteConfigName}`
          : `Roll ${siteConfigName} back to revision ${revision.number}`
      }
      crumbs={[
        { label: "Site configs", href: "/site-configs" },
        { label: siteConfigName, href: `/site-configs/${siteConfigId}` },
      ]}
      description={
        <>
          “{revision.message}”, published by {revision.publishedBy} <Time value={revision.publishedAt} />.
          {rejects !== undefined && (
            <Text component="div" size="sm" mt={4}>
              A new revision gets what revision {revision.number} says, and revision {rejects} is marked: no
              push takes it again. The draft stays as it is.
            </Text>
          )}
          {rejects === undefined && newest !== undefined && newest > revision.number && (
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

"use client";

import { Button } from "@mantine/core";
import { AppLink } from "@/components/ui/app-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";

/** Only what is published can be pushed. */
export function NoRevision({
  siteConfigId,
  siteConfigName,
}: {
  siteConfigId: string;
  siteConfigName: string;
}) {
  return (
    <>
      <PageHeader
        title={`Push ${siteConfigName}`}
        crumbs={[
          { label: "Site configs", href: "/site-configs" },
          { label: siteConfigName, href: `/site-configs/${siteConfigId}` },
        ]}
      />
      <EmptyState
        action={
          <Button component={AppLink} href={`/site-configs/${siteConfigId}`}>
            Open {siteConfigName}
          </Button>
        }
      >
        There is no such published revision. Publish the draft first, then push it.
      </EmptyState>
    </>
  );
}

"use client";

import { Alert, Text } from "@mantine/core";
import { IconHandStop } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { HeldCutOffList } from "@/components/cut-offs/held-cut-off-list";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import { siteConfigQueries } from "@/lib/queries/site-configs";

/** Whom the draft lets in although they were cut off. Nothing where it lets in nobody, or where that is not known yet. */
export function DraftLetsIn({ siteConfig }: { siteConfig: Pick<SiteConfigDetail, "id" | "version"> }) {
  const findings = useQuery(siteConfigQueries.findings(siteConfig.id, siteConfig.version));
  const cutOffs = findings.data?.cutOffs ?? [];
  if (cutOffs.length === 0) return null;
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconHandStop aria-hidden />}
      title="This draft lets in who was cut off"
    >
      <HeldCutOffList cutOffs={cutOffs} />
      <Text size="sm" mt="xs">
        It can be published. A push of it stops until the cut-off is lifted or somebody says why it is right
        all the same.
      </Text>
    </Alert>
  );
}

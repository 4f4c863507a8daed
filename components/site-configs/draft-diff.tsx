"use client";

import { Button, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { comparableDraft, comparableRevision } from "@/components/site-configs/comparable";
import { ConfigChanges } from "@/components/site-configs/config-changes";
import { XmlDiff } from "@/components/site-configs/xml-diff";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { DetailSkeleton } from "@/components/ui/skeletons";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import { mappingQueries } from "@/lib/queries/mappings";
import { siteConfigQueries } from "@/lib/queries/site-configs";

/** The draft against the last revision: the readable changes first, the exact text on demand. */
export function DraftDiff({ siteConfig }: { siteConfig: SiteConfigDetail }) {
  const { id, version, lastRevision } = siteConfig;
  const [exact, setExact] = useState(false);
  const mappings = useQuery(mappingQueries.all(id, version));
  const revision = useQuery({
    ...siteConfigQueries.revision(id, lastRevision ?? 0),
    enabled: lastRevision !== null,
  });
  const error = mappings.error ?? revision.error;
  if (error) return <ProblemAlert problem={error} title="The changes cannot be shown" />;
  const before = lastRevision === null ? {} : revision.data && comparableRevision(revision.data.config);
  if (!mappings.data || !before) return <DetailSkeleton rows={3} />;
  return (
    <Stack gap="sm">
      <ConfigChanges
        before={before}
        after={comparableDraft(siteConfig, mappings.data)}
        label={lastRevision === null ? "All that it holds" : `Changes since revision ${lastRevision}`}
        none="At most names of mappings changed. IIS does not know them: nothing will change on a server."
      />
      {lastRevision !== null && !exact && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => setExact(true)}
          style={{ alignSelf: "start" }}
        >
          Show the exact XML
        </Button>
      )}
      {lastRevision !== null && exact && (
        <XmlDiff siteConfigId={id} before={lastRevision} after={{ version }} />
      )}
    </Stack>
  );
}

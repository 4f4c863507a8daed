"use client";

import { Stack, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CertificatePicker } from "@/components/certificates/certificate-picker";
import { ResolutionView } from "@/components/site-configs/resolution-view";
import { RevisionSelect } from "@/components/site-configs/revision-select";
import classes from "@/components/site-configs/test-tab.module.css";
import { useChosenRevision } from "@/components/site-configs/use-chosen-revision";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { useUrlState } from "@/components/ui/use-url-state";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import { certificateQueries } from "@/lib/queries/certificates";
import { siteConfigQueries } from "@/lib/queries/site-configs";

/** Who will it be? Asked with a certificate, of the draft or of a revision. */
export function TestTab({ siteConfig }: { siteConfig: SiteConfigDetail }) {
  const [{ certificate: certificateId }, setAddress] = useUrlState({ certificate: "" });
  const { chosen, words, choose } = useChosenRevision(siteConfig);
  const enabled = certificateId !== "";
  const certificate = useQuery({ ...certificateQueries.detail(certificateId), enabled });
  const resolution = useQuery({
    ...siteConfigQueries.resolution(siteConfig.id, certificateId, chosen),
    enabled,
    placeholderData: enabled ? keepPreviousData : undefined,
  });
  const name = certificate.data?.displayName ?? "";
  return (
    <Stack gap="lg">
      <div className={classes.question}>
        <CertificatePicker
          value={enabled ? { value: certificateId, label: name } : null}
          onChange={(option) => setAddress({ certificate: option?.value ?? "" })}
        />
        <RevisionSelect siteConfig={siteConfig} revision={chosen.revision} onChoose={choose} />
      </div>
      {!enabled && (
        <Text size="sm" c="dimmed" maw={720}>
          Choose a certificate to see which account it becomes, which mapping decides, and what its holder
          will see. Nothing is changed.
        </Text>
      )}
      {enabled && resolution.error && (
        <ProblemAlert problem={resolution.error} onRetry={() => resolution.refetch()} />
      )}
      {enabled && !resolution.error && !resolution.data && <DetailSkeleton rows={4} />}
      {enabled && resolution.data && (
        <ResolutionView
          resolution={resolution.data}
          label={`${name} under ${words}`}
          stale={resolution.isPlaceholderData}
        />
      )}
    </Stack>
  );
}

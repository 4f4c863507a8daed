"use client";

import { Stack, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CertificatePicker } from "@/components/certificates/certificate-picker";
import { SaveTestButton } from "@/components/saved-tests/save-test-button";
import { DroppedCertificate, type DroppedFile } from "@/components/site-configs/dropped-certificate";
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

/** Who will it be? Asked with a stored certificate or one of a file, of the draft or of a revision. */
export function TestOne({ siteConfig }: { siteConfig: SiteConfigDetail }) {
  const [{ certificate: certificateId }, setAddress] = useUrlState({ certificate: "" });
  const [file, setFile] = useState<DroppedFile | null>(null);
  const { chosen, words, choose } = useChosenRevision(siteConfig);
  const asked = file ? { certificate: file.blob } : { certificateId };
  const enabled = file !== null || certificateId !== "";
  const stored = useQuery({ ...certificateQueries.detail(certificateId), enabled: certificateId !== "" });
  const resolution = useQuery({
    ...siteConfigQueries.resolution(siteConfig.id, asked, chosen),
    enabled,
    placeholderData: enabled ? keepPreviousData : undefined,
  });
  const name = file?.name ?? stored.data?.displayName ?? "";
  return (
    <Stack gap="lg">
      <div className={classes.question}>
        <Stack gap="xs">
          <CertificatePicker
            value={certificateId !== "" && !file ? { value: certificateId, label: name } : null}
            onChange={(option) => {
              setFile(null);
              setAddress({ certificate: option?.value ?? "" });
            }}
            uploads={false}
          />
          <DroppedCertificate value={file} onChange={setFile} />
        </Stack>
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
          action={
            <SaveTestButton
              siteConfigId={siteConfig.id}
              certificate={asked}
              name={name}
              resolution={resolution.data}
            />
          }
        />
      )}
    </Stack>
  );
}

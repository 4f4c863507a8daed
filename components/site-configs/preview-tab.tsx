"use client";

import { ActionIcon, Autocomplete, Group, NativeSelect, Stack, Text, Tooltip } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconDownload } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useKnownScopes } from "@/components/site-configs/use-known-scopes";
import { CodeBlock } from "@/components/ui/code-block";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { useUrlState } from "@/components/ui/use-url-state";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import { previewHref, siteConfigQueries } from "@/lib/queries/site-configs";

/** The exact XML, as it would stand in applicationHost.config. */
export function PreviewTab({ siteConfig }: { siteConfig: SiteConfigDetail }) {
  const [address, setAddress] = useUrlState({ scope: "", revision: "" });
  const [typed, setTyped] = useState(address.scope);
  const settle = useDebouncedCallback((scope: string) => setAddress({ scope }), 250);
  const scopes = useKnownScopes();
  const revision = siteConfig.revisions.find(({ number }) => String(number) === address.revision)?.number;
  const { scope } = address;
  const preview = useQuery({
    ...siteConfigQueries.preview(
      siteConfig.id,
      scope,
      revision === undefined ? { version: siteConfig.version } : { revision },
    ),
    placeholderData: keepPreviousData,
  });
  const what = revision === undefined ? "the draft" : `revision ${revision}`;
  const where = scope === "" ? "the whole server" : scope;
  return (
    <Stack gap="md">
      <Group gap="md" align="flex-start">
        <NativeSelect
          label="Revision"
          data={[
            { value: "", label: "Draft" },
            ...siteConfig.revisions.map(({ number }) => ({
              value: String(number),
              label: `Revision ${number}`,
            })),
          ]}
          value={revision === undefined ? "" : String(revision)}
          onChange={(event) => setAddress({ revision: event.currentTarget.value })}
        />
        <Autocomplete
          label="Site"
          placeholder="Whole server"
          data={scopes}
          value={typed}
          onChange={(next) => {
            setTyped(next);
            settle(next.trim());
          }}
          maxLength={260}
          clearable
          clearButtonProps={{ "aria-label": "Clear the site" }}
          w={280}
        />
      </Group>
      <Text size="sm" c="dimmed" maw={720}>
        A comment stands in place of each password: only the server itself writes it, encrypted by IIS.
      </Text>
      {preview.error && <ProblemAlert problem={preview.error} onRetry={() => preview.refetch()} />}
      {preview.data === undefined ? (
        !preview.error && <DetailSkeleton rows={8} />
      ) : (
        <CodeBlock
          stale={preview.isPlaceholderData}
          code={preview.data}
          label={`XML of ${what} for ${where}`}
          maxHeight="max(320px, calc(100dvh - 380px))"
          download={
            <Tooltip label="Download the XML">
              <ActionIcon
                component="a"
                href={previewHref(siteConfig.id, { scope, revision, download: true })}
                download
                variant="subtle"
                color="gray"
                size="sm"
                aria-label="Download the XML"
              >
                <IconDownload size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          }
        />
      )}
    </Stack>
  );
}

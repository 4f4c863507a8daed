"use client";

import { Autocomplete, Group, NativeSelect, Stack } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AgainstSelect, againstSides } from "@/components/site-configs/against-select";
import { ComparisonView } from "@/components/site-configs/comparison-view";
import { PasswordHint } from "@/components/site-configs/password-hint";
import { PreviewDownload } from "@/components/site-configs/preview-download";
import { PreviewProblem } from "@/components/site-configs/preview-problem";
import { RevisionSelect } from "@/components/site-configs/revision-select";
import { useChosenRevision } from "@/components/site-configs/use-chosen-revision";
import { useKnownScopes } from "@/components/site-configs/use-known-scopes";
import { CodeBlock } from "@/components/ui/code-block";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { useUrlState } from "@/components/ui/use-url-state";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import { RENDERER_NAMES, RENDERINGS } from "@/lib/iis/render/renderings";
import { previewHref, siteConfigQueries } from "@/lib/queries/site-configs";

const FORMS = RENDERER_NAMES.map((value) => ({ value, label: RENDERINGS[value].label }));

/** The exact text, as it would stand in applicationHost.config or as a script of another tool; or against what a server has. */
export function PreviewTab({ siteConfig }: { siteConfig: SiteConfigDetail }) {
  const [address, setAddress] = useUrlState({ as: "xml", scope: "", against: "" });
  const [typed, setTyped] = useState(address.scope);
  const settle = useDebouncedCallback((scope: string) => setAddress({ scope }), 250);
  const scopes = useKnownScopes();
  const { chosen, words, choose } = useChosenRevision(siteConfig);
  const { scope } = address;
  const as = RENDERER_NAMES.find((name) => name === address.as) ?? "xml";
  const targets = useQuery(siteConfigQueries.targets(siteConfig.id));
  const places = targets.data?.items ?? [];
  const against = againstSides(places).find(({ value }) => value === address.against);
  const preview = useQuery({
    ...siteConfigQueries.preview(siteConfig.id, scope, chosen, as),
    enabled: against === undefined,
    placeholderData: keepPreviousData,
  });
  const form = as === "xml" ? "XML" : RENDERINGS[as].label;
  const where = scope === "" ? "the whole server" : scope;
  return (
    <Stack gap="md">
      <Group gap="md" align="flex-start">
        <NativeSelect
          label="Format"
          data={FORMS}
          disabled={against !== undefined}
          value={as}
          onChange={(event) => setAddress({ as: event.currentTarget.value })}
        />
        <RevisionSelect siteConfig={siteConfig} revision={chosen.revision} onChoose={choose} />
        <AgainstSelect
          targets={places}
          value={against?.value ?? ""}
          onChange={(side) => setAddress({ against: side })}
        />
        <Autocomplete
          label="Site"
          disabled={against !== undefined}
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
      {against ? (
        <ComparisonView
          key={address.against}
          siteConfig={siteConfig}
          sides={{
            before: against.value,
            after: chosen.revision === undefined ? "draft" : `${chosen.revision}`,
          }}
          beforeLabel={against.label}
          afterLabel={chosen.revision === undefined ? "Draft" : `Revision ${chosen.revision}`}
          none="Nothing would change there."
          exact
        />
      ) : (
        <>
          <PasswordHint as={as} />
          {preview.error && (
            <PreviewProblem error={preview.error} form={form} onRetry={() => preview.refetch()} />
          )}
          {preview.data === undefined ? (
            !preview.error && <DetailSkeleton rows={8} />
          ) : (
            <CodeBlock
              stale={preview.isPlaceholderData}
              code={preview.data}
              language={RENDERINGS[as].language}
              label={`${form} of ${words} for ${where}`}
              maxHeight="max(320px, calc(100dvh - 380px))"
              download={
                <PreviewDownload
                  form={form}
                  href={previewHref(siteConfig.id, { as, scope, revision: chosen.revision, download: true })}
                />
              }
            />
          )}
        </>
      )}
    </Stack>
  );
}

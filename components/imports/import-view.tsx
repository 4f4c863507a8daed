"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { DropAnywhere } from "@/components/certificates/drop-anywhere";
import { FileDrop } from "@/components/certificates/file-drop";
import { ImportFilesNote } from "@/components/imports/import-files-note";
import { ImportOutcome } from "@/components/imports/import-outcome";
import { ImportRows } from "@/components/imports/import-rows";
import { ImportStep } from "@/components/imports/import-step";
import { ProgressLine } from "@/components/imports/progress-line";
import { SiteConfigChoice } from "@/components/imports/site-config-choice";
import { useApplyImport } from "@/components/imports/use-apply-import";
import { useDryRun } from "@/components/imports/use-dry-run";
import { useImportFiles } from "@/components/imports/use-import-files";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { SearchOption } from "@/components/ui/search-select";

/** A list and its certificates, a dry run, then all of it in one go. */
export function ImportView({ siteConfig }: { siteConfig: SearchOption | null }) {
  const [into, setInto] = useState(siteConfig);
  const [group, setGroup] = useState(0);
  const { found, reading, add, clear } = useImportFiles();
  const dryRun = useDryRun();
  const apply = useApplyImport();
  const busy = reading !== null || dryRun.progress !== null || apply.progress !== null;

  /** Another choice: what was found for the last one says nothing any more. */
  function again() {
    dryRun.reset();
    apply.reset();
  }
  function addFiles(files: File[]) {
    if (busy) return;
    again();
    void add(files);
  }
  const { result } = dryRun;
  return (
    <>
      <PageHeader
        title="Import a list"
        crumbs={[{ label: "Certificates", href: "/certificates" }]}
        description="A CSV with accounts and certificates, or a metabase of IIS 6. Everything is read in this page first; nothing is stored before you have seen what each row does."
      />
      <Stack gap="lg" maw={1100}>
        <ImportStep title="1. The list and its certificates">
          <FileDrop
            onFiles={addFiles}
            loading={reading !== null}
            title="Drop the list and its certificate files here"
            hint="A CSV, and the files as they are or in a zip; or a MetaBase.xml of IIS 6"
            label="List and certificate files"
          />
          {reading !== null && (
            <Text size="sm" role="status">
              {reading.toLocaleString("en")} files read
            </Text>
          )}
          <ImportFilesNote
            found={found}
            group={group}
            onGroup={(next) => {
              again();
              setGroup(next);
            }}
            onClear={() => {
              again();
              setGroup(0);
              clear();
            }}
          />
        </ImportStep>
        <ImportStep title="2. Where the mappings go">
          <SiteConfigChoice
            value={into}
            onChange={(option) => {
              again();
              setInto(option);
            }}
          />
          <Group>
            <Button
              variant={result ? "default" : "filled"}
              disabled={!found.list || busy}
              onClick={() => {
                apply.reset();
                void dryRun.run(found, group, into?.value ?? null);
              }}
            >
              {result ? "Dry run again" : "Dry run"}
            </Button>
          </Group>
          {dryRun.progress && (
            <ProgressLine label="Dry run" progress={dryRun.progress} onCancel={dryRun.cancel} />
          )}
          {dryRun.problem && <ProblemAlert problem={dryRun.problem} title="The dry run did not finish" />}
        </ImportStep>
        {result && (
          <ImportStep title="3. What it does">
            <ImportOutcome dryRun={result} into={into} apply={apply} onAgain={dryRun.reset} />
            <ImportRows key={result.rows.length} rows={result.rows} />
          </ImportStep>
        )}
      </Stack>
      <DropAnywhere onFiles={addFiles} words="Drop the list and its files here" />
    </>
  );
}

"use client";

import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { IconCertificate, IconDownload } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { RevisionSelect } from "@/components/site-configs/revision-select";
import { useChosenRevision } from "@/components/site-configs/use-chosen-revision";
import { VERDICT_COLUMNS } from "@/components/site-configs/verdict-columns";
import { VerdictFilter } from "@/components/site-configs/verdict-filter";
import { verdictCsv } from "@/components/site-configs/verdict-words";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { saveText } from "@/components/ui/save-text";
import { useUrlState } from "@/components/ui/use-url-state";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import { verdictQuery } from "@/lib/queries/verdicts";

/** Every stored certificate: who it is, what decided, what its holder will see. The pages come one after the other. */
export function TestAll({ siteConfig }: { siteConfig: SiteConfigDetail }) {
  const [{ verdict, find }, setAddress] = useUrlState({ verdict: "", find: "" });
  const { chosen, choose, words } = useChosenRevision(siteConfig);
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    verdictQuery(siteConfig.id, chosen),
  );
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !error) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, error, fetchNextPage]);

  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  const done = data !== undefined && !hasNextPage;
  const wanted = find.trim().toLowerCase();
  const found = items.filter(
    (item) =>
      (verdict === "" || item.verdict === verdict) &&
      (wanted === "" ||
        [item.displayName, item.account ?? "", item.by?.name ?? ""].some((text) =>
          text.toLowerCase().includes(wanted),
        )),
  );
  return (
    <Stack gap="md">
      <Group gap="md" align="flex-end" justify="space-between">
        <RevisionSelect siteConfig={siteConfig} revision={chosen.revision} onChoose={choose} />
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          disabled={!done || found.length === 0}
          onClick={() => saveText(`${siteConfig.name}-verdicts.csv`, verdictCsv(found), "text/csv")}
        >
          Save as CSV
        </Button>
      </Group>
      {error && <ProblemAlert problem={error} onRetry={() => void refetch()} />}
      {!done && !error && (
        <div>
          <Text size="sm" role="status">
            {items.length.toLocaleString("en")} of {total.toLocaleString("en")} certificates asked.
          </Text>
          <Progress
            value={total === 0 ? 0 : (items.length / total) * 100}
            aria-label="Certificates asked"
            mt={4}
          />
        </div>
      )}
      <DataTable
        label={`Every stored certificate under ${words}`}
        noun={["certificate", "certificates"]}
        columns={VERDICT_COLUMNS}
        rows={found}
        rowKey={(row) => row.certificateId}
        total={found.length}
        onRowHref={(row) =>
          `/site-configs/${siteConfig.id}?tab=test&certificate=${row.certificateId}${
            chosen.revision === undefined ? "" : `&revision=${chosen.revision}`
          }`
        }
        toolbar={
          <VerdictFilter
            items={items}
            verdict={verdict}
            find={find}
            onChange={(patch) => setAddress(patch)}
          />
        }
        empty={
          <EmptyState icon={IconCertificate}>
            {total === 0 ? "There is no stored certificate yet." : "No certificate came out like that."}
          </EmptyState>
        }
      />
    </Stack>
  );
}

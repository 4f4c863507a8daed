"use client";

import { Group, NativeSelect, Stack, Title } from "@mantine/core";
import { ComparisonView } from "@/components/site-configs/comparison-view";
import type { SiteConfigDetail } from "@/lib/api/site-configs";

export interface HistoryCompareProps {
  siteConfig: SiteConfigDetail;
  before: string;
  after: string;
  onChange: (sides: { before?: string; after?: string }) => void;
}

function sideName(side: string): string {
  if (side === "draft") return "Draft";
  return side === "nothing" ? "Nothing" : `Revision ${side}`;
}

/** Any two of the revisions, or one and the draft. */
export function HistoryCompare({ siteConfig, before, after, onChange }: HistoryCompareProps) {
  const sides = ["draft", ...siteConfig.revisions.map(({ number }) => String(number))].map((value) => ({
    value,
    label: sideName(value),
  }));
  return (
    <Stack component="section" gap="sm" aria-labelledby="history-compare">
      <Title order={2} size="h4" id="history-compare">
        {sideName(before)} against {sideName(after).toLowerCase()}
      </Title>
      <Group gap="md">
        <NativeSelect
          label="From"
          data={[...sides, { value: "nothing", label: "Nothing" }]}
          value={before}
          onChange={(event) => onChange({ before: event.currentTarget.value })}
        />
        <NativeSelect
          label="To"
          data={sides}
          value={after}
          onChange={(event) => onChange({ after: event.currentTarget.value })}
        />
      </Group>
      <ComparisonView
        key={`${before} ${after}`}
        siteConfig={siteConfig}
        sides={{ before, after }}
        beforeLabel={sideName(before)}
        afterLabel={sideName(after)}
        none="At most names of mappings differ. IIS does not know them."
        exact
      />
    </Stack>
  );
}

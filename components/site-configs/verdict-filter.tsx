"use client";

import { Group } from "@mantine/core";
import { VERDICT_WORDS } from "@/components/site-configs/verdict-words";
import { FilterChips } from "@/components/ui/filter-chips";
import { SearchBox } from "@/components/ui/search-box";
import type { VerdictItem } from "@/lib/api/verdicts";
import { VERDICTS } from "@/lib/iis/expectation";

export interface VerdictFilterProps {
  /** All, for the counts. */
  items: readonly VerdictItem[];
  /** "" for any. */
  verdict: string;
  find: string;
  onChange: (patch: { verdict?: string; find?: string }) => void;
}

/** Search and one chip for each verdict that came out, with its count. */
export function VerdictFilter({ items, verdict, find, onChange }: VerdictFilterProps) {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item.verdict, (counts.get(item.verdict) ?? 0) + 1);
  const options = VERDICTS.filter((each) => counts.has(each) || each === verdict).map((value) => ({
    value: value as string,
    label: `${VERDICT_WORDS[value].words} (${(counts.get(value) ?? 0).toLocaleString("en")})`,
  }));
  return (
    <Group gap="xs">
      <SearchBox
        label="Search certificates, accounts and mappings"
        value={find}
        onChange={(next) => onChange({ find: next })}
      />
      <FilterChips
        label="Verdict"
        options={[{ value: "", label: `All (${items.length.toLocaleString("en")})` }, ...options]}
        value={verdict}
        onChange={(next) => onChange({ verdict: next })}
      />
    </Group>
  );
}

"use client";

import { NativeSelect, Select } from "@mantine/core";
import type { MappingFilter } from "@/components/site-configs/mapping-filter";
import { SearchBox } from "@/components/ui/search-box";
import type { MappingRow } from "@/lib/queries/mapping-rows";

const CHOICES = {
  state: {
    label: "State",
    data: [
      { value: "any", label: "Any state" },
      { value: "enabled", label: "Enabled" },
      { value: "disabled", label: "Disabled" },
    ],
  },
  validity: {
    label: "Validity",
    data: [
      { value: "any", label: "Any validity" },
      { value: "valid", label: "Valid" },
      { value: "expiring", label: "Expiring" },
      { value: "expired", label: "Expired" },
    ],
  },
  findings: {
    label: "Findings",
    data: [
      { value: "any", label: "Any findings" },
      { value: "with", label: "With findings" },
    ],
  },
} as const;

export interface MappingFiltersProps {
  filter: MappingFilter;
  accounts: readonly MappingRow["account"][];
  onQuery: (query: string) => void;
  onChange: (patch: Partial<MappingFilter>) => void;
}

/** Search and the filters of the columns. */
export function MappingFilters({ filter, accounts, onQuery, onChange }: MappingFiltersProps) {
  const choice = (name: keyof typeof CHOICES) => (
    <NativeSelect
      aria-label={CHOICES[name].label}
      data={[...CHOICES[name].data]}
      value={filter[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
      w={136}
    />
  );
  return (
    <>
      <SearchBox label="Search mappings" value={filter.query} onChange={onQuery} delay={0} width={190} />
      <Select
        aria-label="Account"
        placeholder="Any account"
        data={accounts.map(({ id, userName }) => ({ value: id, label: userName }))}
        value={filter.account || null}
        onChange={(account) => onChange({ account: account ?? "" })}
        searchable
        clearable
        clearButtonProps={{ "aria-label": "Any account" }}
        nothingFoundMessage="No mapping has such an account."
        limit={100}
        w={160}
      />
      {choice("state")}
      {choice("validity")}
      {choice("findings")}
    </>
  );
}

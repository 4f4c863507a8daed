"use client";

import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { FilterChips } from "@/components/ui/filter-chips";
import { SearchBox } from "@/components/ui/search-box";
import type { CertificateQuery } from "@/lib/api/certificates";
import { type CertificateFilter, certificateQueries } from "@/lib/queries/certificates";

const VALIDITY_CHIPS: { value: CertificateQuery["validity"]; label: string }[] = [
  { value: "all", label: "All" },
  { value: "valid", label: "Valid" },
  { value: "within-60", label: "60 days" },
  { value: "within-30", label: "30 days" },
  { value: "within-15", label: "15 days" },
  { value: "within-2", label: "2 days" },
  { value: "expired", label: "Expired" },
];
const MAPPED = [
  { value: "any", label: "Mapped or not" },
  { value: "yes", label: "Mapped" },
  { value: "no", label: "Not mapped" },
];
const USES = [
  { value: "any", label: "Any purpose" },
  { value: "client", label: "For clients" },
];

export interface CertificateFiltersProps {
  filter: CertificateFilter;
  onChange: (patch: Partial<Record<keyof CertificateFilter, string>>) => void;
}

/** Search, and what narrows the list; all of it stands in the address. */
export function CertificateFilters({ filter, onChange }: CertificateFiltersProps) {
  const { data: labels } = useQuery(certificateQueries.labels());
  return (
    <>
      <SearchBox label="Search certificates" value={filter.query} onChange={(query) => onChange({ query })} />
      <FilterChips
        label="Time left"
        options={VALIDITY_CHIPS}
        value={filter.validity}
        onChange={(validity) => onChange({ validity })}
      />
      <Select
        aria-label="Mapped"
        size="xs"
        w={140}
        data={MAPPED}
        value={filter.mapped}
        allowDeselect={false}
        onChange={(mapped) => onChange({ mapped: mapped ?? "any" })}
      />
      <Select
        aria-label="Purpose"
        size="xs"
        w={124}
        data={USES}
        value={filter.use}
        allowDeselect={false}
        onChange={(use) => onChange({ use: use ?? "any" })}
      />
      <LabelSelect
        label="Tag"
        labels={labels?.tags ?? []}
        value={filter.tag}
        onChange={(tag) => onChange({ tag })}
      />
      <LabelSelect
        label="Owner"
        labels={labels?.owners ?? []}
        value={filter.owner}
        onChange={(owner) => onChange({ owner })}
      />
    </>
  );
}

interface LabelSelectProps {
  label: string;
  labels: string[];
  value: string;
  onChange: (value: string) => void;
}

/** Not there while nobody uses any. */
function LabelSelect({ label, labels, value, onChange }: LabelSelectProps) {
  if (labels.length === 0 && value === "") return null;
  const data = value === "" || labels.includes(value) ? labels : [value, ...labels];
  return (
    <Select
      aria-label={label}
      placeholder={`Any ${label.toLowerCase()}`}
      size="xs"
      w={148}
      data={data}
      value={value === "" ? null : value}
      onChange={(chosen) => onChange(chosen ?? "")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": `Any ${label.toLowerCase()}` }}
      nothingFoundMessage="None is like that."
    />
  );
}

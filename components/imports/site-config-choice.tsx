"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type SearchOption, SearchSelect } from "@/components/ui/search-select";
import { siteConfigQueries } from "@/lib/queries/site-configs";

export interface SiteConfigChoiceProps {
  value: SearchOption | null;
  onChange: (option: SearchOption | null) => void;
}

/** The site config whose draft gets the mappings. */
export function SiteConfigChoice({ value, onChange }: SiteConfigChoiceProps) {
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed.trim(), 150);
  const found = useInfiniteQuery(siteConfigQueries.list({ query }));
  const items = found.data?.pages[0]?.items ?? [];
  return (
    <SearchSelect
      label="Site config"
      description="Its draft gets the mappings. Without one, only certificates and accounts are stored."
      placeholder="Search by name"
      value={value}
      onChange={onChange}
      options={items.map(({ id, name }) => ({ value: id, label: name }))}
      onSearch={setTyped}
      loading={found.isFetching}
      nothingFound="No site config is called like that."
    />
  );
}

"use client";

import { Select } from "@mantine/core";
import { STATES } from "@/components/ui/states";
import { SERVER_SHOWS } from "@/lib/api/servers";

/** Servers in one state, or with a target in it, or all. */
export function ShowFilter({ value, onChange }: { value: string; onChange: (show: string) => void }) {
  return (
    <Select
      aria-label="State"
      placeholder="All states"
      data={SERVER_SHOWS.map((show) => ({
        value: show,
        label: show === "pending" ? "Waiting for approval" : STATES[show].word,
      }))}
      value={value === "" ? null : value}
      onChange={(next) => onChange(next ?? "")}
      clearable
      clearButtonProps={{ "aria-label": "All states" }}
      size="sm"
      w={190}
    />
  );
}

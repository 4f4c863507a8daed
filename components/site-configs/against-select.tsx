"use client";

import { NativeSelect } from "@mantine/core";
import { placeName } from "@/components/targets/scope-name";
import type { TargetItem } from "@/lib/api/targets";

export interface AgainstSelectProps {
  targets: readonly TargetItem[];
  /** A side of a comparison, "" for none. */
  value: string;
  onChange: (side: string) => void;
}

/** The sides that there are: what was pushed to each place, and what its server last reported. */
export function againstSides(targets: readonly TargetItem[]): { value: string; label: string }[] {
  return targets.flatMap(({ id, serverName, scope, deployedRevision, observedAt }) => {
    const place = placeName(serverName, scope);
    return [
      ...(deployedRevision === null
        ? []
        : [{ value: `deployed:${id}`, label: `Pushed: revision ${deployedRevision} to ${place}` }]),
      ...(observedAt === null ? [] : [{ value: `observed:${id}`, label: `Seen: ${place}` }]),
    ];
  });
}

/** What is compared with what stands on a server. */
export function AgainstSelect({ targets, value, onChange }: AgainstSelectProps) {
  const sides = againstSides(targets);
  return (
    <NativeSelect
      label="Compare with"
      data={[{ value: "", label: sides.length === 0 ? "Nothing was pushed yet" : "Nothing" }, ...sides]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      disabled={sides.length === 0}
      style={{ minWidth: 0, maxWidth: "100%" }}
    />
  );
}

"use client";

import { Text, TextInput } from "@mantine/core";
import type { Candidate } from "@/components/adoptions/candidates";
import { findingsOf } from "@/components/adoptions/findings-of";
import { scopeName } from "@/components/targets/scope-name";
import type { DataColumn } from "@/components/ui/data-table-types";
import { StateBadge } from "@/components/ui/state-badge";

const MAPPING = "iisClientCertificateMappingAuthentication";

/** What a candidate is called in a list: its scopes, or the site config of an export. */
export function candidateName({ scopes, name }: Candidate): string {
  const [first, ...others] = scopes;
  if (first === undefined) return name;
  return others.length === 0
    ? scopeName(first)
    : `${scopeName(first)} and ${others.length.toLocaleString("en")} more`;
}

export function foundColumns(
  now: number,
  onRename: (key: string, name: string) => void,
): DataColumn<Candidate>[] {
  const number = (count: number) => (count === 0 ? "" : count.toLocaleString("en"));
  return [
    {
      id: "scope",
      header: "Found",
      cell: (row) => <span title={row.scopes.join(", ")}>{candidateName(row)}</span>,
    },
    {
      id: "name",
      header: "Name of the site config",
      width: 240,
      cell: (row) =>
        row.problem ? (
          <Text size="sm" c="dimmed">
            Stays as it is
          </Text>
        ) : (
          <TextInput
            size="xs"
            aria-label={`Name for ${candidateName(row)}`}
            value={row.name}
            maxLength={120}
            error={row.name.trim() === ""}
            onChange={(event) => onRename(row.key, event.currentTarget.value)}
          />
        ),
    },
    {
      id: "sections",
      header: "Sections",
      width: 96,
      align: "end",
      from: "md",
      cell: (row) => number(Object.keys(row.config).length),
    },
    {
      id: "oneToOne",
      header: "One-to-one",
      width: 128,
      align: "end",
      from: "md",
      cell: (row) => number(row.config[MAPPING]?.oneToOneMappings.length ?? 0),
    },
    {
      id: "manyToOne",
      header: "Many-to-one",
      width: 136,
      align: "end",
      from: "md",
      cell: (row) => number(row.config[MAPPING]?.manyToOneMappings.length ?? 0),
    },
    {
      id: "accounts",
      header: "Accounts",
      width: 96,
      align: "end",
      from: "lg",
      cell: (row) => number(accounts(row)),
    },
    {
      id: "findings",
      header: "Findings",
      width: 152,
      from: "sm",
      cell: (row) => <Worst row={row} now={now} />,
    },
  ];
}

function accounts({ config }: Candidate): number {
  const section = config[MAPPING];
  const names = [...(section?.oneToOneMappings ?? []), ...(section?.manyToOneMappings ?? [])];
  return new Set(names.flatMap(({ userName }) => (userName ? [userName.toLowerCase()] : []))).size;
}

/** The worst finding's weight and how many there are. */
function Worst({ row, now }: { row: Candidate; now: number }) {
  if (row.problem) return <StateBadge state="refused" words="Not adoptable" />;
  const findings = findingsOf(row, now);
  const [first] = findings;
  if (first === undefined) return <StateBadge state="passed" words="None" />;
  return <StateBadge state={first.severity} words={findings.length.toLocaleString("en")} />;
}

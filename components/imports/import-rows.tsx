"use client";

import { Group, Text } from "@mantine/core";
import { useState } from "react";
import type { CheckedRow } from "@/components/imports/use-dry-run";
import { CopyButton } from "@/components/ui/copy-button";
import { DataTable } from "@/components/ui/data-table";
import type { DataColumn } from "@/components/ui/data-table-types";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterChips } from "@/components/ui/filter-chips";
import { StateBadge } from "@/components/ui/state-badge";
import type { StateName } from "@/components/ui/states";
import { displayName } from "@/lib/pki/names";

type Verdict = CheckedRow["verdict"];

const LOOKS: Record<Verdict, { state: StateName; words: string }> = {
  new: { state: "pending", words: "New" },
  same: { state: "in-sync", words: "There already" },
  conflict: { state: "warning", words: "Conflict" },
  error: { state: "error", words: "Error" },
};
const ADDS: Record<CheckedRow["adds"][number], string> = {
  certificate: "certificate",
  labels: "owner or tags",
  account: "account",
  mapping: "mapping",
};

const COLUMNS: DataColumn<CheckedRow>[] = [
  { id: "row", header: "Row", width: 72, align: "end", cell: ({ row }) => row.row.toLocaleString("en") },
  { id: "certificate", header: "Certificate", cell: nameOf },
  { id: "account", header: "Account", from: "sm", cell: ({ row }) => row.account },
  {
    id: "verdict",
    header: "Verdict",
    width: 150,
    cell: ({ verdict }) => <StateBadge state={LOOKS[verdict].state} words={LOOKS[verdict].words} />,
  },
  {
    id: "why",
    header: "What and why",
    from: "sm",
    cell: (row) => (
      <Text span inherit title={whyOf(row)}>
        {whyOf(row)}
      </Text>
    ),
  },
];

/** The rows of a dry run, each with its verdict. */
export function ImportRows({ rows }: { rows: CheckedRow[] }) {
  const [shown, setShown] = useState<Verdict | "all">("all");
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  const options = (["new", "same", "conflict", "error"] as const).map((value) => ({
    value,
    label: `${LOOKS[value].words} (${count(value).toLocaleString("en")})`,
  }));
  const chosen = shown === "all" ? rows : rows.filter(({ verdict }) => verdict === shown);
  const left = rows.filter(({ verdict }) => verdict === "conflict" || verdict === "error");
  return (
    <DataTable
      label="Rows of the list"
      noun={["row", "rows"]}
      columns={COLUMNS}
      rows={chosen}
      rowKey={({ row }) => String(row.row)}
      total={chosen.length}
      maxHeight={520}
      toolbar={
        <Group gap="sm">
          <FilterChips
            label="Verdict"
            options={[{ value: "all", label: `All (${rows.length.toLocaleString("en")})` }, ...options]}
            value={shown}
            onChange={setShown}
          />
          {left.length > 0 && (
            <CopyButton
              text={left.map(lineOf).join("\r\n")}
              words="Copy what is left out"
              label="Copy the rows with a conflict or an error as text"
              size="xs"
            />
          )}
        </Group>
      }
      empty={<EmptyState>No row is like that.</EmptyState>}
    />
  );
}

function nameOf({ certificate, row }: CheckedRow): string {
  const name = certificate && (displayName(certificate.subjectName) || certificate.subject);
  return name || row.name || row.certificate.slice(0, 60) || "(none)";
}

function whyOf({ verdict, adds, problem }: CheckedRow): string {
  if (problem) return `${problem.column}: ${problem.message}`;
  return verdict === "new" ? `Adds ${adds.map((part) => ADDS[part]).join(", ")}` : "Nothing to add";
}

function lineOf(row: CheckedRow): string {
  const what = `Row ${row.row.row}, ${nameOf(row)}, ${row.row.account || "no account"}`;
  return `${what}: ${whyOf(row)} (${row.problem?.code ?? ""})`;
}

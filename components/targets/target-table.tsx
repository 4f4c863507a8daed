"use client";

import { Group, Text } from "@mantine/core";
import { IconWorldShare } from "@tabler/icons-react";
import { useState } from "react";
import { useMay } from "@/components/shell/rights";
import { ModeSelect } from "@/components/targets/mode-select";
import { MODES } from "@/components/targets/mode-words";
import { scopeName } from "@/components/targets/scope-name";
import { DataTable } from "@/components/ui/data-table";
import type { DataColumn } from "@/components/ui/data-table-types";
import { EmptyState } from "@/components/ui/empty-state";
import { SelectionBar } from "@/components/ui/selection-bar";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { TargetItem } from "@/lib/api/targets";

const COLUMNS: DataColumn<TargetItem>[] = [
  { id: "scope", header: "Site", cell: (target) => scopeName(target.scope) },
  { id: "state", header: "State", width: 130, cell: (target) => <StateBadge state={target.state} /> },
  {
    id: "restart",
    header: "Web server",
    width: 172,
    from: "sm",
    cell: ({ restartPendingSince }) => restartPendingSince !== null && <StateBadge state="restart-pending" />,
  },
  {
    id: "mode",
    header: "Mode",
    width: 130,
    from: "sm",
    cell: ({ mode, correctionHold }) =>
      correctionHold === null ? (
        MODES[mode].word
      ) : (
        <StateBadge state="correction-held" words={`${MODES[mode].word}, held`} />
      ),
  },
  { id: "config", header: "Site config", from: "sm", cell: (target) => target.siteConfigName },
  {
    id: "revision",
    header: "Revision",
    width: 104,
    align: "end",
    from: "sm",
    cell: (target) => target.deployedRevision ?? "None",
  },
  {
    id: "deployed",
    header: "Pushed",
    width: 140,
    from: "md",
    cell: (target) => <Time value={target.deployedAt} />,
  },
  {
    id: "observed",
    header: "Last report",
    width: 140,
    from: "md",
    cell: (target) => <Time value={target.observedAt} />,
  },
];

/** The targets of one server: each site that has a site config, and how it stands. */
export function TargetTable({ targets }: { targets: TargetItem[] }) {
  const mayChange = useMay("server.write");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const chosen = targets.filter(({ id }) => selected.has(id));
  const none = () => setSelected(new Set());
  return (
    <>
      <DataTable
        label="Targets"
        noun={["target", "targets"]}
        columns={COLUMNS}
        rows={targets}
        rowKey={(target) => target.id}
        total={targets.length}
        onRowHref={(target) => `/targets/${target.id}`}
        empty={
          <EmptyState icon={IconWorldShare}>
            A site appears here once a site config was pushed to it. Start a push from the site config.
          </EmptyState>
        }
        {...(mayChange && {
          selection: {
            selected,
            onChange: setSelected,
            rowLabel: ({ scope }: TargetItem) => `Choose ${scopeName(scope)}`,
          },
        })}
      />
      {chosen.length > 0 && (
        <SelectionBar
          words={chosen.length === 1 ? "1 target chosen" : `${chosen.length} targets chosen`}
          onClear={none}
        >
          <Group gap="xs" wrap="nowrap">
            <Text size="sm" c="dimmed">
              Mode
            </Text>
            <ModeSelect label="Mode of the chosen targets" targets={chosen} onDone={none} />
          </Group>
        </SelectionBar>
      )}
    </>
  );
}

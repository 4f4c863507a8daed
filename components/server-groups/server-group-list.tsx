"use client";

import { ActionIcon, Button, Group } from "@mantine/core";
import { IconCalendarTime, IconPencil, IconPlus, IconServer2, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DeleteServerGroup } from "@/components/server-groups/delete-server-group";
import { ServerGroupDialog } from "@/components/server-groups/server-group-dialog";
import { ServerModeSelect } from "@/components/servers/server-mode-select";
import { useMay } from "@/components/shell/rights";
import { DataTable } from "@/components/ui/data-table";
import type { DataColumn } from "@/components/ui/data-table-types";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { WindowsDialog } from "@/components/windows/windows-dialog";
import type { ServerGroupItem } from "@/lib/api/server-groups";
import { serverGroupQueries } from "@/lib/queries/server-groups";

const COLUMNS: DataColumn<ServerGroupItem>[] = [
  { id: "name", header: "Group", cell: (group) => group.name },
  { id: "note", header: "Note", from: "md", cell: (group) => group.note },
  {
    id: "servers",
    header: "Servers",
    width: 90,
    align: "end",
    cell: (group) => group.servers.toLocaleString("en"),
  },
  {
    id: "accounts",
    header: "Accounts limited to it",
    from: "sm",
    cell: ({ accounts }) =>
      accounts.length === 0
        ? "None"
        : `${accounts
            .slice(0, 3)
            .map(({ userName }) => userName)
            .join(", ")}${accounts.length > 3 ? ` and ${accounts.length - 3} more` : ""}`,
  },
];

type Open = { what: "save" | "delete" | "windows"; group?: ServerGroupItem } | null;

/** All groups of servers; there are few, so they come at once. */
export function ServerGroupList({ initial }: { initial: { items: ServerGroupItem[] } }) {
  const mayChange = useMay("server.write");
  const { data, error, refetch } = useQuery(serverGroupQueries.all(initial));
  const [open, setOpen] = useState<Open>(null);
  const groups = data?.items ?? initial.items;
  const button = mayChange && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen({ what: "save" })}>
      Create a server group
    </Button>
  );
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader
        title="Server groups"
        crumbs={[{ label: "Servers", href: "/servers" }]}
        description="Servers that belong together. An account can be limited to groups: a push that would bring it to another server is blocked."
        action={groups.length > 0 && button}
      />
      {error && <ProblemAlert problem={error} onRetry={() => void refetch()} />}
      <DataTable
        label="Server groups"
        noun={["group", "groups"]}
        columns={COLUMNS}
        rows={groups}
        rowKey={(group) => group.id}
        total={groups.length}
        onRowHref={(group) => `/servers?group=${group.id}`}
        rowActionsWidth={276}
        rowActions={
          mayChange
            ? (group) => (
                <Group gap={4} wrap="nowrap" justify="flex-end">
                  <ServerModeSelect
                    label={`Mode of all targets of ${group.name}`}
                    of={{ serverGroupId: group.id }}
                  />
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`Maintenance windows of ${group.name}`}
                    onClick={() => setOpen({ what: "windows", group })}
                  >
                    <IconCalendarTime size={16} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`Change ${group.name}`}
                    onClick={() => setOpen({ what: "save", group })}
                  >
                    <IconPencil size={16} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`Delete ${group.name}`}
                    onClick={() => setOpen({ what: "delete", group })}
                  >
                    <IconTrash size={16} aria-hidden />
                  </ActionIcon>
                </Group>
              )
            : undefined
        }
        empty={
          <EmptyState icon={IconServer2} action={button}>
            Groups say which servers belong together, such as the partner portal's or the test servers.
            Accounts can be limited to them.
          </EmptyState>
        }
      />
      <ServerGroupDialog
        key={`${open?.group?.id} ${open?.what}`}
        group={open?.group}
        opened={open?.what === "save"}
        onClose={close}
      />
      {open?.what === "windows" && open.group && (
        <WindowsDialog kind="server-groups" id={open.group.id} name={open.group.name} onClose={close} />
      )}
      {open?.what === "delete" && open.group && <DeleteServerGroup group={open.group} onClose={close} />}
    </>
  );
}

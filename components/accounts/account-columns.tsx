"use client";

import { Text } from "@mantine/core";
import { PasswordNote } from "@/components/accounts/password-note";
import { PrivilegedBadge } from "@/components/accounts/privileged-badge";
import type { DataColumn } from "@/components/ui/data-table-types";
import { Time } from "@/components/ui/time";
import type { AccountItem } from "@/lib/api/accounts";

export const ACCOUNT_COLUMNS: DataColumn<AccountItem>[] = [
  {
    id: "userName",
    header: "Account",
    cell: (row) => row.userName,
    sort: { ascending: "userName" },
  },
  {
    id: "privileged",
    header: "Rights",
    width: 190,
    from: "md",
    cell: ({ userName }) => <PrivilegedBadge userName={userName} />,
  },
  { id: "owner", header: "Owner", from: "sm", cell: (row) => row.owner, sort: { ascending: "owner" } },
  {
    id: "mappings",
    header: "Mappings",
    width: 110,
    align: "end",
    cell: (row) => row.mappings.toLocaleString("en"),
  },
  {
    id: "password",
    header: "Password",
    from: "sm",
    sort: { ascending: "passwordSetAt" },
    cell: (row) => <PasswordNote setAt={row.passwordSetAt} setBy={row.passwordSetBy} />,
  },
  {
    id: "mapBy",
    header: "May map to it",
    width: 150,
    hidden: true,
    cell: (row) => (row.mapBy === "editors" ? "Every editor" : "Named editors"),
  },
  {
    id: "serverGroups",
    header: "Server groups",
    hidden: true,
    cell: (row) => row.serverGroups.map(({ name }) => name).join(", ") || "Everywhere",
  },
  {
    id: "created",
    header: "Created",
    hidden: true,
    width: 260,
    cell: (row) => (
      <Text span inherit c="dimmed">
        <Time value={row.createdAt} /> by {row.createdBy}
      </Text>
    ),
  },
];

"use client";

import { Text } from "@mantine/core";
import { PasswordNote } from "@/components/accounts/password-note";
import type { DataColumn } from "@/components/ui/data-table-types";
import { Time } from "@/components/ui/time";
import type { AccountItem } from "@/lib/api/accounts";

export const ACCOUNT_COLUMNS: DataColumn<AccountItem>[] = [
  { id: "userName", header: "Account", cell: (row) => row.userName },
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
    cell: (row) => <PasswordNote setAt={row.passwordSetAt} setBy={row.passwordSetBy} />,
  },
  {
    id: "created",
    header: "Created",
    from: "md",
    width: 260,
    cell: (row) => (
      <Text span inherit c="dimmed">
        <Time value={row.createdAt} /> by {row.createdBy}
      </Text>
    ),
  },
];

"use client";

import { Group } from "@mantine/core";
import { IconApi } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { RevokeToken } from "@/components/api-tokens/revoke-token";
import { OnlyGroups } from "@/components/server-groups/only-groups";
import { useMay } from "@/components/shell/rights";
import { DataTable } from "@/components/ui/data-table";
import type { DataColumn } from "@/components/ui/data-table-types";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { ApiTokenItem } from "@/lib/api/api-tokens";
import { apiTokenQueries } from "@/lib/queries/api-tokens";

const COLUMNS: DataColumn<ApiTokenItem>[] = [
  { id: "name", header: "Token", cell: (token) => token.name },
  { id: "state", header: "State", width: 120, cell: (token) => <StateBadge state={token.state} /> },
  {
    id: "role",
    header: "Role",
    width: 200,
    from: "sm",
    cell: (token) => (
      <Group gap="xs">
        {token.role}
        <OnlyGroups groups={token.serverGroups} />
      </Group>
    ),
  },
  {
    id: "expires",
    header: "Expires",
    width: 140,
    from: "sm",
    cell: (token) => <Time value={token.expiresAt} as="date" />,
  },
  {
    id: "used",
    header: "Last used",
    width: 140,
    from: "md",
    cell: (token) => <Time value={token.lastUsedAt} />,
  },
  { id: "from", header: "From", width: 140, from: "lg", cell: (token) => token.lastAddress ?? "" },
  { id: "by", header: "Made by", width: 160, from: "lg", cell: (token) => token.createdBy },
];

/** Tokens of scripts and pipelines, also those that are of no use any more. */
export function TokenList({ initial }: { initial: { items: ApiTokenItem[] } }) {
  const list = useQuery(apiTokenQueries.list(initial));
  const mayRevoke = useMay("api-token.write");
  const tokens = list.data?.items ?? [];
  return (
    <>
      {list.error && <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />}
      <DataTable
        label="API tokens"
        noun={["token", "tokens"]}
        columns={COLUMNS}
        rows={tokens}
        rowKey={(token) => token.id}
        total={tokens.length}
        rowActions={
          mayRevoke ? (token) => (token.state === "valid" ? <RevokeToken token={token} /> : null) : undefined
        }
        rowActionsWidth={100}
        empty={
          <EmptyState icon={IconApi}>
            A token lets one script or pipeline use the API with a role of its own, until a day that you set.
          </EmptyState>
        }
      />
    </>
  );
}

"use client";

import { Anchor, Button, Text } from "@mantine/core";
import { IconUserShield } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import classes from "@/components/access/access.module.css";
import { type AccessFilterText, isNarrowed } from "@/components/access/filter-state";
import { VIEW_WORDS } from "@/components/access/view-words";
import { scopeName } from "@/components/targets/scope-name";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { TableSkeleton } from "@/components/ui/skeletons";
import type { AccessFilter } from "@/lib/api/access";
import type { AccessMatrix as Matrix } from "@/lib/api/access-overview";
import { accessQueries } from "@/lib/queries/access";

export interface AccessMatrixProps {
  filter: AccessFilter;
  /** Show what a cell counts. */
  onCell: (patch: Partial<AccessFilterText>) => void;
}

/** Accounts down, sites across. */
export function AccessMatrix({ filter, onCell }: AccessMatrixProps) {
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    accessQueries.matrix(filter),
  );
  if (error) return <ProblemAlert problem={error} onRetry={() => void refetch()} />;
  const [first] = data?.pages ?? [];
  if (!first) return <TableSkeleton />;
  const { places, totalPlaces, totalAccounts } = first;
  const accounts = data?.pages.flatMap((page) => page.accounts) ?? [];
  if (places.length === 0)
    return (
      <EmptyState icon={IconUserShield}>
        {isNarrowed(filter) ? "No way in is like that." : VIEW_WORDS[filter.view].empty}
      </EmptyState>
    );
  return (
    <div>
      <Text size="sm" c="dimmed" mb="xs" role="status">
        {totalAccounts.toLocaleString("en")} accounts on {totalPlaces.toLocaleString("en")} sites.
        {totalPlaces > places.length &&
          ` The first ${places.length} sites are shown: choose a server or search to see the others.`}
      </Text>
      <ScrollRegion style={{ overflow: "auto", maxHeight: "70dvh" }} label="Accounts and sites">
        <table className={classes.matrix}>
          <thead>
            <tr>
              <th scope="col">Account</th>
              {places.map(({ targetId, scope, serverName }) => (
                <th key={targetId} scope="col">
                  {scopeName(scope)}
                  <span className={classes.server}>{serverName}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <Row key={account.userKey} account={account} places={places} onCell={onCell} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {hasNextPage && (
        <Button variant="default" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more accounts
        </Button>
      )}
    </div>
  );
}

interface RowProps {
  account: Matrix["accounts"][number];
  places: Matrix["places"];
  onCell: AccessMatrixProps["onCell"];
}

function Row({ account: { userKey, userName, cells }, places, onCell }: RowProps) {
  return (
    <tr>
      <th scope="row">{userName}</th>
      {places.map(({ targetId }) => {
        const cell = cells.find((each) => each.targetId === targetId);
        return (
          <td key={targetId}>
            {cell && (
              <Anchor
                component="button"
                type="button"
                size="sm"
                onClick={() => onCell({ account: userKey, target: targetId })}
              >
                {cellWords(cell)}
              </Anchor>
            )}
          </td>
        );
      })}
    </tr>
  );
}

function cellWords({ certificates, rules }: Matrix["accounts"][number]["cells"][number]): string {
  const words = [
    ...(certificates > 0
      ? [`${certificates.toLocaleString("en")} ${certificates === 1 ? "cert" : "certs"}`]
      : []),
    ...(rules > 0 ? [`${rules} ${rules === 1 ? "rule" : "rules"}`] : []),
  ];
  return words.join(", ");
}

"use client";

import { Button, Modal, Pill } from "@mantine/core";
import { IconPlus, IconUsers } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ACCOUNT_COLUMNS } from "@/components/accounts/account-columns";
import { CreateAccountForm } from "@/components/accounts/create-account-form";
import { useMay } from "@/components/shell/rights";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterChips } from "@/components/ui/filter-chips";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { SearchBox } from "@/components/ui/search-box";
import { useNavigate } from "@/components/ui/use-navigate";
import { useUrlState } from "@/components/ui/use-url-state";
import { type AccountItem, type AccountQuery, accountQuerySchema } from "@/lib/api/accounts";
import { type AccountFilter, accountQueries } from "@/lib/queries/accounts";
import { filterOf } from "@/lib/queries/filter-of";
import type { Initial } from "@/lib/queries/pages";

const SHOWN: { value: AccountQuery["show"]; label: string }[] = [
  { value: "all", label: "All" },
  { value: "privileged", label: "Looks privileged" },
  { value: "unused", label: "Not mapped" },
  { value: "no-password", label: "Without password" },
  { value: "no-owner", label: "Without owner" },
];
const DEFAULTS = { query: "", show: "all", owner: "", sort: "userName", create: "" };

export function AccountList({ initial }: { initial: Initial<AccountFilter, AccountItem> }) {
  const navigate = useNavigate();
  const [address, setAddress] = useUrlState(DEFAULTS);
  const { create, ...asked } = address;
  const filter = filterOf(accountQuerySchema, asked);
  const filtered = filter.query !== "" || filter.show !== "all" || filter.owner !== "";
  const list = useInfiniteQuery(accountQueries.list(filter, initial));
  const close = () => setAddress({ create: "" });
  const mayWrite = useMay("account.write");
  const button = mayWrite && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ create: "open" })}>
      Create an account
    </Button>
  );
  const total = list.data?.pages[0]?.total ?? 0;
  return (
    <>
      <PageHeader
        title="Accounts"
        description="Windows accounts that certificates are mapped to. A password is set once here and used by every mapping of the account."
        action={(total > 0 || filtered) && button}
      />
      {list.error && <ProblemAlert problem={list.error} onRetry={() => list.refetch()} />}
      <DataTable
        label="Accounts"
        noun={["account", "accounts"]}
        columns={ACCOUNT_COLUMNS}
        rows={list.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.id}
        total={total}
        onRowHref={(row) => `/accounts/${row.id}`}
        sort={filter.sort}
        onSortChange={(sort) => setAddress({ sort })}
        hasNextPage={list.hasNextPage}
        isFetchingNextPage={list.isFetchingNextPage}
        fetchNextPage={list.fetchNextPage}
        stale={list.isPlaceholderData}
        toolbar={
          <>
            <SearchBox
              label="Search accounts"
              value={filter.query}
              onChange={(query) => setAddress({ query })}
            />
            <FilterChips
              label="Show"
              options={SHOWN}
              value={filter.show}
              onChange={(show) => setAddress({ show })}
            />
            {filter.owner !== "" && (
              <Pill
                withRemoveButton
                removeButtonProps={{ "aria-label": "Any owner" }}
                onRemove={() => setAddress({ owner: "" })}
              >
                Owner: {filter.owner}
              </Pill>
            )}
          </>
        }
        empty={
          !filtered ? (
            <EmptyState icon={IconUsers} action={button}>
              Windows accounts that certificates are mapped to are kept here, such as CONTOSO\svc-claims.
            </EmptyState>
          ) : (
            <EmptyState
              action={
                <Button variant="default" onClick={() => setAddress({ query: "", show: "all", owner: "" })}>
                  Show all
                </Button>
              }
            >
              No account is like that.
            </EmptyState>
          )
        }
      />
      <Modal opened={create === "open" && mayWrite} onClose={close} title="Create an account">
        <CreateAccountForm onCancel={close} onCreated={(account) => navigate(`/accounts/${account.id}`)} />
      </Modal>
    </>
  );
}

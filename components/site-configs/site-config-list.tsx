"use client";

import { Button, Group, Modal } from "@mantine/core";
import { IconDownload, IconFileImport, IconListCheck, IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { IfMay, useMay } from "@/components/shell/rights";
import { NameForm } from "@/components/site-configs/name-form";
import { SITE_CONFIG_COLUMNS } from "@/components/site-configs/site-config-columns";
import { AppLink } from "@/components/ui/app-link";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { SearchBox } from "@/components/ui/search-box";
import { useNavigate } from "@/components/ui/use-navigate";
import { useUrlState } from "@/components/ui/use-url-state";
import { type SiteConfigItem, siteConfigQuerySchema } from "@/lib/api/site-configs";
import { filterOf } from "@/lib/queries/filter-of";
import type { Initial } from "@/lib/queries/pages";
import {
  type SiteConfigFilter,
  siteConfigExportHref,
  siteConfigMutations,
  siteConfigQueries,
} from "@/lib/queries/site-configs";

export function SiteConfigList({ initial }: { initial: Initial<SiteConfigFilter, SiteConfigItem> }) {
  const navigate = useNavigate();
  const [address, setAddress] = useUrlState({ query: "", create: "" });
  const filter = filterOf(siteConfigQuerySchema, { query: address.query });
  const list = useInfiniteQuery(siteConfigQueries.list(filter, initial));
  const create = useMutation(siteConfigMutations.create());
  function close() {
    create.reset();
    setAddress({ create: "" });
  }
  const mayWrite = useMay("site-config.write");
  const button = mayWrite && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ create: "open" })}>
      Create a site config
    </Button>
  );
  const adopt = (
    <IfMay right="revision.publish">
      <Button
        component={AppLink}
        href="/site-configs/adopt"
        variant="default"
        leftSection={<IconFileImport size={16} aria-hidden />}
      >
        Adopt what is there
      </Button>
    </IfMay>
  );
  const total = list.data?.pages[0]?.total ?? 0;
  return (
    <>
      <PageHeader
        title="Site configs"
        description="Which certificate becomes which account, and the settings around it. Change the draft, publish it as a revision, push that to sites."
        action={
          (total > 0 || filter.query !== "") && (
            <>
              <IfMay right="access.export">
                <Button
                  component="a"
                  href={siteConfigExportHref()}
                  variant="default"
                  leftSection={<IconDownload size={16} aria-hidden />}
                >
                  Export all
                </Button>
              </IfMay>
              {adopt}
              {button}
            </>
          )
        }
      />
      {list.error && <ProblemAlert problem={list.error} onRetry={() => list.refetch()} />}
      <DataTable
        label="Site configs"
        noun={["site config", "site configs"]}
        columns={SITE_CONFIG_COLUMNS}
        rows={list.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.id}
        total={total}
        onRowHref={(row) => `/site-configs/${row.id}`}
        hasNextPage={list.hasNextPage}
        isFetchingNextPage={list.isFetchingNextPage}
        fetchNextPage={list.fetchNextPage}
        stale={list.isPlaceholderData}
        toolbar={
          <SearchBox
            label="Search site configs"
            value={filter.query}
            onChange={(query) => setAddress({ query })}
          />
        }
        empty={
          filter.query === "" ? (
            <EmptyState
              icon={IconListCheck}
              action={
                <Group justify="center" gap="xs">
                  {button}
                  {adopt}
                </Group>
              }
            >
              A site config holds the certificate mappings of a site, ready to be pushed to one server or to
              many. Start with a new one, or with what your servers have already.
            </EmptyState>
          ) : (
            <EmptyState
              action={
                <Button variant="default" onClick={() => setAddress({ query: "" })}>
                  Show all
                </Button>
              }
            >
              No site config is called like that.
            </EmptyState>
          )
        }
      />
      <Modal opened={address.create === "open" && mayWrite} onClose={close} title="Create a site config">
        <NameForm
          name=""
          submit="Create the site config"
          onSubmit={(name) =>
            create.mutate({ name }, { onSuccess: ({ id }) => navigate(`/site-configs/${id}`) })
          }
          onCancel={close}
          pending={create.isPending}
          problem={create.error}
        />
      </Modal>
    </>
  );
}

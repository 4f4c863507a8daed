"use client";

import { Button, Group, Stack, Switch, Text, Title } from "@mantine/core";
import { useRef, useState } from "react";
import { AdoptionPlan } from "@/components/adoptions/adoption-plan";
import { ConfigDrop } from "@/components/adoptions/config-drop";
import { candidateName, foundColumns } from "@/components/adoptions/found-columns";
import { ScopeDrawer } from "@/components/adoptions/scope-drawer";
import { SourceList } from "@/components/adoptions/source-list";
import { type AdoptionState, useAdoption } from "@/components/adoptions/use-adoption";
import { AppLink } from "@/components/ui/app-link";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { useNow } from "@/components/ui/now";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Time } from "@/components/ui/time";
import type { ServerDetail } from "@/lib/api/servers";

/** From a file or a server's report to site configs: what is there, what would happen, take over. */
export function AdoptView({ server }: { server: ServerDetail | null }) {
  const adoption = useAdoption(server);
  const { sources, rows, reading } = adoption;
  return (
    <>
      <PageHeader
        title="Adopt what is there"
        crumbs={[{ label: "Site configs", href: "/site-configs" }]}
        description={
          server === null ? (
            <>
              Files are read in this browser. The values of passwords are removed before anything is sent,
              also from comments; only the sections that Certmap keeps are sent.
            </>
          ) : (
            <>
              From the report of {server.name}, <Time value={server.inventoryAt} />. No password ever was in
              it.
            </>
          )
        }
      />
      <Stack gap="md">
        {server === null && <ConfigDrop onFiles={adoption.addFiles} loading={reading} />}
        {server === null && <SourceList sources={sources} onRemove={adoption.removeSource} />}
        {server !== null && rows.length === 0 && (
          <EmptyState>
            No site of {server.name} states anything of its own that Certmap keeps, or nothing was reported
            yet.
          </EmptyState>
        )}
        {rows.length > 0 && <Choice adoption={adoption} />}
      </Stack>
    </>
  );
}

function Choice({ adoption }: { adoption: AdoptionState }) {
  const { rows, chosen, wanted, plan, run } = adoption;
  const now = useNow();
  const [shown, setShown] = useState<string | null>(null);
  const result = useRef<HTMLHeadingElement>(null);
  const nameless = wanted.some(({ name }) => name.trim() === "");
  const answer = run.data ?? plan.data;
  const create = answer?.siteConfigs.filter(({ outcome }) => outcome === "create").length ?? 0;
  const links =
    answer?.siteConfigs.flatMap(({ targets }) => targets).filter(({ outcome }) => outcome === "link")
      .length ?? 0;
  const look = { onSuccess: () => result.current?.focus() };
  return (
    <>
      <DataTable
        label="What was found"
        noun={["scope found", "scopes found"]}
        columns={foundColumns(now, adoption.rename)}
        rows={rows}
        rowKey={(row) => row.key}
        total={rows.length}
        selection={{
          selected: chosen,
          onChange: adoption.choose,
          rowLabel: (row) => `Take ${candidateName(row)}`,
        }}
        rowActions={(row) => (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={`Details of ${candidateName(row)}`}
            onClick={() => setShown(row.key)}
          >
            Details
          </Button>
        )}
        rowActionsWidth={88}
        maxHeight={480}
        toolbar={
          <>
            <Switch
              label="One site config for scopes that are alike"
              checked={adoption.alike}
              onChange={(event) => adoption.setAlike(event.currentTarget.checked)}
            />
            <Switch
              label="Publish as revision 1"
              checked={adoption.publish}
              onChange={(event) => adoption.setPublish(event.currentTarget.checked)}
            />
          </>
        }
      />
      <ScopeDrawer
        candidate={rows.find(({ key }) => key === shown) ?? null}
        now={now}
        onClose={() => setShown(null)}
      />
      <Group gap="sm">
        <Button
          variant={plan.data ? "default" : "filled"}
          onClick={() => plan.mutate(adoption.request(), look)}
          loading={plan.isPending}
          disabled={wanted.length === 0 || nameless || run.isSuccess}
        >
          See what will happen
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {nameless
            ? "Each site config needs a name."
            : `${wanted.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} chosen. Nothing is changed yet by looking.`}
        </Text>
      </Group>
      {plan.error && <ProblemAlert problem={plan.error} title="It could not be worked out" />}
      {answer && (
        <>
          <Title order={2} size="h4" ref={result} tabIndex={-1} style={{ outline: "none" }}>
            {run.data ? "Done" : "What will happen"}
          </Title>
          <AdoptionPlan
            adoption={answer}
            done={run.isSuccess}
            onRename={(adopted, name) => {
              const row = wanted.find((each) => each.name === adopted.name);
              if (row) adoption.rename(row.key, name);
            }}
          />
          {run.error && <ProblemAlert problem={run.error} title="Nothing was taken over" />}
          {run.data ? (
            <Group>
              <Button component={AppLink} href="/site-configs">
                Go to the site configs
              </Button>
            </Group>
          ) : create + links === 0 ? (
            <Text size="sm">There is nothing to take over.</Text>
          ) : (
            <Group>
              {run.isPending && (
                <Text size="sm" role="status">
                  Storing. Thousands of certificates take a minute.
                </Text>
              )}
              <Button
                onClick={() => run.mutate({ ...adoption.request(), plan: plan.data?.plan }, look)}
                loading={run.isPending}
              >
                {create > 0
                  ? `Take over ${create.toLocaleString("en")} site ${create === 1 ? "config" : "configs"}`
                  : `Tie ${links.toLocaleString("en")} ${links === 1 ? "place" : "places"} to the site configs`}
              </Button>
            </Group>
          )}
        </>
      )}
    </>
  );
}

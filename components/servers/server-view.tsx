"use client";

import { Button, Group, Stack, Tabs } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ApprovalPanel } from "@/components/servers/approval-panel";
import { ObservedConfigs } from "@/components/servers/observed-configs";
import { OlderAgent } from "@/components/servers/older-agent";
import { ReEnrolServerButton } from "@/components/servers/re-enrol-server-button";
import { RevokeServerButton } from "@/components/servers/revoke-server-button";
import { ServerFacts } from "@/components/servers/server-facts";
import { ServerGroups } from "@/components/servers/server-groups";
import { ServerNotices } from "@/components/servers/server-notices";
import { ServerSites } from "@/components/servers/server-sites";
import { ServerTags } from "@/components/servers/server-tags";
import { SharedConfiguration } from "@/components/servers/shared-configuration";
import { IfMay, useMay } from "@/components/shell/rights";
import { TargetTable } from "@/components/targets/target-table";
import { AppLink } from "@/components/ui/app-link";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { StateBadge } from "@/components/ui/state-badge";
import tabs from "@/components/ui/tab-strip.module.css";
import { Time } from "@/components/ui/time";
import { useOpenTabInSight } from "@/components/ui/use-open-tab-in-sight";
import { useUrlState } from "@/components/ui/use-url-state";
import { WindowsButton } from "@/components/windows/windows-button";
import type { ServerDetail } from "@/lib/api/servers";
import { serverQueries } from "@/lib/queries/servers";

/** What was approved once. */
const KNOWN: readonly ServerDetail["state"][] = ["approved", "quarantined", "revoked"];
const TABS = ["targets", "sites", "observed", "facts"] as const;

/** One server: what it asks, what it holds, what it says. Asked again every five seconds. */
export function ServerView({ initial }: { initial: ServerDetail }) {
  const mayChange = useMay("server.write");
  const [{ tab }, setUrl] = useUrlState({ tab: "targets" });
  const { data, error, refetch } = useQuery(serverQueries.detail(initial.id, initial));
  const server = data ?? initial;
  const shown = TABS.find((each) => each === tab) ?? "targets";
  const strip = useOpenTabInSight(shown);
  return (
    <>
      <PageHeader
        title={server.name}
        crumbs={[{ label: "Servers", href: "/servers" }]}
        state={
          <>
            <StateBadge
              state={server.state}
              words={server.state === "pending" ? "Waiting for approval" : undefined}
              filled
            />
            {server.state === "approved" && <StateBadge state={server.connection} filled />}
          </>
        }
        action={
          KNOWN.includes(server.state) && (
            <>
              {server.state !== "revoked" && <RevokeServerButton server={server} />}
              {mayChange && <ReEnrolServerButton server={server} main={server.state !== "approved"} />}
              <IfMay right="revision.publish">
                {server.state === "approved" && server.inventory !== null && (
                  <Button
                    component={AppLink}
                    href={`/site-configs/adopt?server=${server.id}`}
                    leftSection={<IconFileImport size={16} aria-hidden />}
                  >
                    Adopt what is there
                  </Button>
                )}
              </IfMay>
            </>
          )
        }
        description={
          server.lastSeenAt === null ? (
            "Never seen."
          ) : (
            <>
              Last seen <Time value={server.lastSeenAt} />
              {server.inventoryAt !== null && (
                <>
                  , last report <Time value={server.inventoryAt} />
                </>
              )}
              .
            </>
          )
        }
      />
      <Stack gap="md">
        <Group gap="8px 24px">
          <ServerGroups server={server} />
          <ServerTags server={server} />
          {mayChange && <WindowsButton server={server} />}
        </Group>
        {error && <ProblemAlert problem={error} onRetry={() => void refetch()} />}
        <ServerNotices server={server} />
        {server.shared !== null && server.state === "approved" && (
          <SharedConfiguration server={server} shared={server.shared} />
        )}
        {server.state === "approved" && <OlderAgent {...server} means="It goes on working." />}
        {server.replacement !== null && mayChange && (
          <ApprovalPanel server={{ ...server, ...server.replacement }} replaces />
        )}
        {server.state === "pending" ? (
          <ApprovalPanel server={server} />
        ) : (
          <Tabs
            value={shown}
            onChange={(next) => setUrl({ tab: next ?? "targets" }, { history: "push" })}
            keepMounted={false}
          >
            <Tabs.List ref={strip} className={tabs.strip} aria-label={`Parts of ${server.name}`}>
              <Tabs.Tab value="targets">Targets ({server.targets.length})</Tabs.Tab>
              <Tabs.Tab value="sites">Sites ({server.sites})</Tabs.Tab>
              <Tabs.Tab value="observed">Observed config</Tabs.Tab>
              <Tabs.Tab value="facts">Facts</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="targets" pt="md">
              <TargetTable targets={server.targets} />
            </Tabs.Panel>
            <Tabs.Panel value="sites" pt="md">
              <ServerSites server={server} />
            </Tabs.Panel>
            <Tabs.Panel value="observed" pt="md">
              <ObservedConfigs server={server} />
            </Tabs.Panel>
            <Tabs.Panel value="facts" pt="md">
              <ServerFacts server={server} fingerprint />
            </Tabs.Panel>
          </Tabs>
        )}
      </Stack>
    </>
  );
}

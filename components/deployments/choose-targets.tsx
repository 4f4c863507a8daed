"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ChooseMany } from "@/components/deployments/choose-many";
import { placeKey, readPlaceKey } from "@/components/deployments/place-key";
import { PushFooter } from "@/components/deployments/push-footer";
import { ServerChoice } from "@/components/deployments/server-choice";
import { StepHeading } from "@/components/deployments/step-heading";
import { GroupFilter } from "@/components/server-groups/group-filter";
import { countPlaces } from "@/components/targets/scope-name";
import { AppLink } from "@/components/ui/app-link";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert, type ProblemLike } from "@/components/ui/problem-alert";
import { SearchBox } from "@/components/ui/search-box";
import { TableSkeleton } from "@/components/ui/skeletons";
import { serverQueries } from "@/lib/queries/servers";

/** So few servers are shown opened: there is nothing to look for. */
const OPEN_UP_TO = 3;

export interface ChooseTargetsProps {
  siteConfigId: string;
  keys: ReadonlySet<string>;
  onChange: (keys: ReadonlySet<string>) => void;
  onNext: () => void;
  pending: boolean;
  problem: ProblemLike | null;
}

export function ChooseTargets(props: ChooseTargetsProps) {
  const { siteConfigId, keys, onChange } = props;
  const [query, setQuery] = useState("");
  const [group, setGroup] = useState("");
  const list = useInfiniteQuery(serverQueries.list({ query, group }));
  const servers = (list.data?.pages ?? [])
    .flatMap((page) => page.items)
    .filter((server) => server.state === "approved");
  const held = servers
    .flatMap((server) => server.targets)
    .filter((target) => target.siteConfigId === siteConfigId)
    .map(placeKey);
  const scopes = [...keys].flatMap((key) => readPlaceKey(key)?.scope ?? []);

  return (
    <>
      <StepHeading focus={false}>Where should it go?</StepHeading>
      <Text size="sm" mb="sm" maw={720}>
        Nothing changes yet. The next step shows what the push would do on each target.
      </Text>
      <Group gap="xs" mb="sm">
        <SearchBox label="Search servers" value={query} onChange={setQuery} />
        <GroupFilter value={group} onChange={setGroup} />
        {held.length > 0 && (
          <Button variant="default" onClick={() => onChange(new Set([...keys, ...held]))}>
            Choose all {held.length.toLocaleString("en")} that have this site config
          </Button>
        )}
      </Group>
      <ChooseMany
        siteConfigId={siteConfigId}
        query={query}
        group={group}
        onChoose={(more) => onChange(new Set([...keys, ...more]))}
      />
      {list.error && <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <TableSkeleton rows={4} />}
      {list.data && servers.length === 0 && (
        <EmptyState
          action={
            <Button component={AppLink} href="/servers" variant="default">
              Go to the servers
            </Button>
          }
        >
          {query === ""
            ? "A push needs an approved server. Enrol one and approve it first."
            : `No approved server matches “${query}”.`}
        </EmptyState>
      )}
      <Stack gap="xs">
        {servers.map((server) => (
          <ServerChoice
            key={server.id}
            server={server}
            siteConfigId={siteConfigId}
            keys={keys}
            onChange={onChange}
            initiallyOpen={servers.length <= OPEN_UP_TO}
          />
        ))}
      </Stack>
      {list.hasNextPage && (
        <Button
          variant="default"
          mt="sm"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more servers
        </Button>
      )}
      {props.problem && <ProblemAlert problem={props.problem} title="The plan could not be made" />}
      <PushFooter status={keys.size === 0 ? "Nothing chosen yet" : `${countPlaces(scopes)} chosen`}>
        <Button onClick={props.onNext} disabled={keys.size === 0} loading={props.pending}>
          See what will change
        </Button>
      </PushFooter>
    </>
  );
}

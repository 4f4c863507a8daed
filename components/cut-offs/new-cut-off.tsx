"use client";

import { Alert, Button, List, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { CutOffSiteConfig } from "@/components/cut-offs/cut-off-effect";
import { subjectHref } from "@/components/cut-offs/subject-words";
import { WhatRemains } from "@/components/cut-offs/what-remains";
import { placeKey } from "@/components/deployments/place-key";
import { PushFooter } from "@/components/deployments/push-footer";
import { countPlaces, placeName } from "@/components/targets/scope-name";
import { AppLink } from "@/components/ui/app-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { useNavigate } from "@/components/ui/use-navigate";
import { type CutOffPlan, REASON_LIMIT } from "@/lib/api/cut-offs";
import { cutOffMutations, cutOffQueries } from "@/lib/queries/cut-offs";

/** An emergency on one page: what will be taken out and where, a reason, and one button. */
export function NewCutOff({ initial }: { initial: CutOffPlan }) {
  const { kind, id, name } = initial;
  const asked = useQuery(cutOffQueries.plan({ kind, id }, initial));
  const start = useMutation(cutOffMutations.start());
  const navigate = useNavigate();
  const [reason, setReason] = useState("");
  const [takeOver, setTakeOver] = useState<ReadonlySet<string>>(new Set());
  const { siteConfigs } = asked.data ?? initial;
  const targets = siteConfigs.flatMap(({ revisions }) => revisions.flatMap((revision) => revision.targets));
  const offline = targets.filter(({ online }) => !online);
  const href = subjectHref(kind, id);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (start.isPending || start.isSuccess || reason.trim() === "") return;
    const places = targets.filter((target) => takeOver.has(placeKey(target)));
    start.mutate(
      { kind, id, reason, takeOver: places.map(({ serverId, scope }) => ({ serverId, scope })) },
      { onSuccess: (made) => navigate(`/cut-offs/${made.id}`) },
    );
  }

  return (
    <>
      <PageHeader
        title={`Cut off ${name}`}
        crumbs={[
          kind === "certificate"
            ? { label: "Certificates", href: "/certificates" }
            : { label: "Accounts", href: "/accounts" },
          { label: name, href },
        ]}
        description="Takes it out of every draft, revision in use and server at once. Waves and maintenance windows are not waited for. Nothing has changed yet."
      />
      {siteConfigs.length === 0 ? (
        <EmptyState
          action={
            <Button component={AppLink} href={`/access?query=${encodeURIComponent(name)}`} variant="default">
              Look at Access
            </Button>
          }
        >
          No draft, no newest revision and no server lets {name} in, as far as the console knows.
        </EmptyState>
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack gap="lg">
            {asked.error && <ProblemAlert problem={asked.error} title="The plan could not be made again" />}
            {offline.length > 0 && (
              <Alert
                variant="default"
                title={`Not reached now: ${countPlaces(offline.map(({ scope }) => scope))}`}
              >
                <List size="sm">
                  {offline.slice(0, 12).map((target) => (
                    <List.Item key={placeKey(target)}>{placeName(target.serverName, target.scope)}</List.Item>
                  ))}
                  {offline.length > 12 && <List.Item>and {offline.length - 12} more</List.Item>}
                </List>
              </Alert>
            )}
            {siteConfigs.map((siteConfig) => (
              <CutOffSiteConfig
                key={siteConfig.siteConfigId}
                siteConfig={siteConfig}
                name={name}
                takeOver={takeOver}
                onTakeOver={setTakeOver}
              />
            ))}
            <WhatRemains kind={kind} />
            <Textarea
              label="Why"
              description="Kept with the revisions, the pushes and in the audit."
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              maxLength={REASON_LIMIT}
              required
              autosize
              minRows={2}
              maw={560}
            />
            {start.error && <ProblemAlert problem={start.error} title="The cut-off did not start" />}
          </Stack>
          <PushFooter
            status={
              <Text size="sm" component="span">
                {reason.trim() === "" ? "Say why, then cut off" : "Nothing has changed yet"}
              </Text>
            }
          >
            <Button
              variant="default"
              onClick={() => void asked.refetch()}
              loading={asked.isFetching}
              disabled={start.isPending}
            >
              Check again
            </Button>
            <Button
              type="submit"
              color="red"
              loading={start.isPending || start.isSuccess}
              disabled={reason.trim() === ""}
            >
              {targets.length === 0
                ? `Cut off ${name} now`
                : `Cut off now on ${countPlaces(targets.map(({ scope }) => scope))}`}
            </Button>
          </PushFooter>
        </form>
      )}
    </>
  );
}

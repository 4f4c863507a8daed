"use client";

import { Alert, Anchor, Stack, Table, Text, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { CutOffPlaceRow } from "@/components/cut-offs/cut-off-place";
import { LiftButton } from "@/components/cut-offs/lift-button";
import { subjectHref } from "@/components/cut-offs/subject-words";
import { WhatRemains } from "@/components/cut-offs/what-remains";
import classes from "@/components/servers/approval-panel.module.css";
import { useMay } from "@/components/shell/rights";
import { AppLink } from "@/components/ui/app-link";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { useShowMore } from "@/components/ui/show-more";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { CutOffDetail, CutOffPlace } from "@/lib/api/cut-offs";
import { cutOffQueries } from "@/lib/queries/cut-offs";

/** A cut-off, live until the last server is verified. Whoever is not reached yet comes first. */
export function CutOffView({ initial }: { initial: CutOffDetail }) {
  const mayLift = useMay("cut-off.start");
  const { data, error, refetch } = useQuery(cutOffQueries.detail(initial.id, initial));
  const cutOff = data ?? initial;
  const left = cutOff.places.filter(({ state }) => state !== "verified");
  const remaining = left.length + cutOff.elsewhere;
  const reached = cutOff.places.filter(({ state }) => state === "verified");
  return (
    <>
      <PageHeader
        title={`Cut-off ${cutOff.number}: ${cutOff.name}`}
        crumbs={[{ label: "Cut-offs", href: "/cut-offs" }]}
        state={
          <StateBadge
            state={remaining === 0 ? "verified" : "pushing"}
            words={remaining === 0 ? "Verified everywhere" : `Not reached yet: ${remaining}`}
            filled
          />
        }
        action={mayLift && cutOff.lifted === null && <LiftButton cutOff={cutOff} />}
        description={
          <>
            Started by {cutOff.startedBy} <Time value={cutOff.startedAt} />. “{cutOff.reason}”{" "}
            <Anchor
              component={AppLink}
              href={subjectHref(cutOff.kind, cutOff.nounId)}
              size="sm"
              underline="always"
            >
              Open the {cutOff.kind}
            </Anchor>
            <Text component="div" size="sm" mt={4}>
              {cutOff.lifted === null ? (
                "It holds: a push that would let it in again is stopped until somebody lifts it, or says why."
              ) : (
                <>
                  Lifted by {cutOff.lifted.by} <Time value={cutOff.lifted.at} />. “{cutOff.lifted.reason}”
                </>
              )}
            </Text>
          </>
        }
      />
      <Stack gap="lg">
        {error && <ProblemAlert problem={error} onRetry={() => void refetch()} />}
        {remaining > 0 && (
          <Alert
            variant="default"
            icon={<IconAlertTriangle className={classes.warning} aria-hidden />}
            title={`${countOf(remaining)} may still let ${cutOff.name} in`}
          >
            <Text size="sm">
              You can leave this page. Servers that are away get the cut-off when their agents are back.
            </Text>
            {cutOff.elsewhere > 0 && (
              <Text size="sm" mt={4}>
                Outside of your server groups: {countOf(cutOff.elsewhere)}. You can push again only within
                them. Others look after the rest.
              </Text>
            )}
          </Alert>
        )}
        <Places
          title="Not reached yet"
          places={left}
          cutOffId={cutOff.id}
          none={
            cutOff.elsewhere > 0
              ? "No server of your server groups is left."
              : "No server is left: each has read its configuration back without it."
          }
        />
        <Places
          title="Verified"
          places={reached}
          cutOffId={cutOff.id}
          none={cutOff.places.length === 0 ? "It was deployed nowhere." : "No server has confirmed it yet."}
        />
        <WhatRemains kind={cutOff.kind} />
      </Stack>
    </>
  );
}

function countOf(places: number): string {
  return places === 1 ? "1 place" : `${places.toLocaleString("en")} places`;
}

const SHOWN_AT_FIRST = 50;

interface PlacesProps {
  title: string;
  places: readonly CutOffPlace[];
  cutOffId: string;
  none: string;
}

function Places({ title, places, cutOffId, none }: PlacesProps) {
  const { shown, more } = useShowMore(places, SHOWN_AT_FIRST);
  const id = title.toLowerCase().replaceAll(" ", "-");
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h4" id={id} mb="xs">
        {title} ({places.length.toLocaleString("en")})
      </Title>
      {places.length === 0 ? (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      ) : (
        <>
          <Table aria-labelledby={id} verticalSpacing="xs" layout="fixed">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Where</Table.Th>
                <Table.Th>State</Table.Th>
                <Table.Th visibleFrom="sm" w={140}>
                  Push
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((place) => (
                <CutOffPlaceRow key={place.targetId} cutOffId={cutOffId} place={place} />
              ))}
            </Table.Tbody>
          </Table>
          {more}
        </>
      )}
    </section>
  );
}

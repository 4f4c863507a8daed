"use client";

import { Anchor, Drawer, List, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { placeName } from "@/components/targets/scope-name";
import { AppLink } from "@/components/ui/app-link";
import { FactList } from "@/components/ui/fact-list";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Time } from "@/components/ui/time";
import type { AccessRow } from "@/lib/api/access";
import type { AccessEvidence } from "@/lib/api/access-resolutions";
import { ruleText } from "@/lib/iis/rule-text";
import { accessQueries } from "@/lib/queries/access";

/** Since when one way in stands there, and who made it so. */
export function EvidenceDrawer({ row, onClose }: { row: AccessRow | null; onClose: () => void }) {
  return (
    <Drawer
      opened={row !== null}
      onClose={onClose}
      title={row?.userName ?? "Denied"}
      position="right"
      size="lg"
      closeButtonProps={{ "aria-label": "Close" }}
      transitionProps={{ duration: 0 }}
    >
      {row && (
        <Stack gap="lg">
          <FactList label="Way in" facts={facts(row)} />
          <Evidence rowKey={row.key} />
        </Stack>
      )}
    </Drawer>
  );
}

function facts(row: AccessRow): [string, ReactNode][] {
  return [
    ["Certificate", row.certificateName ?? "Every one that meets the rules, seen here or not"],
    ...(row.rules
      ? [["Rules", row.rules.map(ruleText).join(", ") || "None: every certificate"] as const]
      : []),
    ["Mapping", row.mappingName],
    ["In force", row.enabled ? "Yes" : "No: the mapping, its list or the section is off"],
    [
      "Where",
      row.serverName === null || row.scope === null
        ? "Not pushed anywhere"
        : placeName(row.serverName, row.scope),
    ],
    [
      "Site config",
      <Anchor key="config" component={AppLink} href={`/site-configs/${row.siteConfigId}`} size="sm">
        {row.siteConfigName}
      </Anchor>,
    ],
  ].map(([name, value]) => [String(name), value]);
}

function Evidence({ rowKey }: { rowKey: string }) {
  const { data, error, refetch } = useQuery(accessQueries.evidence(rowKey));
  if (error) return <ProblemAlert problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={160} />;
  const { revisions, pushes, observed, meetsRules } = data;
  return (
    <>
      <Part
        title="Published in"
        none={revisions.length === 0 && "No revision has it: somebody put it on the server."}
      >
        {revisions.map(({ siteConfigId, number, publishedAt, publishedBy, message }) => (
          <List.Item key={number}>
            <Anchor
              component={AppLink}
              href={`/site-configs/${siteConfigId}?tab=history&revision=${number}`}
              size="sm"
              underline="always"
            >
              Revision {number}
            </Anchor>{" "}
            by {publishedBy}, <Time value={publishedAt} as="exact" />: {message}
          </List.Item>
        ))}
      </Part>
      <Part title="Pushed there by" none={pushes.length === 0 && "No verified push brought it there."}>
        {pushes.map(({ deploymentId, number, revision, finishedAt, startedBy, message }) => (
          <List.Item key={deploymentId}>
            <Anchor component={AppLink} href={`/deployments/${deploymentId}`} size="sm" underline="always">
              Deployment {number}
            </Anchor>{" "}
            of revision {revision} by {startedBy}, verified <Time value={finishedAt} as="exact" />
            {message && `: ${message}`}
          </List.Item>
        ))}
      </Part>
      <Part title="Reported by the server" none={observed.length === 0 && "No report had it."}>
        {observed.map(({ from, until }) => (
          <List.Item key={from}>
            <Time value={from} as="exact" /> until <Time value={until} as="exact" />
          </List.Item>
        ))}
      </Part>
      {meetsRules && <MeetsRules found={meetsRules} />}
    </>
  );
}

function MeetsRules({ found }: { found: NonNullable<AccessEvidence["meetsRules"]> }) {
  const { count, stored, certificates } = found;
  return (
    <div>
      <Title order={3} size="h6" mb={4}>
        Stored certificates that meet the rules today: {count.toLocaleString("en")} of{" "}
        {stored.toLocaleString("en")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        It also admits certificates that are not stored here. An earlier mapping may take some of these first.
      </Text>
      <List size="sm">
        {certificates.map(({ id, displayName }) => (
          <List.Item key={id}>
            <Anchor component={AppLink} href={`/certificates/${id}`} size="sm">
              {displayName}
            </Anchor>
          </List.Item>
        ))}
      </List>
      {count > certificates.length && (
        <Text size="sm">and {(count - certificates.length).toLocaleString("en")} more</Text>
      )}
    </div>
  );
}

function Part({ title, none, children }: { title: string; none: string | false; children: ReactNode }) {
  return (
    <div>
      <Title order={3} size="h6" mb={4}>
        {title}
      </Title>
      {none ? <Text size="sm">{none}</Text> : <List size="sm">{children}</List>}
    </div>
  );
}

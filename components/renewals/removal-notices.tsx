"use client";

import { Alert, Anchor, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCalendarTime } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { RemovalActions } from "@/components/renewals/removal-actions";
import { REMOVAL_LOOKS, waitsForWindow } from "@/components/renewals/removal-words";
import { AppLink } from "@/components/ui/app-link";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { RemovalItem } from "@/lib/api/removals";
import { removalQueries } from "@/lib/queries/removals";

/** Old mappings of a site config, or of a certificate, that are to go at a date; a failed one first. Nothing where there are none. */
export function RemovalNotices(of: { siteConfigId: string } | { sha256: string }) {
  const list = useInfiniteQuery(removalQueries.list({ query: "", state: "open", ...of }));
  const all = list.data?.pages.flatMap(({ items }) => items) ?? [];
  if (all.length === 0) return null;
  const shown = all
    .toSorted((a, b) => Number(b.state === "failed") - Number(a.state === "failed"))
    .slice(0, 5);
  const total = list.data?.pages[0]?.total ?? 0;
  const alarm = shown.some(({ state }) => state === "failed");
  return (
    <Alert
      variant="default"
      mb="md"
      icon={alarm ? <IconAlertTriangle aria-hidden /> : <IconCalendarTime aria-hidden />}
      title={alarm ? "An old certificate's mapping needs you" : "Old mappings that go at a date"}
    >
      <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: "none" }}>
        {shown.map((removal) => (
          <Notice key={removal.id} removal={removal} />
        ))}
      </Stack>
      {total > shown.length && (
        <Anchor component={AppLink} href="/certificates/removals?state=open" size="sm">
          And {(total - shown.length).toLocaleString("en")} more
        </Anchor>
      )}
    </Alert>
  );
}

function Notice({ removal }: { removal: RemovalItem }) {
  const why = removal.reason ?? waitsForWindow(removal);
  return (
    <Group component="li" justify="space-between" gap="xs">
      <div style={{ flex: "1 1 320px" }}>
        <Text size="sm" component="div">
          <StateBadge {...REMOVAL_LOOKS[removal.state]} /> {removal.oldName} as {removal.userName} in{" "}
          <Anchor
            component={AppLink}
            href={`/site-configs/${removal.siteConfigId}`}
            inherit
            underline="always"
          >
            {removal.siteConfigName}
          </Anchor>
          , <Time value={removal.removeAt} as="exact" />
        </Text>
        {why && <Text size="sm">{why}</Text>}
      </div>
      <RemovalActions removal={removal} />
    </Group>
  );
}

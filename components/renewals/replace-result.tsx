"use client";

import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { AppLink } from "@/components/ui/app-link";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { ReplaceAnswer } from "@/lib/api/renewals";

const STATES = {
  published: { state: "published", words: "Published" },
  drafted: { state: "unpublished", words: "In the draft" },
  refused: { state: "refused", words: "Refused" },
} as const;

export interface ReplaceResultProps {
  answer: ReplaceAnswer;
  removeAt: Date | null;
  onClose?: (() => void) | undefined;
}

/** What became of each site config, and what is to do now. */
export function ReplaceResult({ answer, removeAt, onClose }: ReplaceResultProps) {
  const published = answer.siteConfigs.some(({ state }) => state === "published");
  return (
    <Stack gap="md">
      <Stack component="ul" gap="sm" m={0} p={0} aria-label="Results" style={{ listStyle: "none" }}>
        {answer.siteConfigs.map((each) => (
          <li key={each.id}>
            <Group gap="sm" align="center">
              <Anchor component={AppLink} href={`/site-configs/${each.id}`} fw={600} size="sm">
                {each.name || "Site config"}
              </Anchor>
              <StateBadge {...STATES[each.state]} />
              {each.revision !== null && (
                <Button
                  component={AppLink}
                  href={`/deployments/new?siteConfig=${each.id}&revision=${each.revision}`}
                  size="compact-sm"
                >
                  Push revision {each.revision}
                </Button>
              )}
            </Group>
            <Text size="sm">
              {each.replaced > 0 && `${each.replaced.toLocaleString("en")} replaced. `}
              {each.message}
            </Text>
          </li>
        ))}
      </Stack>
      {published && (
        <Text size="sm">
          Servers get it with the push.
          {removeAt && (
            <>
              {" "}
              The old mapping is to go <Time value={removeAt.toISOString()} as="exact" />, on the targets that
              run this revision by then.{" "}
              <Anchor component={AppLink} href="/certificates/removals?state=open" inherit underline="always">
                See all removals
              </Anchor>
            </>
          )}
        </Text>
      )}
      {onClose && (
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
        </Group>
      )}
    </Stack>
  );
}

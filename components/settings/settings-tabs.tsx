"use client";

import { Anchor, Group } from "@mantine/core";
import { useRights } from "@/components/shell/rights";
import { AppLink } from "@/components/ui/app-link";

const PAGES = [
  ["profile", "Your profile", null],
  ["people", "People", "person.read"],
  ["tokens", "API tokens", "audit.read"],
  ["forwarding", "Forwarding", "audit.read"],
] as const;

/** The pages of the settings that this person may see; none where it is only one. */
export function SettingsTabs({ current }: { current: (typeof PAGES)[number][0] }) {
  const rights = useRights();
  const shown = PAGES.filter(([, , right]) => right === null || rights.includes(right));
  if (shown.length === 1) return null;
  return (
    <Group component="nav" aria-label="Settings" gap="md" mb="lg">
      {shown.map(([page, label]) => (
        <Anchor
          key={page}
          component={AppLink}
          href={`/settings/${page}`}
          aria-current={page === current ? "page" : undefined}
          fw={page === current ? 600 : undefined}
          underline={page === current ? "always" : "hover"}
        >
          {label}
        </Anchor>
      ))}
    </Group>
  );
}

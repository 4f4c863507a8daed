import { Anchor, Group } from "@mantine/core";
import { AppLink } from "@/components/ui/app-link";

const PAGES = [
  ["profile", "Your profile"],
  ["people", "People"],
  ["tokens", "API tokens"],
  ["forwarding", "Forwarding"],
] as const;

/** The pages of the settings; who manages nobody has only one. */
export function SettingsTabs({
  current,
  managesPeople,
}: {
  current: (typeof PAGES)[number][0];
  managesPeople: boolean;
}) {
  if (!managesPeople) return null;
  return (
    <Group component="nav" aria-label="Settings" gap="md" mb="lg">
      {PAGES.map(([page, label]) => (
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

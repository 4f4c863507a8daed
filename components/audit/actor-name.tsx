import { Group } from "@mantine/core";
import { IconKey, IconServer, IconSettings, IconUser } from "@tabler/icons-react";
import type { AuditEventItem } from "@/lib/api/audit-events";

const KINDS = {
  person: { icon: IconUser, word: "Person" },
  token: { icon: IconKey, word: "API token" },
  agent: { icon: IconServer, word: "Agent" },
  system: { icon: IconSettings, word: "Console" },
} as const;

/** Who did it, and whether that is a person, an agent or the console itself. */
export function ActorName({ event }: { event: Pick<AuditEventItem, "actorKind" | "actorName"> }) {
  const { icon: Mark, word } = KINDS[event.actorKind];
  return (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex" style={{ verticalAlign: "middle" }}>
      <Mark
        size={16}
        role="img"
        aria-label={word}
        style={{ flex: "none" }}
        color="var(--mantine-color-dimmed)"
      />
      <span>{event.actorName}</span>
    </Group>
  );
}

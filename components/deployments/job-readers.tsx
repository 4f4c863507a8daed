import { Anchor, Group, Text } from "@mantine/core";
import { AppLink } from "@/components/ui/app-link";
import classes from "@/components/ui/entry-list.module.css";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { DeploymentTargetItem } from "@/lib/api/deployments";

const LOOKS = {
  equal: { state: "verified", words: "Seen equal" },
  different: { state: "drifted", words: "Different" },
  waiting: { state: "pending", words: "Not seen yet" },
  unknown: { state: "unknown", words: "Not in its reports" },
} as const;

/** The servers that share the configuration that was written, by their own reports. */
export function JobReaders({ readers }: Pick<DeploymentTargetItem, "readers">) {
  return (
    <>
      <Text size="sm" mt="xs">
        The configuration is shared. The other servers that have it, as they report since:
      </Text>
      <ul className={classes.list}>
        {readers.map(({ id, name, seenAt, state, undecryptable }) => (
          <li key={id} className={classes.line}>
            <Group gap="xs">
              <StateBadge {...LOOKS[state]} />
              <Anchor component={AppLink} href={`/servers/${id}`} size="sm">
                {name}
              </Anchor>
              <Text component="span" size="sm" c="dimmed">
                last report <Time value={seenAt} />
              </Text>
            </Group>
            {undecryptable.length > 0 && (
              <Text size="sm">
                IIS there gives no password of {undecryptable.join(", ")}: its encryption keys are perhaps not
                the writer's. Export iisConfigurationKey or iisCngConfigurationKey on the writer and import it
                there.
              </Text>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

import { Anchor, Group, Text } from "@mantine/core";
import { useMay } from "@/components/shell/rights";
import { ModeSelect } from "@/components/targets/mode-select";
import { MODES } from "@/components/targets/mode-words";
import { AppLink } from "@/components/ui/app-link";
import { Time } from "@/components/ui/time";
import type { TargetItem } from "@/lib/api/targets";

/** Which site config and revision the target has, in one line. */
export function TargetFacts({ target }: { target: TargetItem }) {
  const mayChange = useMay("server.write");
  return (
    <Group gap="xl" style={{ rowGap: 4 }}>
      <Text component="div" size="sm">
        <Text component="span" size="sm" c="dimmed">
          Site config{" "}
        </Text>
        <Anchor component={AppLink} href={`/site-configs/${target.siteConfigId}`} size="sm">
          {target.siteConfigName}
        </Anchor>
      </Text>
      <Text component="div" size="sm">
        <Text component="span" size="sm" c="dimmed">
          Pushed{" "}
        </Text>
        {target.deployedRevision === null ? (
          "nothing yet"
        ) : (
          <>
            revision {target.deployedRevision}, <Time value={target.deployedAt} />
          </>
        )}
      </Text>
      <Group gap={8}>
        <Text component="span" size="sm" c="dimmed">
          Mode
        </Text>
        {mayChange ? (
          <ModeSelect label="Mode of the target" targets={[target]} />
        ) : (
          <Text component="span" size="sm">
            {MODES[target.mode].word}
          </Text>
        )}
        <Text component="span" size="sm" c="dimmed">
          {MODES[target.mode].hint}
        </Text>
      </Group>
    </Group>
  );
}

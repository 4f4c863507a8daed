import { Code, Group, Text } from "@mantine/core";
import classes from "@/components/ui/entry-list.module.css";
import { StateBadge } from "@/components/ui/state-badge";
import type { StateName } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import type { DoctorTask } from "@/lib/api/doctor";

type Probe = NonNullable<DoctorTask["probe"]>;

const LOOKS: Readonly<Record<DoctorTask["state"], { state: StateName; words: string }>> = {
  queued: { state: "queued", words: "Asked" },
  running: { state: "leased", words: "At work" },
  done: { state: "passed", words: "Done" },
  refused: { state: "refused", words: "Refused" },
  unanswered: { state: "offline", words: "No answer" },
};

const KINDS: Readonly<Record<string, string>> = {
  inventory: "Look again",
  plan: "Plan of a push",
  probe: "Probe",
};

const SHOWN: Readonly<Record<Probe["verified"], { state: StateName; words: string }>> = {
  "sign-in": { state: "verified", words: "Sign-in verified" },
  "let-in": { state: "info", words: "Not refused; as whom is not known" },
  configuration: { state: "verified", words: "Configuration verified, not sign-in" },
};

function standing({ asPredicted, badNews, verified }: Probe): { state: StateName; words: string } {
  if (!asPredicted) return { state: "failed", words: "Not as predicted" };
  return badNews === null ? SHOWN[verified] : { state: "warning", words: "Cut off, as predicted" };
}

/** What the agent was asked, and what came of it. */
export function TaskLine({ task }: { task: DoctorTask }) {
  const { probe, message, code } = task;
  const look = LOOKS[task.state];
  const badge = probe === null ? look : standing(probe);
  return (
    <li className={classes.line}>
      <Group gap="xs" style={{ rowGap: 0 }}>
        <Text size="sm" component="span">
          <StateBadge state={badge.state} words={badge.words} />
        </Text>
        <Text size="sm" component="span">
          {KINDS[task.kind] ?? task.kind}
        </Text>
        <Text size="sm" c="dimmed" component="span">
          {task.createdBy}, <Time value={task.finishedAt ?? task.createdAt} />
        </Text>
      </Group>
      {probe !== null && (
        <Text size="sm">
          {probe.binding} at {probe.address}
          {probe.protocol !== null && `, ${probe.protocol}`}. {probe.detail} {probe.badNews}
        </Text>
      )}
      {task.state === "unanswered" && (
        <Text size="sm">
          The agent did not answer within two minutes. It may be away, or too old for this.
        </Text>
      )}
      {message !== null && (
        <Text size="sm">
          {message} {code !== null && <Code>{code}</Code>}
        </Text>
      )}
    </li>
  );
}

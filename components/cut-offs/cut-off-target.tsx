"use client";

import { Checkbox, Group, List, Text, Title } from "@mantine/core";
import { useId } from "react";
import { PlanNote } from "@/components/deployments/plan-note";
import classes from "@/components/deployments/target-plan-card.module.css";
import { ChangeList } from "@/components/targets/change-list";
import { placeName } from "@/components/targets/scope-name";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { CutOffRevision } from "@/lib/api/cut-offs";

export interface CutOffTargetProps {
  target: CutOffRevision["targets"][number];
  takeOver: boolean;
  onTakeOver: (takeOver: boolean) => void;
}

const SHOWN = 20;

/** One place: what goes there compared with what its server last reported, and what stands in the way. */
export function CutOffTarget({ target, takeOver, onTakeOver }: CutOffTargetProps) {
  const heading = useId();
  const place = placeName(target.serverName, target.scope);
  const { foreign, openJob } = target;
  return (
    <section className={classes.card} aria-labelledby={heading}>
      <Group gap="sm" mb="xs">
        <Title order={4} size="h5" id={heading} style={{ overflowWrap: "anywhere" }}>
          {place}
        </Title>
        <StateBadge state={target.online ? "online" : "offline"} />
      </Group>
      {!target.online && (
        <PlanNote kind="warning">
          The server is not reached now. It gets the cut-off as soon as its agent is back, and until then lets
          in whom it let in.
        </PlanNote>
      )}
      {openJob?.state === "queued" && (
        <PlanNote kind="warning">
          A push of revision {openJob.revision} waits there and gives way. Push again afterwards, a revision
          without who is cut off.
        </PlanNote>
      )}
      {openJob?.state === "leased" && (
        <PlanNote kind="warning">
          A push of revision {openJob.revision} runs there. The cut-off follows as soon as it has ended.
        </PlanNote>
      )}
      {target.problem !== null && <PlanNote kind="blocker">{target.problem}</PlanNote>}
      {foreign.length > 0 && (
        <PlanNote kind="decision">
          <Text size="sm">
            Somebody else put entries there that the push would remove. Without your tick the server refuses
            the whole push:
          </Text>
          <List size="sm" mt={4} mb="xs">
            {foreign.slice(0, SHOWN).map((entry) => (
              <List.Item key={entry}>{entry}</List.Item>
            ))}
            {foreign.length > SHOWN && <List.Item>and {foreign.length - SHOWN} more</List.Item>}
          </List>
          <Checkbox
            label={`Take over: remove them from ${place}`}
            checked={takeOver}
            onChange={(event) => onTakeOver(event.currentTarget.checked)}
          />
        </PlanNote>
      )}
      <Text component="div" size="sm" mt="xs">
        {target.observedAt === null
          ? "The server has not reported this site."
          : target.changes.length === 0
            ? "Its last report is without it already. The push proves it."
            : "What changes there, compared with its last report:"}
      </Text>
      {target.changes.length > 0 && <ChangeList changes={target.changes} label={`Changes on ${place}`} />}
      <Text component="div" size="xs" c="dimmed" mt={4}>
        Last report of the server: <Time value={target.observedAt} />
      </Text>
    </section>
  );
}

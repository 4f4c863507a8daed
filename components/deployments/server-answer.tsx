"use client";

import { Button, Group, Loader, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { PlanNote } from "@/components/deployments/plan-note";
import { ServerPlanView } from "@/components/deployments/server-plan-view";
import { placeName } from "@/components/targets/scope-name";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { TargetPlan } from "@/lib/api/deployments";
import type { ServerTask } from "@/lib/api/tasks";
import { doctorMutations } from "@/lib/queries/doctor";
import { taskQueries } from "@/lib/queries/tasks";

export interface PlannedRevision {
  siteConfigId: string;
  revision: number;
}

/** What the server itself says that the push would do, beside the plan that was made from its last report. */
export function ServerAnswer({ plan, planned }: { plan: TargetPlan; planned: PlannedRevision }) {
  const [taskId, setTaskId] = useState<string | null>(null);
  const ask = useMutation(doctorMutations.ask(plan.serverId));
  const asked = useQuery(taskQueries.of(plan.serverId, taskId));
  const task = taskId === null ? undefined : asked.data;
  const waiting = ask.isPending || (taskId !== null && !asked.error && (!task || isOpen(task)));
  return (
    <div>
      <Group gap="sm" mb={4}>
        <Text component="h4" size="sm" fw={600} m={0}>
          On the server now
        </Text>
        <Button
          variant="default"
          size="compact-sm"
          disabled={waiting}
          aria-label={`Ask the server: ${placeName(plan.serverName, plan.scope)}`}
          onClick={() =>
            ask.mutate(
              { kind: "plan", ...planned, scope: plan.scope },
              { onSuccess: ({ id }) => setTaskId(id) },
            )
          }
        >
          {taskId === null ? "Ask the server" : "Ask again"}
        </Button>
      </Group>
      <Stack gap="xs" aria-live="polite">
        {taskId === null && !ask.isPending && (
          <Text size="sm" c="dimmed">
            The agent reads what is there, tries the push without writing anything, and says what it would do.
          </Text>
        )}
        {waiting && <Waiting serverName={plan.serverName} online={task?.online ?? true} />}
        {ask.error && <ProblemAlert problem={ask.error} title="The server was not asked" />}
        {asked.error && <ProblemAlert problem={asked.error} title="The answer could not be read" />}
        {task && !isOpen(task) && <Answer task={task} plan={plan} />}
      </Stack>
    </div>
  );
}

function isOpen({ state }: ServerTask): boolean {
  return state === "queued" || state === "running";
}

function Waiting({ serverName, online }: { serverName: string; online: boolean }) {
  if (online)
    return (
      <Group gap="xs">
        <Loader size="xs" aria-hidden />
        <Text size="sm">Asking {serverName}</Text>
      </Group>
    );
  return (
    <Group gap="xs">
      <StateBadge state="offline" />
      <Text size="sm">
        The agent of {serverName} is away. If it is back within two minutes it still answers.
      </Text>
    </Group>
  );
}

function Answer({ task, plan }: { task: ServerTask; plan: TargetPlan }) {
  if (task.state === "unanswered")
    return (
      <PlanNote kind="warning">
        {task.online
          ? "No answer within two minutes: the agent may be busy with a push. Ask again. The plan above was made from its last report."
          : `No answer: the agent of ${plan.serverName} is away. The push waits until it is back. The plan above was made from its last report.`}
      </PlanNote>
    );
  if (task.code === "task-unknown")
    return (
      <PlanNote kind="warning" code={task.code}>
        The agent of {plan.serverName} is too old to plan a push. Update it to ask. The plan above, made from
        its last report, is what the push is checked against.
      </PlanNote>
    );
  return (
    <>
      {task.plan ? (
        <ServerPlanView answer={task.plan} plan={plan} />
      ) : (
        <PlanNote kind="blocker" {...(task.code && { code: task.code })}>
          The push would be refused there now. {task.message}
        </PlanNote>
      )}
      <Text component="div" size="xs" c="dimmed">
        Answered by the server: <Time value={task.finishedAt} />
      </Text>
    </>
  );
}

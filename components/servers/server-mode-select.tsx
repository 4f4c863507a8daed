"use client";

import { Select, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { MODES } from "@/components/targets/mode-words";
import { Confirm } from "@/components/ui/confirm";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { type ServerModes, type ServerModesPlan, TARGET_MODES, type TargetMode } from "@/lib/api/targets";
import { targetMutations, targetQueries } from "@/lib/queries/targets";

type Of = Omit<ServerModes, "mode">;

/** One mode for every target of many servers: chosen here, counted, confirmed. */
export function ServerModeSelect({ label, of, onDone }: { label: string; of: Of; onDone?: () => void }) {
  const [mode, setMode] = useState<TargetMode | null>(null);
  return (
    <>
      <Select
        aria-label={label}
        placeholder="Set the mode"
        data={TARGET_MODES.map((each) => ({ value: each, label: MODES[each].word }))}
        value={null}
        size="xs"
        w={140}
        onChange={(next) => setMode(TARGET_MODES.find((each) => each === next) ?? null)}
      />
      {mode !== null && <Ask of={of} mode={mode} onClose={() => setMode(null)} onDone={onDone} />}
    </>
  );
}

interface AskProps {
  of: Of;
  mode: TargetMode;
  onClose: () => void;
  onDone?: (() => void) | undefined;
}

function Ask({ of, mode, onClose, onDone }: AskProps) {
  const plan = useQuery(targetQueries.planServerModes({ ...of, mode }));
  const set = useMutation(targetMutations.setServerModes());
  const changes = plan.data?.changes.reduce((sum, { count }) => sum + count, 0) ?? 0;
  return (
    <Confirm
      opened
      onClose={onClose}
      title={`Set the mode of all their targets to ${MODES[mode].word}?`}
      confirm={`Set ${countTargets(changes)} to ${MODES[mode].word}`}
      danger={mode === "enforce"}
      blocked={changes === 0}
      pending={set.isPending || plan.isFetching}
      problem={set.error}
      onConfirm={() =>
        set.mutate(
          { ...of, mode, changes },
          {
            onSuccess: ({ changed }) => {
              notifications.show({
                message: `${countTargets(changed)} ${changed === 1 ? "is" : "are"} set to ${MODES[mode].word}.`,
              });
              onClose();
              onDone?.();
            },
            onError: () => void plan.refetch(),
          },
        )
      }
    >
      {plan.error && <ProblemAlert problem={plan.error} title="It could not be counted" />}
      {plan.isPending && "Counting the targets."}
      {plan.data && <Counted plan={plan.data} mode={mode} />}
    </Confirm>
  );
}

function Counted({ plan, mode }: { plan: ServerModesPlan; mode: TargetMode }) {
  if (plan.targets === 0)
    return "These servers have no targets yet. A target begins with the first push to it.";
  if (plan.changes.length === 0)
    return `All ${countTargets(plan.targets)} have the mode ${MODES[mode].word} already.`;
  const parts = plan.changes.map(
    ({ from, count }) =>
      `${count.toLocaleString("en")} ${from === mode ? "held until now" : `from ${MODES[from].word}`}`,
  );
  return (
    <>
      <Text size="sm">
        {countTargets(plan.changes.reduce((sum, { count }) => sum + count, 0))} of{" "}
        {plan.targets.toLocaleString("en")} change on {plan.servers.toLocaleString("en")}{" "}
        {plan.servers === 1 ? "server" : "servers"}: {parts.join(", ")}.
      </Text>
      <Text size="sm" mt="xs">
        {MODES[mode].hint}
      </Text>
    </>
  );
}

function countTargets(count: number): string {
  return count === 1 ? "1 target" : `${count.toLocaleString("en")} targets`;
}

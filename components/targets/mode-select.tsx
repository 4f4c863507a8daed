"use client";

import { Select } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { MODES } from "@/components/targets/mode-words";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { TARGET_MODES, type TargetItem } from "@/lib/api/targets";
import { targetMutations } from "@/lib/queries/targets";

export interface ModeSelectProps {
  label: string;
  targets: readonly TargetItem[];
  /** After it was set. */
  onDone?: () => void;
}

/** Whether targets are observed, watched or put right: one, or some that have been chosen. */
export function ModeSelect({ label, targets, onDone }: ModeSelectProps) {
  const set = useMutation(targetMutations.setModes());
  const modes = new Set(targets.map(({ mode }) => mode));
  const [current = null] = modes.size === 1 ? modes : [];
  return (
    <div>
      <Select
        aria-label={label}
        placeholder="Set the mode"
        data={TARGET_MODES.map((mode) => ({ value: mode, label: MODES[mode].word }))}
        value={current}
        allowDeselect={false}
        disabled={set.isPending}
        size="xs"
        w={140}
        onChange={(next) => {
          const mode = TARGET_MODES.find((each) => each === next);
          if (mode === undefined || mode === current) return;
          set.mutate(
            { targetIds: targets.map(({ id }) => id), mode },
            {
              onSuccess: ({ changed }) => {
                notifications.show({
                  message: `${changed === 1 ? "1 target is" : `${changed} targets are`} set to ${MODES[mode].word.toLowerCase()}. ${MODES[mode].hint}`,
                });
                onDone?.();
              },
            },
          );
        }}
      />
      {set.error && <ProblemAlert problem={set.error} />}
    </div>
  );
}

"use client";

import { Group, Stack, Text } from "@mantine/core";
import { CutOffTarget } from "@/components/cut-offs/cut-off-target";
import { placeKey } from "@/components/deployments/place-key";
import { withMember } from "@/components/deployments/push-decisions";
import { placeName } from "@/components/targets/scope-name";
import { CopyButton } from "@/components/ui/copy-button";
import { useShowMore } from "@/components/ui/show-more";
import type { CutOffRevision } from "@/lib/api/cut-offs";

type Target = CutOffRevision["targets"][number];

const SHOWN_AT_FIRST = 20;

export interface CutOffTargetsProps {
  targets: readonly Target[];
  takeOver: ReadonlySet<string>;
  onTakeOver: (takeOver: ReadonlySet<string>) => void;
}

/** The places that get a revision; those where something stands in the way come first. */
export function CutOffTargets({ targets, takeOver, onTakeOver }: CutOffTargetsProps) {
  // By the plan alone: a card must not jump away when its box is ticked.
  const ordered = targets.toSorted((one, other) => trouble(other) - trouble(one));
  const { shown, more } = useShowMore(ordered, SHOWN_AT_FIRST);
  if (targets.length === 0) return null;
  return (
    <>
      {targets.length > SHOWN_AT_FIRST && (
        <Group gap="sm" mt="sm">
          <Text size="sm">{countWords(targets)}</Text>
          <CopyButton
            text={ordered.map(({ serverName, scope }) => placeName(serverName, scope)).join("\n")}
            label="Copy the names of all targets"
            words="Copy all names"
            size="xs"
          />
        </Group>
      )}
      <Stack gap="sm" mt="sm">
        {shown.map((target) => (
          <CutOffTarget
            key={placeKey(target)}
            target={target}
            takeOver={takeOver.has(placeKey(target))}
            onTakeOver={(checked) => onTakeOver(withMember(takeOver, placeKey(target), checked))}
          />
        ))}
      </Stack>
      {more}
    </>
  );
}

function trouble({ problem, foreign, openJob, online }: Target): number {
  if (problem !== null) return 3;
  if (foreign.length > 0) return 2;
  return openJob !== null || !online ? 1 : 0;
}

function countWords(targets: readonly Target[]): string {
  const count = (is: (target: Target) => boolean) => targets.filter(is).length;
  const parts = [
    [count(({ problem }) => problem !== null), "cannot be pushed to"],
    [count(({ foreign }) => foreign.length > 0), "with entries of somebody else"],
    [count(({ online }) => !online), "not reached now"],
  ] as const;
  return [
    `${targets.length.toLocaleString("en")} targets`,
    ...parts.filter(([many]) => many > 0).map(([many, words]) => `${many.toLocaleString("en")} ${words}`),
  ].join(", ");
}

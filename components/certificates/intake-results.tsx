"use client";

import { Divider, Group, Stack, Text } from "@mantine/core";
import { type IntakeItem, refusalsText } from "@/components/certificates/intake-item";
import { IntakeRow } from "@/components/certificates/intake-row";
import type { Uploads } from "@/components/certificates/use-uploads";
import { CopyButton } from "@/components/ui/copy-button";

export interface IntakeResultsProps {
  uploads: Uploads;
  onFollow: () => void;
}

/** More rows than this help nobody; the counts above them are of all. */
const SHOWN = 200;

/** Where somebody has to do something comes first. */
const ORDER: Record<IntakeItem["state"], number> = {
  password: 0,
  refused: 1,
  waiting: 2,
  sending: 2,
  cancelled: 3,
  stored: 4,
};

/** The counts, then each file with its own answer. */
export function IntakeResults({ uploads: { items, intake }, onFollow }: IntakeResultsProps) {
  const rows = items.toSorted((a, b) => ORDER[a.state] - ORDER[b.state]).slice(0, SHOWN);
  const refused = items.filter(({ state }) => state === "refused").length;
  const hidden = items.length - rows.length;
  return (
    <>
      <Divider label={sayResults(items)} labelPosition="left" />
      {refused > 0 && (
        <Group>
          <CopyButton
            text={refusalsText(items)}
            words={refused === 1 ? "Copy the refusal" : `Copy the ${refused.toLocaleString("en")} refusals`}
            label="Copy what was refused as text"
            size="xs"
          />
        </Group>
      )}
      <Stack component="ul" gap="sm" m={0} p={0} aria-label="Results" style={{ listStyle: "none" }}>
        {rows.map((item) => (
          <IntakeRow key={item.key} item={item} intake={intake} onFollow={onFollow} />
        ))}
      </Stack>
      {hidden > 0 && (
        <Text size="sm" c="dimmed">
          And {hidden.toLocaleString("en")} more.
        </Text>
      )}
    </>
  );
}

function sayResults(items: readonly IntakeItem[]): string {
  const found = items.flatMap(({ certificates }) => certificates);
  const stored = found.filter(({ created }) => created).length;
  const count = (wanted: IntakeItem["state"]) => items.filter(({ state }) => state === wanted).length;
  const parts: [number, string][] = [
    [stored, "stored"],
    [found.length - stored, "there already"],
    [count("refused"), "refused"],
    [count("password"), "waiting for a password"],
    [count("cancelled"), "not read"],
  ];
  const said = parts.filter(([number]) => number > 0);
  return said.map(([number, words]) => `${number.toLocaleString("en")} ${words}`).join(", ") || "Results";
}

"use client";

import { ActionIcon, Code, Group, Stack, Text, Tooltip } from "@mantine/core";
import { IconCircleX, IconFileCheck, IconX } from "@tabler/icons-react";
import type { Source } from "@/components/adoptions/candidates";

export interface SourceListProps {
  sources: readonly Source[];
  onRemove: (key: string) => void;
}

/** The files that were read, and what could not be. */
export function SourceList({ sources, onRemove }: SourceListProps) {
  return (
    <Stack component="ul" gap="xs" m={0} p={0} aria-label="Files" style={{ listStyle: "none" }}>
      {sources.map((source) => (
        <Group component="li" key={source.key} gap="xs" wrap="nowrap" align="flex-start">
          {source.problem ? (
            <IconCircleX
              size={18}
              color="light-dark(#c92a2a, #ff8787)"
              aria-hidden
              style={{ flex: "none" }}
            />
          ) : (
            <IconFileCheck
              size={18}
              color="var(--mantine-color-dimmed)"
              aria-hidden
              style={{ flex: "none" }}
            />
          )}
          <div style={{ minWidth: 0 }}>
            <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
              {source.name}
              {source.problem ? ": not read" : `: ${count(source)}`}
            </Text>
            {source.problem && <Problem problem={source.problem} />}
          </div>
          <Tooltip label="Take it out">
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={`Take ${source.name} out`}
              onClick={() => onRemove(source.key)}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Group>
      ))}
    </Stack>
  );
}

function Problem({ problem }: { problem: NonNullable<Source["problem"]> }) {
  const place = problem.line === undefined ? "" : ` (line ${problem.line}, column ${problem.column ?? 1})`;
  return (
    <>
      <Text size="sm">
        {problem.message}
        {place}
      </Text>
      <Text size="xs" c="dimmed">
        Code <Code>{problem.code}</Code>
      </Text>
    </>
  );
}

function count({ candidates, kind }: Source): string {
  const many = candidates.length.toLocaleString("en");
  if (candidates.length === 0) return "nothing in it that Certmap keeps";
  if (kind === "export") return `${many} ${candidates.length === 1 ? "site config" : "site configs"}`;
  return `${many} ${candidates.length === 1 ? "scope" : "scopes"}`;
}

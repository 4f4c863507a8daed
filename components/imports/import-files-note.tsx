"use client";

import { Button, Group, Select, Stack, Text } from "@mantine/core";
import type { ImportFiles } from "@/components/imports/use-import-files";
import { ProblemAlert } from "@/components/ui/problem-alert";

export interface ImportFilesNoteProps {
  found: ImportFiles;
  group: number;
  onGroup: (group: number) => void;
  onClear: () => void;
}

/** What was found among the files: the list, its columns, and the certificates beside it. */
export function ImportFilesNote({
  found: { list, files, problems },
  group,
  onGroup,
  onClear,
}: ImportFilesNoteProps) {
  const rows = list?.groups[group]?.rows.length ?? 0;
  if (!list && files.size === 0 && problems.length === 0) return null;
  return (
    <Stack gap="xs">
      {problems.map(({ name, problem }) => (
        <ProblemAlert key={name} title={`${name}: refused`} problem={problem} />
      ))}
      <Group gap="sm">
        <Text size="sm">
          {list ? (
            <>
              <b>{list.fileName}</b>: {rows.toLocaleString("en")} {rows === 1 ? "row" : "rows"}
              {list.kind === "iis6" && " of an IIS 6 metabase"}
            </>
          ) : (
            "No list yet. Its first row names the columns: account, certificate."
          )}
          {files.size > 0 &&
            `, ${files.size.toLocaleString("en")} ${files.size === 1 ? "file" : "files"} beside it`}
        </Text>
        <Button size="compact-sm" variant="subtle" onClick={onClear}>
          Start again
        </Button>
      </Group>
      {list && list.unused.length > 0 && (
        <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          Not used: {list.unused.join(", ")}.
          {list.unused.some((name) => /pass|pwd|kennwort/i.test(name)) &&
            " Passwords are never taken from a list: set them on the account."}
        </Text>
      )}
      {list && list.groups.length > 1 && (
        <Select
          label="Site of IIS 6"
          data={list.groups.map(({ label, rows }, index) => ({
            value: String(index),
            label: `${label} (${rows.length.toLocaleString("en")})`,
          }))}
          value={String(group)}
          onChange={(value) => onGroup(Number(value ?? 0))}
          allowDeselect={false}
          maw={320}
        />
      )}
    </Stack>
  );
}

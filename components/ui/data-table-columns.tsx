"use client";

import { ActionIcon, Checkbox, Popover, Stack, Tooltip } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";

export interface ColumnChoice {
  id: string;
  header: string;
  visible: boolean;
}

export interface DataTableColumnsProps {
  columns: ColumnChoice[];
  onToggle: (id: string, visible: boolean) => void;
}

/** Which columns are shown. */
export function DataTableColumns({ columns, onToggle }: DataTableColumnsProps) {
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label="Columns">
          <ActionIcon variant="default" size="md" aria-label="Choose columns">
            <IconColumns3 size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {columns.map((column) => (
            <Checkbox
              key={column.id}
              size="sm"
              label={column.header}
              checked={column.visible}
              onChange={(event) => onToggle(column.id, event.currentTarget.checked)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

"use client";

import { Group, Kbd, Modal, Table, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";

const SHORTCUTS = [
  { keys: ["Ctrl", "K"], does: "Find a page, a stored thing or an action" },
  { keys: ["/"], does: "Search in the list" },
  { keys: ["j"], does: "Next row" },
  { keys: ["k"], does: "Row before" },
  { keys: ["Enter"], does: "Open the row" },
  { keys: ["Space"], does: "Choose the row" },
  { keys: ["Shift", "Space"], does: "Choose all rows up to it" },
  { keys: ["b"], does: "Go to what can be done with the chosen rows" },
  { keys: ["Ctrl", "Z"], does: "Undo in the draft" },
  { keys: ["Ctrl", "Shift", "Z"], does: "Redo in the draft" },
  { keys: ["Esc"], does: "Close the dialog, clear the search" },
  { keys: ["?"], does: "This list" },
] as const;

export interface ShortcutsHelpProps {
  opened: boolean;
  onOpen: () => void;
  onClose: () => void;
}

/** `?` lists the keys. */
export function ShortcutsHelp({ opened, onOpen, onClose }: ShortcutsHelpProps) {
  // On some keyboards it takes Shift, on others not.
  useHotkeys([
    ["shift + ?", onOpen],
    ["?", onOpen],
  ]);
  return (
    <Modal opened={opened} onClose={onClose} title="Keys" size="sm">
      <Table withRowBorders={false} aria-label="Keys">
        <Table.Tbody>
          {SHORTCUTS.map(({ keys, does }) => (
            <Table.Tr key={does}>
              <Table.Td w={140}>
                <Group gap={4}>
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td>
                <Text size="sm">{does}</Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

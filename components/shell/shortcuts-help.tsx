"use client";

import { Group, Kbd, Modal, Table, Text } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";

const SHORTCUTS = [
  { keys: ["Ctrl", "K"], does: "Find a page or a stored thing" },
  { keys: ["/"], does: "Search in the list" },
  { keys: ["j"], does: "Next row" },
  { keys: ["k"], does: "Row before" },
  { keys: ["Enter"], does: "Open the row" },
  { keys: ["Ctrl", "Z"], does: "Undo the last change of a draft" },
  { keys: ["Ctrl", "Y"], does: "Redo it" },
  { keys: ["Space"], does: "Choose the row, with Shift all rows up to it" },
  { keys: ["Esc"], does: "Close the dialog, clear the search" },
  { keys: ["?"], does: "This list" },
] as const;

/** `?` lists the keys. */
export function ShortcutsHelp() {
  const [opened, { open, close }] = useDisclosure(false);
  // On some keyboards it takes Shift, on others not.
  useHotkeys([
    ["shift + ?", open],
    ["?", open],
  ]);
  return (
    <Modal opened={opened} onClose={close} title="Keys" size="sm">
      <Table withRowBorders={false} aria-label="Keys">
        <Table.Tbody>
          {SHORTCUTS.map(({ keys, does }) => (
            <Table.Tr key={does}>
              <Table.Td w={120}>
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

"use client";

import { Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconDownload } from "@tabler/icons-react";
import { CutDialog } from "@/components/audit/cut-dialog";
import { IfMay } from "@/components/shell/rights";
import { AUDIT_FILES } from "@/lib/queries/audit-events";

const FILES = [
  { href: AUDIT_FILES.events, label: "All events, as JSON lines" },
  { href: AUDIT_FILES.checkpoints, label: "Signed checkpoints" },
  { href: AUDIT_FILES.publicKey, label: "Public key of the checkpoints" },
];

/** What an auditor takes along: the events, and what proves them without this console. */
export function ExportMenu() {
  const [cutting, { open, close }] = useDisclosure(false);
  return (
    <IfMay right="audit.export">
      <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            rightSection={<IconChevronDown size={16} aria-hidden />}
          >
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {FILES.map(({ href, label }) => (
            <Menu.Item key={href} component="a" href={href} download>
              {label}
            </Menu.Item>
          ))}
          <IfMay right="audit.cut">
            <Menu.Divider />
            <Menu.Item onClick={open}>Move old events to a file…</Menu.Item>
          </IfMay>
        </Menu.Dropdown>
      </Menu>
      <CutDialog opened={cutting} onClose={close} />
    </IfMay>
  );
}

import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconDownload, IconPrinter } from "@tabler/icons-react";
import { IfMay } from "@/components/shell/rights";
import type { AccessFilter } from "@/lib/api/access";
import { accessExportHref, accessPrintHref } from "@/lib/queries/access";

/** The rows of the filter as a file or on paper. Each export is an event of the audit trail. */
export function ExportMenu({ filter }: { filter: AccessFilter }) {
  return (
    <IfMay right="access.export">
      <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={accessExportHref(filter, "csv")} download>
            CSV
          </Menu.Item>
          <Menu.Item component="a" href={accessExportHref(filter, "json")} download>
            JSON
          </Menu.Item>
          <Menu.Item
            component="a"
            href={accessPrintHref(filter)}
            target="_blank"
            rel="noopener"
            leftSection={<IconPrinter size={14} aria-hidden />}
          >
            Page for printing
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </IfMay>
  );
}

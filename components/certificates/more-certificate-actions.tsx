"use client";

import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { IfMay } from "@/components/shell/rights";
import { AppLink } from "@/components/ui/app-link";

export interface MoreCertificateActionsProps {
  /** Whether there are certificates to work on. */
  some: boolean;
}

/** What is done with many certificates at once, each on a page of its own. */
export function MoreCertificateActions({ some }: MoreCertificateActionsProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
          Many at once
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <IfMay right="site-config.write">
          <Menu.Item component={AppLink} href="/certificates/import">
            Import a list
          </Menu.Item>
        </IfMay>
        <Menu.Item component={AppLink} href="/certificates/active-directory">
          Active Directory
        </Menu.Item>
        {some && (
          <>
            <IfMay right="site-config.write">
              <Menu.Item component={AppLink} href="/certificates/renew">
                Renew many
              </Menu.Item>
            </IfMay>
            <Menu.Item component={AppLink} href="/certificates/removals">
              Removals
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

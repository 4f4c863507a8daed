"use client";

import { Anchor, Table, Text } from "@mantine/core";
import { AppLink } from "@/components/ui/app-link";
import { StateBadge } from "@/components/ui/state-badge";
import type { CertificateDetail } from "@/lib/api/certificates";

/** In which drafts it becomes which account. */
export function CertificateUses({ usedIn }: { usedIn: CertificateDetail["usedIn"] }) {
  if (usedIn.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No site config maps this certificate yet. Open a site config and add a mapping.
      </Text>
    );
  }
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table aria-label="Where it is mapped" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Account</Table.Th>
            <Table.Th>Site config</Table.Th>
            <Table.Th>Mapping</Table.Th>
            <Table.Th>State</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {usedIn.map((use) => (
            <Table.Tr key={use.mappingId}>
              <Table.Td>
                <Anchor component={AppLink} href={`/accounts/${use.accountId}`} inherit>
                  {use.userName}
                </Anchor>
              </Table.Td>
              <Table.Td>
                <Anchor component={AppLink} href={`/site-configs/${use.siteConfigId}`} inherit>
                  {use.siteConfigName}
                </Anchor>
              </Table.Td>
              <Table.Td>{use.mappingName}</Table.Td>
              <Table.Td>
                <StateBadge state={use.enabled ? "enabled" : "disabled"} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

"use client";

import { Anchor, Table, Text } from "@mantine/core";
import { AppLink } from "@/components/ui/app-link";
import { DaysLeft } from "@/components/ui/days-left";
import { StateBadge } from "@/components/ui/state-badge";
import type { AccountDetail } from "@/lib/api/accounts";

/** Which certificates become this account, and in which drafts. */
export function AccountUses({ usedIn }: { usedIn: AccountDetail["usedIn"] }) {
  if (usedIn.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No certificate is mapped to this account yet. Open a site config and add a mapping.
      </Text>
    );
  }
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table aria-label="Where it is used" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Certificate</Table.Th>
            <Table.Th>Site config</Table.Th>
            <Table.Th>Mapping</Table.Th>
            <Table.Th>Validity</Table.Th>
            <Table.Th>State</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {usedIn.map((use) => (
            <Table.Tr key={use.mappingId}>
              <Table.Td>
                {use.certificate === null ? (
                  "By rules (many-to-one)"
                ) : (
                  <Anchor component={AppLink} href={`/certificates/${use.certificate.id}`} inherit>
                    {use.certificate.displayName}
                  </Anchor>
                )}
              </Table.Td>
              <Table.Td>
                <Anchor component={AppLink} href={`/site-configs/${use.siteConfigId}`} inherit>
                  {use.siteConfigName}
                </Anchor>
              </Table.Td>
              <Table.Td>{use.mappingName}</Table.Td>
              <Table.Td>{use.certificate && <DaysLeft notAfter={use.certificate.notAfter} />}</Table.Td>
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

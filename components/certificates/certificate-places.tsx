"use client";

import { Anchor, Table, Text } from "@mantine/core";
import { AppLink } from "@/components/ui/app-link";
import type { CertificateDetail } from "@/lib/api/certificates";

/** On which servers it becomes which account: as deployed, and as the server last reported it. */
export function CertificatePlaces({ places }: { places: CertificateDetail["places"] }) {
  if (places.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No server maps this certificate, as far as its agent has reported.
      </Text>
    );
  }
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table aria-label="Servers that map it" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Server</Table.Th>
            <Table.Th>Site</Table.Th>
            <Table.Th>Site config</Table.Th>
            <Table.Th>Deployed</Table.Th>
            <Table.Th>Observed</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {places.map((place) => (
            <Table.Tr key={place.targetId}>
              <Table.Td>
                <Anchor component={AppLink} href={`/servers/${place.serverId}`} inherit>
                  {place.serverName}
                </Anchor>
              </Table.Td>
              <Table.Td>
                <Anchor component={AppLink} href={`/targets/${place.targetId}`} inherit>
                  {place.scope || "Server level"}
                </Anchor>
              </Table.Td>
              <Table.Td>
                <Anchor component={AppLink} href={`/site-configs/${place.siteConfigId}`} inherit>
                  {place.siteConfigName}
                </Anchor>
              </Table.Td>
              <Table.Td>
                {place.revision === null ? "no" : `${place.deployedAs}, revision ${place.revision}`}
              </Table.Td>
              <Table.Td>{place.observedAs ?? "no"}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

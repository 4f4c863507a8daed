"use client";

import { Anchor, Table, Text } from "@mantine/core";
import { doctorHref } from "@/components/doctor/words";
import { AppLink } from "@/components/ui/app-link";
import { EmptyState } from "@/components/ui/empty-state";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { StateBadge } from "@/components/ui/state-badge";
import type { ServerDetail } from "@/lib/api/servers";

/** The sites that the agent reported, their bindings and the site config that each has. */
export function ServerSites({ server }: { server: ServerDetail }) {
  const sites = server.inventory?.sites ?? [];
  if (sites.length === 0) {
    return <EmptyState>The sites of this server appear here with the agent's first report.</EmptyState>;
  }
  return (
    <ScrollRegion label="Sites, scrolls sideways" style={{ overflowX: "auto" }}>
      <Table aria-label="Sites" miw={560} verticalSpacing={6} style={{ fontVariantNumeric: "tabular-nums" }}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Site</Table.Th>
            <Table.Th w={64}>ID</Table.Th>
            <Table.Th>Bindings</Table.Th>
            <Table.Th>Site config</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sites.map((site) => {
            const target = server.targets.find((each) => isSameSite(each.scope, site.name));
            const allowed =
              server.allowedSites.length === 0 ||
              server.allowedSites.some((name) => isSameSite(name, site.name));
            return (
              <Table.Tr key={site.id}>
                <Table.Th scope="row" fw={500}>
                  {site.name}{" "}
                  <Anchor
                    component={AppLink}
                    href={doctorHref(server.id, site.name)}
                    size="sm"
                    fw={400}
                    aria-label={`Doctor of ${site.name}`}
                  >
                    Doctor
                  </Anchor>
                </Table.Th>
                <Table.Td>{site.id}</Table.Td>
                <Table.Td>
                  {site.bindings.length === 0 && (
                    <Text size="sm" c="dimmed">
                      None
                    </Text>
                  )}
                  {site.bindings.map((binding) => (
                    <Text
                      key={`${binding.protocol} ${binding.bindingInformation}`}
                      size="sm"
                      ff="monospace"
                      style={{ overflowWrap: "anywhere" }}
                    >
                      {binding.protocol} {binding.bindingInformation}
                    </Text>
                  ))}
                </Table.Td>
                <Table.Td>
                  {target ? (
                    <Anchor
                      component={AppLink}
                      href={`/targets/${target.id}`}
                      size="sm"
                      c="inherit"
                      underline="always"
                    >
                      <StateBadge state={target.state} words={target.siteConfigName} />
                    </Anchor>
                  ) : (
                    <Text size="sm" c="dimmed">
                      {allowed ? "None" : "The agent was not enrolled for this site"}
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </ScrollRegion>
  );
}

/** As IIS, the agent and the plan of a push compare them. */
function isSameSite(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

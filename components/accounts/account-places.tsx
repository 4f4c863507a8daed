"use client";

import { Anchor, Table, Text } from "@mantine/core";
import { PASSWORD_STATES } from "@/components/accounts/password-states";
import { placeName } from "@/components/targets/scope-name";
import { AppLink } from "@/components/ui/app-link";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { AccountPlace } from "@/lib/api/accounts";

const SHOWN = 200;

/** Where the account is deployed, and whether the stored password is there. */
export function AccountPlaces({ places }: { places: readonly AccountPlace[] }) {
  if (places.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No server has it yet. It gets there with a push of a site config that uses it.
      </Text>
    );
  }
  return (
    <>
      <Table.ScrollContainer minWidth={560}>
        <Table aria-label="Where it is deployed" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Place</Table.Th>
              <Table.Th>Site config</Table.Th>
              <Table.Th>Stored password</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {places.slice(0, SHOWN).map((place) => (
              <Table.Tr key={place.targetId}>
                <Table.Td>
                  <Anchor component={AppLink} href={`/targets/${place.targetId}`} inherit>
                    {placeName(place.serverName, place.scope)}
                  </Anchor>
                  {!place.inScope && (
                    <>
                      {" "}
                      <StateBadge state="warning" words="Outside its server groups" />
                    </>
                  )}
                </Table.Td>
                <Table.Td>
                  <Anchor
                    component={AppLink}
                    href={`/site-configs/${place.siteConfigId}`}
                    underline="always"
                    inherit
                  >
                    {place.siteConfigName}
                  </Anchor>
                  , revision {place.revision}
                </Table.Td>
                <Table.Td>
                  <StateBadge
                    state={PASSWORD_STATES[place.password].state}
                    words={PASSWORD_STATES[place.password].words}
                    wrap
                  />{" "}
                  {place.passwordAt !== null && <Time value={place.passwordAt} />}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {places.length > SHOWN && (
        <Text size="sm" c="dimmed">
          And {(places.length - SHOWN).toLocaleString("en")} more.
        </Text>
      )}
    </>
  );
}

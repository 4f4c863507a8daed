"use client";

import { Button, Table } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { browserName } from "@/components/settings/browser-name";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { Profile } from "@/lib/api/profile";
import { profileMutations } from "@/lib/queries/profile";

export function OwnSessions({ sessions }: { sessions: Profile["sessions"] }) {
  const end = useMutation(profileMutations.endSession());
  return (
    <>
      {end.error && <ProblemAlert problem={end.error} />}
      <Table.ScrollContainer minWidth={560}>
        <Table aria-label="Sessions" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Browser</Table.Th>
              <Table.Th>Address</Table.Th>
              <Table.Th>Signed in</Table.Th>
              <Table.Th>Last seen</Table.Th>
              <Table.Th>State</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sessions.map((session) => (
              <Table.Tr key={session.id}>
                <Table.Td title={session.browser}>{browserName(session.browser)}</Table.Td>
                <Table.Td>{session.address || "Unknown"}</Table.Td>
                <Table.Td>
                  <Time value={session.createdAt} />
                </Table.Td>
                <Table.Td>
                  <Time value={session.lastSeenAt} />
                </Table.Td>
                <Table.Td>
                  {session.current ? (
                    <StateBadge state="online" words="This one" />
                  ) : (
                    <Button
                      variant="default"
                      size="compact-sm"
                      loading={end.isPending && end.variables === session.id}
                      onClick={() => end.mutate(session.id)}
                    >
                      End this session
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

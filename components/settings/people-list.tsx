"use client";

import { Button, Group } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { OnlyGroups } from "@/components/server-groups/only-groups";
import { InviteDialog } from "@/components/settings/invite-dialog";
import { PersonActions } from "@/components/settings/person-actions";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { DataTable } from "@/components/ui/data-table";
import type { DataColumn } from "@/components/ui/data-table-types";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { PersonItem } from "@/lib/api/people";
import { personQueries } from "@/lib/queries/people";

const COLUMNS: DataColumn<PersonItem>[] = [
  { id: "name", header: "Person", cell: (person) => person.name },
  { id: "email", header: "E-mail address", from: "sm", cell: (person) => person.email },
  {
    id: "role",
    header: "Role",
    width: 150,
    cell: (person) => (
      <Group gap="xs">
        {person.role}
        <OnlyGroups groups={person.serverGroups} />
      </Group>
    ),
  },
  {
    id: "state",
    header: "State",
    width: 130,
    from: "sm",
    cell: (person) =>
      person.disabledAt !== null ? (
        <StateBadge state="disabled" />
      ) : person.hasPassword ? (
        <StateBadge state="enabled" />
      ) : (
        <StateBadge state="pending" words="Invited" />
      ),
  },
  {
    id: "factors",
    header: "Second factor",
    from: "md",
    cell: ({ twoFactor, passkeys }) =>
      [
        ...(twoFactor ? ["App"] : []),
        ...(passkeys > 0 ? [passkeys === 1 ? "1 passkey" : `${passkeys} passkeys`] : []),
      ].join(", ") || "None",
  },
  {
    id: "seen",
    header: "Last seen",
    width: 150,
    from: "md",
    cell: (person) => <Time value={person.lastSeenAt} />,
  },
];

export function PeopleList({ initial, ownId }: { initial: { items: PersonItem[] }; ownId: string }) {
  const { data, error, refetch } = useQuery(personQueries.all(initial));
  const [inviting, setInviting] = useState(false);
  const people = data?.items ?? initial.items;
  return (
    <>
      <PageHeader
        title="People"
        description="Everybody who can sign in. What somebody did stays in the audit, also when he is disabled."
        action={
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
            Invite a person
          </Button>
        }
      />
      <SettingsTabs current="people" />
      {error && <ProblemAlert problem={error} onRetry={() => void refetch()} />}
      <DataTable
        label="People"
        noun={["person", "people"]}
        columns={COLUMNS}
        rows={people}
        rowKey={(person) => person.id}
        total={people.length}
        rowActions={(person) => <PersonActions person={person} own={person.id === ownId} />}
      />
      <InviteDialog opened={inviting} onClose={() => setInviting(false)} />
    </>
  );
}

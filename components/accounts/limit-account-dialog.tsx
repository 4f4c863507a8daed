"use client";

import { Button, Group, Modal, MultiSelect, Radio, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ServerGroupSelect } from "@/components/server-groups/server-group-select";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { AccountDetail, LimitAccount } from "@/lib/api/accounts";
import { accountMutations } from "@/lib/queries/accounts";
import { personQueries } from "@/lib/queries/people";

export interface LimitAccountDialogProps {
  account: AccountDetail;
  opened: boolean;
  onClose: () => void;
}

/** For administrators: who may map to the account, and on which servers it may be used. */
export function LimitAccountDialog({ account, opened, onClose }: LimitAccountDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Limits of ${account.userName}`} size="lg">
      <LimitAccountForm account={account} onClose={onClose} />
    </Modal>
  );
}

/** Mounted with the dialog, so that it begins with what is stored. */
function LimitAccountForm({ account, onClose }: Omit<LimitAccountDialogProps, "opened">) {
  const limit = useMutation(accountMutations.limit(account.id));
  const people = useQuery(personQueries.all());
  const [limits, setLimits] = useState<LimitAccount>(() => ({
    mapBy: account.mapBy,
    personIds: account.grants.map(({ personId }) => personId),
    serverGroupIds: account.serverGroups.map(({ id }) => id),
  }));
  const change = (patch: Partial<LimitAccount>) => setLimits({ ...limits, ...patch });
  // Administrators always may, and without an editor's role nobody changes a draft.
  const editors = (people.data?.items ?? []).filter(
    ({ id, role }) => role === "editor" || limits.personIds.includes(id),
  );
  return (
    <Stack gap="md">
      <Radio.Group
        label="Who may map certificates to it"
        description="Administrators always may. It is asked when a mapping is made or changed, and again at publish."
        value={limits.mapBy}
        onChange={(mapBy) => change({ mapBy: mapBy === "named" ? "named" : "editors" })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="editors" label="Every editor" />
          <Radio value="named" label="Only the editors named here" />
        </Stack>
      </Radio.Group>
      {limits.mapBy === "named" && (
        <MultiSelect
          label="Editors"
          description="They may also set its password, change its notes and delete it. With nobody named, only administrators may."
          data={editors.map(({ id, name, email }) => ({ value: id, label: `${name}, ${email}` }))}
          value={limits.personIds}
          onChange={(personIds) => change({ personIds })}
          error={people.error?.message}
          searchable
          openOnFocus={false}
          nothingFoundMessage="There is no such editor."
        />
      )}
      <ServerGroupSelect
        label="Server groups"
        placeholder="Every server"
        description="Where it may be used; none: on every server. A push to another server is blocked, for administrators too."
        known={account.serverGroups}
        value={limits.serverGroupIds}
        onChange={(serverGroupIds) => change({ serverGroupIds })}
      />
      <Text size="sm">What is mapped and deployed already stays as it is.</Text>
      {limit.error && <ProblemAlert problem={limit.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={limit.isPending}
          onClick={() => limit.mutate({ version: account.version, limits }, { onSuccess: onClose })}
        >
          Save the limits
        </Button>
      </Group>
    </Stack>
  );
}

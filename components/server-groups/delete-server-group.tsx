"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Confirm } from "@/components/ui/confirm";
import type { ServerGroupItem } from "@/lib/api/server-groups";
import { serverGroupMutations } from "@/lib/queries/server-groups";
import { windowQueries } from "@/lib/queries/windows";

/** Says what depends on the group; one that limits accounts stays, as they could be used everywhere without it. */
export function DeleteServerGroup({ group, onClose }: { group: ServerGroupItem; onClose: () => void }) {
  const remove = useMutation(serverGroupMutations.remove(group.id));
  const { name, servers, accounts } = group;
  const windows = useQuery(windowQueries.of("server-groups", group.id)).data?.windows.length ?? 0;
  const blocked = accounts.length > 0;
  return (
    <Confirm
      opened
      onClose={onClose}
      title={blocked ? `${name} limits accounts` : `Delete the group ${name}?`}
      confirm="Delete the group"
      onConfirm={() => remove.mutate(undefined, { onSuccess: onClose })}
      pending={remove.isPending}
      problem={remove.error}
      blocked={blocked}
    >
      {!blocked &&
        windows > 0 &&
        `Its ${windows === 1 ? "maintenance window goes" : `${windows} maintenance windows go`} with it: where no other window is left, pushes come at any time. `}
      {blocked
        ? `${accounts.map(({ userName }) => userName).join(", ")} may be used only in this group and others that an administrator chose. Without it they could be used in more places. Change where they may be used first.`
        : servers === 0
          ? "It has no servers, and no account is limited to it."
          : `Its ${servers === 1 ? "server stays" : `${servers.toLocaleString("en")} servers stay`}, without this group. No account is limited to it.`}
    </Confirm>
  );
}

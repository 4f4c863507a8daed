import type { Metadata } from "next";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { ServerGroupList } from "@/components/server-groups/server-group-list";
import { TableSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { listServerGroups } from "@/lib/services/server-groups/list";

export const metadata: Metadata = { title: "Server groups" };

export default function ServerGroupsPage() {
  return (
    <Suspense fallback={<TableSkeleton />}>
      <ServerGroups />
    </Suspense>
  );
}

async function ServerGroups() {
  const actor = await requireActor();
  const found = await listServerGroups(actor);
  if (!found.ok) return <Refused error={found.error} />;
  return <ServerGroupList initial={found.value} />;
}

import type { Metadata } from "next";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { PeopleList } from "@/components/settings/people-list";
import { TableSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { listPeople } from "@/lib/services/people/list";

export const metadata: Metadata = { title: "People" };

export default function PeoplePage() {
  return (
    <Suspense fallback={<TableSkeleton />}>
      <People />
    </Suspense>
  );
}

async function People() {
  const actor = await requireActor();
  const found = await listPeople(actor);
  return found.ok ? <PeopleList initial={found.value} ownId={actor.id} /> : <Refused error={found.error} />;
}

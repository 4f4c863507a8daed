import type { Metadata } from "next";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { RemovalList } from "@/components/renewals/removal-list";
import { TableSkeleton } from "@/components/ui/skeletons";
import { removalQuerySchema } from "@/lib/api/removals";
import { requireActor } from "@/lib/auth/current-actor";
import { filterOf } from "@/lib/queries/filter-of";
import { listRemovals } from "@/lib/services/removals/list";

export const metadata: Metadata = { title: "Removals of renewed certificates" };
type Props = PageProps<"/certificates/removals">;

export default function RemovalsPage(props: Props) {
  return (
    <Suspense fallback={<TableSkeleton />}>
      <Removals {...props} />
    </Suspense>
  );
}

async function Removals({ searchParams }: Props) {
  const actor = await requireActor();
  const filter = filterOf(removalQuerySchema, await searchParams);
  const page = await listRemovals(actor, filter);
  return page.ok ? <RemovalList initial={{ filter, page: page.value }} /> : <Refused error={page.error} />;
}

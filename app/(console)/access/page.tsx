import type { Metadata } from "next";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { AccessView } from "@/components/access/access-view";
import { TableSkeleton } from "@/components/ui/skeletons";
import { accessFilterSchema } from "@/lib/api/access";
import { requireActor } from "@/lib/auth/current-actor";
import { filterOf } from "@/lib/queries/filter-of";
import { listAccess } from "@/lib/services/access/list";

export const metadata: Metadata = { title: "Access" };
type Props = PageProps<"/access">;

export default function AccessPage(props: Props) {
  return (
    <Suspense fallback={<TableSkeleton />}>
      <Access {...props} />
    </Suspense>
  );
}

async function Access({ searchParams }: Props) {
  const actor = await requireActor();
  const filter = filterOf(accessFilterSchema, await searchParams);
  const page = await listAccess(actor, filter);
  return page.ok ? <AccessView initial={{ filter, page: page.value }} /> : <Refused error={page.error} />;
}

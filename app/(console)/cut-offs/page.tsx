import type { Metadata } from "next";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { CutOffList } from "@/components/cut-offs/cut-off-list";
import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/skeletons";
import { cutOffQuerySchema } from "@/lib/api/cut-offs";
import { requireActor } from "@/lib/auth/current-actor";
import { filterOf } from "@/lib/queries/filter-of";
import { listCutOffs } from "@/lib/services/cut-offs/list";

export const metadata: Metadata = { title: "Cut-offs" };
type Props = PageProps<"/cut-offs">;

export default function CutOffsPage(props: Props) {
  return (
    <>
      <PageHeader
        title="Cut-offs"
        description="Who was cut off at once, and whether every server has confirmed it."
      />
      <Suspense fallback={<TableSkeleton />}>
        <CutOffs {...props} />
      </Suspense>
    </>
  );
}

async function CutOffs({ searchParams }: Props) {
  const actor = await requireActor();
  const filter = filterOf(cutOffQuerySchema, await searchParams);
  const page = await listCutOffs(actor, filter);
  return page.ok ? <CutOffList initial={{ filter, page: page.value }} /> : <Refused error={page.error} />;
}

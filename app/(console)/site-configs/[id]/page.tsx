import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { Refused } from "@/components/shell/refused";
import { SiteConfigView } from "@/components/site-configs/site-config-view";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { mappingQuerySchema } from "@/lib/api/site-configs";
import { requireActor } from "@/lib/auth/current-actor";
import { filterOf } from "@/lib/queries/filter-of";
import { listMappings } from "@/lib/services/mappings/list";
import { getSiteConfig } from "@/lib/services/site-configs/get";

export const metadata: Metadata = { title: "Site config" };
type Props = PageProps<"/site-configs/[id]">;

export default function SiteConfigPage(props: Props) {
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <SiteConfig {...props} />
    </Suspense>
  );
}

async function SiteConfig({ params, searchParams }: Props) {
  const actor = await requireActor();
  const { id } = await params;
  const filter = filterOf(mappingQuerySchema, await searchParams);
  const [found, page] = await Promise.all([getSiteConfig(actor, id), listMappings(actor, id, filter)]);
  if (found.ok) {
    const mappings = page.ok ? { filter, page: page.value } : undefined;
    return <SiteConfigView initial={found.value} mappings={mappings} />;
  }
  if (found.error.code === "not-found") notFound();
  return <Refused error={found.error} />;
}

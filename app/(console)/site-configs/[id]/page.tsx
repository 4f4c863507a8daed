import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { SiteConfigView } from "@/components/site-configs/site-config-view";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { getMappingTable } from "@/lib/services/mappings/table";
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

/** More are fetched by the browser: they would make the page itself slow. */
const RENDERED_ROWS = 300;

async function SiteConfig({ params }: Props) {
  const actor = await requireActor();
  const { id } = await params;
  const found = await getSiteConfig(actor, id);
  if (found.ok) {
    const table = found.value.mappings <= RENDERED_ROWS ? await getMappingTable(actor, id) : null;
    return <SiteConfigView initial={found.value} mappings={table?.ok ? table.value : undefined} />;
  }
  if (found.error.code === "not-found") notFound();
  return <Refused error={found.error} />;
}

import type { Metadata } from "next";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { SiteConfigList } from "@/components/site-configs/site-config-list";
import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/skeletons";
import { siteConfigQuerySchema } from "@/lib/api/site-configs";
import { requireActor } from "@/lib/auth/current-actor";
import { filterOf } from "@/lib/queries/filter-of";
import { listSiteConfigs } from "@/lib/services/site-configs/list";

export const metadata: Metadata = { title: "Site configs" };
type Props = PageProps<"/site-configs">;

export default function SiteConfigsPage(props: Props) {
  return (
    <Suspense fallback={<Frame />}>
      <SiteConfigs {...props} />
    </Suspense>
  );
}

function Frame() {
  return (
    <>
      <PageHeader title="Site configs" />
      <TableSkeleton />
    </>
  );
}

async function SiteConfigs({ searchParams }: Props) {
  const actor = await requireActor();
  const filter = filterOf(siteConfigQuerySchema, await searchParams);
  const page = await listSiteConfigs(actor, filter);
  return page.ok ? <SiteConfigList initial={{ filter, page: page.value }} /> : <Refused error={page.error} />;
}

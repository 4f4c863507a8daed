import type { Metadata } from "next";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { OverviewView } from "@/components/overview/overview-view";
import { PageHeader } from "@/components/ui/page-header";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { getOverview } from "@/lib/services/overview/get";

export const metadata: Metadata = { title: "Overview" };

export default function OverviewPage() {
  return (
    <>
      <PageHeader title="Overview" />
      <Suspense fallback={<DetailSkeleton />}>
        <Overview />
      </Suspense>
    </>
  );
}

async function Overview() {
  const overview = await getOverview(await requireActor());
  return overview.ok ? <OverviewView initial={overview.value} /> : <Refused error={overview.error} />;
}

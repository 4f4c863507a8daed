import type { Metadata } from "next";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { AuditList } from "@/components/audit/audit-list";
import { ExportMenu } from "@/components/audit/export-menu";
import { TrailPanel } from "@/components/audit/trail-panel";
import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/skeletons";
import { auditQuerySchema } from "@/lib/api/audit-events";
import { requireActor } from "@/lib/auth/current-actor";
import { filterOf } from "@/lib/queries/filter-of";
import { getTrail } from "@/lib/services/audit-events/get-trail";
import { listAuditEvents } from "@/lib/services/audit-events/list";

export const metadata: Metadata = { title: "Audit" };
type Props = PageProps<"/audit">;

export default function AuditPage(props: Props) {
  return (
    <>
      <PageHeader
        title="Audit"
        description="Every write, sign-in, push and report: who, what, when. Each event is linked to the one before it, so that a change behind the console's back shows."
        action={<ExportMenu />}
      />
      <Suspense fallback={<TableSkeleton />}>
        <Audit {...props} />
      </Suspense>
    </>
  );
}

async function Audit({ searchParams }: Props) {
  const actor = await requireActor();
  const filter = filterOf(auditQuerySchema, await searchParams);
  const [page, trail] = await Promise.all([listAuditEvents(actor, filter), getTrail(actor)]);
  if (!page.ok) return <Refused error={page.error} />;
  if (!trail.ok) return <Refused error={trail.error} />;
  return (
    <>
      <TrailPanel initial={trail.value} />
      <AuditList initial={{ filter, page: page.value }} />
    </>
  );
}

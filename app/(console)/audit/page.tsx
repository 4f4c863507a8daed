import type { Metadata } from "next";
import { Suspense } from "react";
import { AuditList } from "@/components/audit/audit-list";
import { Refused } from "@/components/shell/refused";
import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/skeletons";
import { auditQuerySchema } from "@/lib/api/audit-events";
import { requireActor } from "@/lib/auth/current-actor";
import { filterOf } from "@/lib/queries/filter-of";
import { listAuditEvents } from "@/lib/services/audit-events/list";

export const metadata: Metadata = { title: "Audit" };
type Props = PageProps<"/audit">;

export default function AuditPage(props: Props) {
  return (
    <>
      <PageHeader
        title="Audit"
        description="Every write, sign-in, push and report: who, what, when. Events are never changed and never deleted."
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
  const page = await listAuditEvents(actor, filter);
  return page.ok ? <AuditList initial={{ filter, page: page.value }} /> : <Refused error={page.error} />;
}

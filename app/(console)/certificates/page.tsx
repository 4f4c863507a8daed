import type { Metadata } from "next";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { CertificateList } from "@/components/certificates/certificate-list";
import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/skeletons";
import { certificateQuerySchema } from "@/lib/api/certificates";
import { requireActor } from "@/lib/auth/current-actor";
import { filterOf } from "@/lib/queries/filter-of";
import { listCertificates } from "@/lib/services/certificates/list";

export const metadata: Metadata = { title: "Certificates" };
type Props = PageProps<"/certificates">;

export default function CertificatesPage(props: Props) {
  return (
    <Suspense fallback={<Frame />}>
      <Certificates {...props} />
    </Suspense>
  );
}

function Frame() {
  return (
    <>
      <PageHeader title="Certificates" />
      <TableSkeleton />
    </>
  );
}

async function Certificates({ searchParams }: Props) {
  const actor = await requireActor();
  const filter = filterOf(certificateQuerySchema, await searchParams);
  const page = await listCertificates(actor, filter);
  return page.ok ? (
    <CertificateList initial={{ filter, page: page.value }} />
  ) : (
    <Refused error={page.error} />
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { CertificateView } from "@/components/certificates/certificate-view";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { getCertificate } from "@/lib/services/certificates/get";

export const metadata: Metadata = { title: "Certificate" };
type Props = PageProps<"/certificates/[id]">;

export default function CertificatePage(props: Props) {
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <Certificate {...props} />
    </Suspense>
  );
}

async function Certificate({ params }: Props) {
  const actor = await requireActor();
  const found = await getCertificate(actor, (await params).id);
  if (found.ok) return <CertificateView initial={found.value} />;
  if (found.error.code === "not-found") notFound();
  return <Refused error={found.error} />;
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { DoctorView } from "@/components/doctor/doctor-view";
import { Refused } from "@/components/shell/refused";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { getDoctor } from "@/lib/services/doctor/get";

export const metadata: Metadata = { title: "Site doctor" };
type Props = PageProps<"/servers/[id]/doctor">;

export default function DoctorPage(props: Props) {
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <Doctor {...props} />
    </Suspense>
  );
}

async function Doctor({ params, searchParams }: Props) {
  const actor = await requireActor();
  const { site } = await searchParams;
  const found = await getDoctor(actor, (await params).id, { site });
  if (found.ok) return <DoctorView initial={found.value} />;
  if (found.error.code === "not-found" || found.error.code === "invalid-input") notFound();
  return <Refused error={found.error} />;
}

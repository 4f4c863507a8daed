import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { DriftView } from "@/components/targets/drift-view";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { getDrift } from "@/lib/services/servers/get-drift";

export const metadata: Metadata = { title: "Target" };
type Props = PageProps<"/targets/[id]">;

export default function TargetPage(props: Props) {
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <Target {...props} />
    </Suspense>
  );
}

async function Target({ params }: Props) {
  const actor = await requireActor();
  const found = await getDrift(actor, (await params).id);
  if (found.ok) return <DriftView initial={found.value} />;
  if (found.error.code === "not-found") notFound();
  return <Refused error={found.error} />;
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { CutOffView } from "@/components/cut-offs/cut-off-view";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { getCutOff } from "@/lib/services/cut-offs/get";

export const metadata: Metadata = { title: "Cut-off" };
type Props = PageProps<"/cut-offs/[id]">;

export default function CutOffPage(props: Props) {
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <CutOff {...props} />
    </Suspense>
  );
}

async function CutOff({ params }: Props) {
  const actor = await requireActor();
  const found = await getCutOff(actor, (await params).id);
  if (found.ok) return <CutOffView initial={found.value} />;
  if (found.error.code === "not-found") notFound();
  return <Refused error={found.error} />;
}

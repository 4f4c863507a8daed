import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { DriftView } from "@/components/targets/drift-view";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { getDrift } from "@/lib/services/servers/get-drift";

export const metadata: Metadata = { title: "Target" };

export default function TargetPage({ params }: PageProps<"/targets/[id]">) {
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <Target params={params} />
    </Suspense>
  );
}

async function Target({ params }: Pick<PageProps<"/targets/[id]">, "params">) {
  const drift = await getDrift(await requireActor(), (await params).id);
  if (drift.ok) return <DriftView initial={drift.value} />;
  if (drift.error.code === "not-found") notFound();
  return <ProblemAlert problem={drift.error} />;
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { DeploymentView } from "@/components/deployments/deployment-view";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { getDeployment } from "@/lib/services/deployments/get";

export const metadata: Metadata = { title: "Deployment" };
type Props = PageProps<"/deployments/[id]">;

export default function DeploymentPage(props: Props) {
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <Deployment {...props} />
    </Suspense>
  );
}

async function Deployment({ params }: Props) {
  const actor = await requireActor();
  const found = await getDeployment(actor, (await params).id);
  if (found.ok) return <DeploymentView initial={found.value} />;
  if (found.error.code === "not-found") notFound();
  return <Refused error={found.error} />;
}

import { Button } from "@mantine/core";
import type { Metadata } from "next";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { DeploymentList } from "@/components/deployments/deployment-list";
import { AppLink } from "@/components/ui/app-link";
import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/skeletons";
import { deploymentQuerySchema } from "@/lib/api/deployments";
import { requireActor } from "@/lib/auth/current-actor";
import { filterOf } from "@/lib/queries/filter-of";
import { listDeployments } from "@/lib/services/deployments/list";

export const metadata: Metadata = { title: "Deployments" };
type Props = PageProps<"/deployments">;

export default function DeploymentsPage(props: Props) {
  return (
    <>
      <PageHeader
        title="Deployments"
        description="Every push of a revision to servers, and what came of it."
        action={
          <Button component={AppLink} href="/cut-offs" variant="default">
            Cut-offs
          </Button>
        }
      />
      <Suspense fallback={<TableSkeleton />}>
        <Deployments {...props} />
      </Suspense>
    </>
  );
}

async function Deployments({ searchParams }: Props) {
  const actor = await requireActor();
  const filter = filterOf(deploymentQuerySchema, await searchParams);
  const page = await listDeployments(actor, filter);
  return page.ok ? <DeploymentList initial={{ filter, page: page.value }} /> : <Refused error={page.error} />;
}

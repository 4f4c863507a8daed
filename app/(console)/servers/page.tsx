import type { Metadata } from "next";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { ServerActions } from "@/components/servers/server-actions";
import { ServerList } from "@/components/servers/server-list";
import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/skeletons";
import { serverQuerySchema } from "@/lib/api/servers";
import { requireActor } from "@/lib/auth/current-actor";
import { filterOf } from "@/lib/queries/filter-of";
import { listServers } from "@/lib/services/servers/list";

export const metadata: Metadata = { title: "Servers" };
type Props = PageProps<"/servers">;

export default function ServersPage(props: Props) {
  return (
    <>
      <PageHeader
        title="Servers"
        description="IIS servers with an agent that pulls what you push and reports what is there."
        action={<ServerActions />}
      />
      <Suspense fallback={<TableSkeleton />}>
        <Servers {...props} />
      </Suspense>
    </>
  );
}

async function Servers({ searchParams }: Props) {
  const actor = await requireActor();
  const filter = filterOf(serverQuerySchema, await searchParams);
  const page = await listServers(actor, filter);
  return page.ok ? <ServerList initial={{ filter, page: page.value }} /> : <Refused error={page.error} />;
}

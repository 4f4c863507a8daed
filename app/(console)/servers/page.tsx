import type { Metadata } from "next";
import { Suspense } from "react";
import { searchParam } from "@/app/search-param";
import { ServerActions } from "@/components/servers/server-actions";
import { ServerList } from "@/components/servers/server-list";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { TableSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { listServers } from "@/lib/services/servers/list";

export const metadata: Metadata = { title: "Servers" };

export default function ServersPage({ searchParams }: PageProps<"/servers">) {
  return (
    <>
      <PageHeader
        title="Servers"
        description="IIS servers with an agent that pulls what you push and reports what is there."
        action={<ServerActions />}
      />
      <Suspense fallback={<TableSkeleton />}>
        <Servers searchParams={searchParams} />
      </Suspense>
    </>
  );
}

async function Servers({ searchParams }: Pick<PageProps<"/servers">, "searchParams">) {
  const filter = { query: searchParam((await searchParams).query) };
  const page = await listServers(await requireActor(), filter);
  if (!page.ok) return <ProblemAlert problem={page.error} />;
  return <ServerList initial={{ filter, page: page.value }} />;
}

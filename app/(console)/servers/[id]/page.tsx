import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { ServerView } from "@/components/servers/server-view";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { getServer } from "@/lib/services/servers/get";

export const metadata: Metadata = { title: "Server" };

export default function ServerPage({ params }: PageProps<"/servers/[id]">) {
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <Server params={params} />
    </Suspense>
  );
}

async function Server({ params }: Pick<PageProps<"/servers/[id]">, "params">) {
  const server = await getServer(await requireActor(), (await params).id);
  if (server.ok) return <ServerView initial={server.value} />;
  if (server.error.code === "not-found") notFound();
  return <ProblemAlert problem={server.error} />;
}

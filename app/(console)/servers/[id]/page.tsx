import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { ServerView } from "@/components/servers/server-view";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { getServer } from "@/lib/services/servers/get";

export const metadata: Metadata = { title: "Server" };
type Props = PageProps<"/servers/[id]">;

export default function ServerPage(props: Props) {
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <Server {...props} />
    </Suspense>
  );
}

async function Server({ params }: Props) {
  const actor = await requireActor();
  const found = await getServer(actor, (await params).id);
  if (found.ok) return <ServerView initial={found.value} />;
  if (found.error.code === "not-found") notFound();
  return <Refused error={found.error} />;
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { AdoptView } from "@/components/adoptions/adopt-view";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { may } from "@/lib/auth/permissions";
import { getServer } from "@/lib/services/servers/get";

export const metadata: Metadata = { title: "Adopt what is there" };
type Props = PageProps<"/site-configs/adopt">;

export default function AdoptPage(props: Props) {
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <Adopt {...props} />
    </Suspense>
  );
}

/** `?server=<id>`: from its last report instead of a file. */
async function Adopt({ searchParams }: Props) {
  const actor = await requireActor();
  const allowed = may(actor, "revision.publish");
  if (!allowed.ok) return <Refused error={allowed.error} />;
  const { server } = await searchParams;
  if (server === undefined) return <AdoptView server={null} />;
  const found = await getServer(actor, String(server));
  if (!found.ok && found.error.code === "not-found") notFound();
  return found.ok ? <AdoptView server={found.value} /> : <Refused error={found.error} />;
}

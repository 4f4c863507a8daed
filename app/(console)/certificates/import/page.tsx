import type { Metadata } from "next";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { ImportView } from "@/components/imports/import-view";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { may } from "@/lib/auth/permissions";
import { getSiteConfig } from "@/lib/services/site-configs/get";

export const metadata: Metadata = { title: "Import a list" };
type Props = PageProps<"/certificates/import">;

export default function ImportPage(props: Props) {
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <Import {...props} />
    </Suspense>
  );
}

/** `?siteConfig=<id>` chooses one beforehand. */
async function Import({ searchParams }: Props) {
  const actor = await requireActor();
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return <Refused error={allowed.error} />;
  const { siteConfig } = await searchParams;
  const found = siteConfig === undefined ? null : await getSiteConfig(actor, String(siteConfig));
  return <ImportView siteConfig={found?.ok ? { value: found.value.id, label: found.value.name } : null} />;
}

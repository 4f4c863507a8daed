import type { Metadata } from "next";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { RenewMany } from "@/components/renewals/renew-many";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { may } from "@/lib/auth/permissions";

export const metadata: Metadata = { title: "Renew certificates" };

export default function RenewPage() {
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <Renew />
    </Suspense>
  );
}

async function Renew() {
  const allowed = may(await requireActor(), "site-config.write");
  return allowed.ok ? <RenewMany /> : <Refused error={allowed.error} />;
}

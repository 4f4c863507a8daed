import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { AccountView } from "@/components/accounts/account-view";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { getAccount } from "@/lib/services/accounts/get";

export const metadata: Metadata = { title: "Account" };
type Props = PageProps<"/accounts/[id]">;

export default function AccountPage(props: Props) {
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <Account {...props} />
    </Suspense>
  );
}

async function Account({ params }: Props) {
  const actor = await requireActor();
  const found = await getAccount(actor, (await params).id);
  if (found.ok) return <AccountView initial={found.value} />;
  if (found.error.code === "not-found") notFound();
  return <Refused error={found.error} />;
}

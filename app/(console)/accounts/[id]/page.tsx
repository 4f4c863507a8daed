import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { AccountView } from "@/components/accounts/account-view";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { may } from "@/lib/auth/permissions";
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
  const rights = {
    change: may(actor, "account.write").ok,
    limit: may(actor, "account.limit").ok,
    push: may(actor, "deployment.start").ok,
    cutOff: may(actor, "cut-off.start").ok,
  };
  if (found.ok) return <AccountView initial={found.value} may={rights} />;
  if (found.error.code === "not-found") notFound();
  return <Refused error={found.error} />;
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { PushPassword } from "@/components/accounts/push-password";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { planPasswordPush } from "@/lib/services/deployments/plan-password";

export const metadata: Metadata = { title: "Push a password" };
type Props = PageProps<"/accounts/[id]/push">;

export default function PushPasswordPage(props: Props) {
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <Push {...props} />
    </Suspense>
  );
}

async function Push({ params }: Props) {
  const actor = await requireActor();
  const { id } = await params;
  const plan = await planPasswordPush(actor, id);
  if (plan.ok) return <PushPassword accountId={id} initial={plan.value} />;
  if (plan.error.code === "not-found") notFound();
  return <Refused error={plan.error} />;
}

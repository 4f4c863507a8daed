import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { NewCutOff } from "@/components/cut-offs/new-cut-off";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { planCutOff } from "@/lib/services/cut-offs/plan";

export const metadata: Metadata = { title: "Cut off" };
type Props = PageProps<"/cut-offs/new">;

export default function NewCutOffPage(props: Props) {
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <Plan {...props} />
    </Suspense>
  );
}

/** `?kind=certificate&id=<id>` or `?kind=account&id=<id>`. */
async function Plan({ searchParams }: Props) {
  const actor = await requireActor();
  const { kind, id } = await searchParams;
  const plan = await planCutOff(actor, { kind, id });
  if (plan.ok) return <NewCutOff initial={plan.value} />;
  if (plan.error.code === "not-found" || plan.error.code === "invalid-input") notFound();
  return <Refused error={plan.error} />;
}

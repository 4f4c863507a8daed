import type { Metadata } from "next";
import { Refused } from "@/app/_pages/refused";
import { PrintedAccess } from "@/components/access/printed-access";
import { NowProvider } from "@/components/ui/now";
import { accessFilterSchema } from "@/lib/api/access";
import { requireActor } from "@/lib/auth/current-actor";
import { filterOf } from "@/lib/queries/filter-of";
import { printAccess } from "@/lib/services/access/print";

export const metadata: Metadata = { title: "Who maps to which account" };

export default async function PrintAccessPage({ searchParams }: PageProps<"/print/access">) {
  const actor = await requireActor();
  const printed = await printAccess(actor, filterOf(accessFilterSchema, await searchParams));
  if (!printed.ok) return <Refused error={printed.error} />;
  return (
    <NowProvider start={Date.now()}>
      <PrintedAccess {...printed.value} />
    </NowProvider>
  );
}

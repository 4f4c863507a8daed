import type { Metadata } from "next";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { AccountList } from "@/components/accounts/account-list";
import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/skeletons";
import { accountQuerySchema } from "@/lib/api/accounts";
import { requireActor } from "@/lib/auth/current-actor";
import { filterOf } from "@/lib/queries/filter-of";
import { listAccounts } from "@/lib/services/accounts/list";

export const metadata: Metadata = { title: "Accounts" };
type Props = PageProps<"/accounts">;

export default function AccountsPage(props: Props) {
  return (
    <Suspense fallback={<Frame />}>
      <Accounts {...props} />
    </Suspense>
  );
}

function Frame() {
  return (
    <>
      <PageHeader title="Accounts" />
      <TableSkeleton />
    </>
  );
}

async function Accounts({ searchParams }: Props) {
  const actor = await requireActor();
  const filter = filterOf(accountQuerySchema, await searchParams);
  const page = await listAccounts(actor, filter);
  return page.ok ? <AccountList initial={{ filter, page: page.value }} /> : <Refused error={page.error} />;
}

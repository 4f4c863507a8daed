import type { Metadata } from "next";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { CreateToken } from "@/components/api-tokens/create-token";
import { TokenList } from "@/components/api-tokens/token-list";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { AppLink } from "@/components/ui/app-link";
import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { listApiTokens } from "@/lib/services/api-tokens/list";

export const metadata: Metadata = { title: "API tokens" };

export default function TokensPage() {
  return (
    <>
      <PageHeader
        title="API tokens"
        description={
          <>
            Let scripts and pipelines use the <AppLink href="/api-docs">API</AppLink>. Each has a role, an
            end, and its own name in the audit trail.
          </>
        }
        action={<CreateToken />}
      />
      <SettingsTabs current="tokens" />
      <Suspense fallback={<TableSkeleton />}>
        <Tokens />
      </Suspense>
    </>
  );
}

async function Tokens() {
  const list = await listApiTokens(await requireActor());
  return list.ok ? <TokenList initial={list.value} /> : <Refused error={list.error} />;
}

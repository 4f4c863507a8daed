import type { Metadata } from "next";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { CreateForwarder } from "@/components/forwarders/create-forwarder";
import { ForwarderList } from "@/components/forwarders/forwarder-list";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { listForwarders } from "@/lib/services/forwarders/list";

export const metadata: Metadata = { title: "Forwarding" };

export default function ForwardingPage() {
  return (
    <>
      <PageHeader
        title="Forwarding"
        description="Audit events go to these destinations as they happen, in order. What cannot be delivered waits."
        action={<CreateForwarder />}
      />
      <SettingsTabs current="forwarding" />
      <Suspense fallback={<TableSkeleton />}>
        <Forwarders />
      </Suspense>
    </>
  );
}

async function Forwarders() {
  const list = await listForwarders(await requireActor());
  return list.ok ? <ForwarderList initial={list.value} /> : <Refused error={list.error} />;
}

import type { Metadata } from "next";
import { RenewMany } from "@/components/renewals/renew-many";
import { requireActor } from "@/lib/auth/current-actor";

export const metadata: Metadata = { title: "Renew certificates" };

export default async function RenewPage() {
  await requireActor();
  return <RenewMany />;
}

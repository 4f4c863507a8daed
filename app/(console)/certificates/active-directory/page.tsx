import type { Metadata } from "next";
import { Suspense } from "react";
import { DirectoryView } from "@/components/directory/directory-view";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";

export const metadata: Metadata = { title: "Active Directory for many users" };

export default function ActiveDirectoryPage() {
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <ActiveDirectory />
    </Suspense>
  );
}

async function ActiveDirectory() {
  await requireActor();
  return <DirectoryView />;
}

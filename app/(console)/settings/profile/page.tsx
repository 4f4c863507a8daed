import type { Metadata } from "next";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { ProfileView } from "@/components/settings/profile-view";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { currentSessionId, requireActor } from "@/lib/auth/current-actor";
import { getProfile } from "@/lib/services/profile/get";

export const metadata: Metadata = { title: "Your profile" };

export default function ProfilePage() {
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <OwnProfile />
    </Suspense>
  );
}

async function OwnProfile() {
  const actor = await requireActor();
  const found = await getProfile(actor, await currentSessionId());
  if (!found.ok) return <Refused error={found.error} />;
  return <ProfileView initial={found.value} />;
}

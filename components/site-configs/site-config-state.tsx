"use client";

import { StateBadge } from "@/components/ui/state-badge";
import type { SiteConfigItem } from "@/lib/api/site-configs";

/** Published, changed since, or never published. */
export function SiteConfigState({ siteConfig, filled }: { siteConfig: SiteConfigItem; filled?: boolean }) {
  const { lastRevision, unpublished } = siteConfig;
  if (lastRevision === null) return <StateBadge state="pending" words="Never published" filled={filled} />;
  if (unpublished) {
    return (
      <StateBadge state="unpublished" words={`Changed since revision ${lastRevision}`} filled={filled} />
    );
  }
  return <StateBadge state="published" words={`Revision ${lastRevision}`} filled={filled} />;
}

"use client";

import { ComparisonView } from "@/components/site-configs/comparison-view";
import type { SiteConfigDetail } from "@/lib/api/site-configs";

/** The draft against the last revision; before the first one, all that it holds. */
export function DraftDiff({ siteConfig }: { siteConfig: SiteConfigDetail }) {
  const { lastRevision } = siteConfig;
  const before = lastRevision === null ? "nothing" : String(lastRevision);
  return (
    <ComparisonView
      siteConfig={siteConfig}
      sides={{ before, after: "draft" }}
      beforeLabel={lastRevision === null ? "Nothing" : `Revision ${lastRevision}`}
      afterLabel="Draft"
      none="At most names of mappings changed. IIS does not know them: nothing will change on a server."
    />
  );
}

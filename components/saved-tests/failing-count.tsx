"use client";

import { useQuery } from "@tanstack/react-query";
import { savedTestQueries } from "@/lib/queries/saved-tests";

/** How many saved tests fail under the draft; nothing while none does. */
export function FailingCount({ siteConfigId, version }: { siteConfigId: string; version: number }) {
  const tests = useQuery(savedTestQueries.list(siteConfigId, version));
  const failed = tests.data?.failed ?? 0;
  if (failed === 0) return null;
  return (
    <span>
      ({failed.toLocaleString("en")} {failed === 1 ? "fails" : "fail"})
    </span>
  );
}

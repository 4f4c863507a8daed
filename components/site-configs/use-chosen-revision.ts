"use client";

import { useUrlState } from "@/components/ui/use-url-state";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import type { PreviewOf } from "@/lib/queries/site-configs";

/** The revision in the URL, or the draft. */
export function useChosenRevision({ revisions, version }: SiteConfigDetail): {
  chosen: PreviewOf;
  /** "the draft" or "revision 3". */
  words: string;
  choose: (revision: string) => void;
} {
  const [address, setAddress] = useUrlState({ revision: "" });
  const revision = revisions.find(({ number }) => String(number) === address.revision)?.number;
  return {
    chosen: revision === undefined ? { version } : { revision },
    words: revision === undefined ? "the draft" : `revision ${revision}`,
    choose: (next) => setAddress({ revision: next }),
  };
}

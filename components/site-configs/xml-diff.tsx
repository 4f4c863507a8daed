"use client";

import { useQuery } from "@tanstack/react-query";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { TextDiff } from "@/components/ui/text-diff";
import { type PreviewOf, siteConfigQueries } from "@/lib/queries/site-configs";

export interface XmlDiffProps {
  siteConfigId: string;
  before: number;
  after: PreviewOf;
}

/** The exact texts of two revisions, or of one and the draft, at the server level. */
export function XmlDiff({ siteConfigId, before, after }: XmlDiffProps) {
  const old = useQuery(siteConfigQueries.preview(siteConfigId, "", { revision: before }));
  const now = useQuery(siteConfigQueries.preview(siteConfigId, "", after));
  const error = old.error ?? now.error;
  if (error) return <ProblemAlert problem={error} title="The XML cannot be shown" />;
  if (old.data === undefined || now.data === undefined) return <DetailSkeleton rows={3} />;
  const afterLabel = after.revision === undefined ? "Draft" : `Revision ${after.revision}`;
  return (
    <TextDiff
      before={old.data}
      after={now.data}
      beforeLabel={`Revision ${before}`}
      afterLabel={afterLabel}
      label={`XML of revision ${before} against ${after.revision === undefined ? "the draft" : `revision ${after.revision}`}`}
    />
  );
}

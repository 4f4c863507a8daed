"use client";

import { NativeSelect } from "@mantine/core";
import type { SiteConfigDetail } from "@/lib/api/site-configs";

export interface RevisionSelectProps {
  siteConfig: SiteConfigDetail;
  revision: number | undefined;
  /** The number as text, "" for the draft. */
  onChoose: (revision: string) => void;
}

/** The draft or one of the revisions. */
export function RevisionSelect({ siteConfig, revision, onChoose }: RevisionSelectProps) {
  return (
    <NativeSelect
      label="Revision"
      data={[
        { value: "", label: "Draft" },
        ...siteConfig.revisions.map(({ number }) => ({
          value: String(number),
          label: `Revision ${number}`,
        })),
      ]}
      value={revision === undefined ? "" : String(revision)}
      onChange={(event) => onChoose(event.currentTarget.value)}
    />
  );
}

"use client";

import { Text } from "@mantine/core";
import { ChangeList } from "@/components/targets/change-list";
import { diffSiteConfig } from "@/lib/iis/diff";
import { readableChanges } from "@/lib/iis/readable-changes";
import type { SiteConfig } from "@/lib/iis/site-config";

export interface ConfigChangesProps {
  before: SiteConfig;
  after: SiteConfig;
  /** Names the list: "Changes since revision 3". */
  label: string;
  /** What it means that there are none. */
  none: string;
}

/** What changed, in sentences. */
export function ConfigChanges({ before, after, label, none }: ConfigChangesProps) {
  const changes = readableChanges(diffSiteConfig(before, after));
  if (changes.length === 0) return <Text size="sm">{none}</Text>;
  return <ChangeList changes={changes} label={label} />;
}

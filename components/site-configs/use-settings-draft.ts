"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sameSettings } from "@/components/site-configs/same-settings";
import type { DraftSettings, SiteConfigDetail } from "@/lib/api/site-configs";
import { ApiError } from "@/lib/queries/api-error";
import { siteConfigMutations, siteConfigQueries } from "@/lib/queries/site-configs";

/**
 * Settings being edited, over the settings that they were taken from. A new mapping also makes a new version, so the
 * version alone is no conflict: it is one when somebody else changed the settings meanwhile.
 */
export function useSettingsDraft(siteConfig: SiteConfigDetail) {
  const client = useQueryClient();
  const update = useMutation(siteConfigMutations.update(siteConfig.id));
  const [base, setBase] = useState(siteConfig.settings);
  const [draft, setDraft] = useState(siteConfig.settings);
  const dirty = !sameSettings(draft, base);
  const changedMeanwhile = !sameSettings(siteConfig.settings, base);

  // Nothing typed yet: what came in is what is edited.
  if (changedMeanwhile && (!dirty || sameSettings(siteConfig.settings, draft))) {
    setBase(siteConfig.settings);
    setDraft(siteConfig.settings);
  }

  async function save(version: number = siteConfig.version, again = true): Promise<void> {
    try {
      await update.mutateAsync({ version, change: { settings: draft } });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "conflict" || !again) return;
      // Only mappings changed? Then the settings are still those that the person saw.
      const now = await client.fetchQuery({ ...siteConfigQueries.detail(siteConfig.id), staleTime: 0 });
      if (sameSettings(now.settings, base)) await save(now.version, false);
    }
  }

  return {
    draft,
    dirty,
    conflict: dirty && changedMeanwhile,
    pending: update.isPending,
    error: update.error,
    change: (patch: Partial<DraftSettings>) => setDraft((now) => ({ ...now, ...patch })),
    save: () => void save(),
    discard: () => {
      setBase(siteConfig.settings);
      setDraft(siteConfig.settings);
      update.reset();
    },
    /** Keeps what is typed and takes the other's as what it stands on. */
    keepMine: () => {
      setBase(siteConfig.settings);
      update.reset();
    },
  };
}

"use client";

import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useMay } from "@/components/shell/rights";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { DraftFinding } from "@/lib/api/findings";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import { findingMutations } from "@/lib/queries/findings";

export interface FindingActionsProps {
  siteConfig: SiteConfigDetail;
  finding: DraftFinding;
  onAccept: (opener: HTMLElement) => void;
}

/** Fix where the fix is mechanical, Accept where it is a choice. */
export function FindingActions({ siteConfig, finding, onAccept }: FindingActionsProps) {
  const fix = useMutation(findingMutations.fix(siteConfig.id));
  const mayWrite = useMay("site-config.write");
  const { code, subject, message, fixable, acceptable } = finding;
  if (!mayWrite || (!fixable && !acceptable)) return null;
  function submit() {
    fix.mutate(
      { code, subject, version: siteConfig.version },
      {
        onSuccess: () => notifications.show({ message: `Fixed in the draft: ${code}. Undo takes it back.` }),
      },
    );
  }
  return (
    <>
      <Group gap="xs" mt={4}>
        {fixable && (
          <Button
            variant="default"
            size="compact-sm"
            loading={fix.isPending}
            onClick={submit}
            aria-label={`Fix: ${message}`}
          >
            Fix
          </Button>
        )}
        {acceptable && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={(event) => onAccept(event.currentTarget)}
            aria-label={`Accept: ${message}`}
          >
            Accept with a reason
          </Button>
        )}
      </Group>
      {fix.error && <ProblemAlert problem={fix.error} title="Nothing was changed" />}
    </>
  );
}

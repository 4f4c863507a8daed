"use client";

import { Button, Stack, Text } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { AcceptDialog } from "@/components/site-configs/accept-dialog";
import { AcceptedFindings } from "@/components/site-configs/accepted-findings";
import { DraftLetsIn } from "@/components/site-configs/draft-lets-in";
import { FindingActions } from "@/components/site-configs/finding-actions";
import { FindingRow } from "@/components/site-configs/finding-row";
import { EmptyState } from "@/components/ui/empty-state";
import classes from "@/components/ui/entry-list.module.css";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { DetailSkeleton } from "@/components/ui/skeletons";
import type { DraftFinding, Findings } from "@/lib/api/findings";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import { siteConfigQueries } from "@/lib/queries/site-configs";

/** More are folded: the worst come first. */
const SHOWN_AT_FIRST = 50;

const SEVERITIES = [
  ["error", "error", "errors"],
  ["warning", "warning", "warnings"],
  ["info", "note", "notes"],
] as const;

function summary({ total, counts, items }: Findings): string {
  const parts = SEVERITIES.filter(([severity]) => counts[severity] > 0).map(
    ([severity, one, many]) =>
      `${counts[severity].toLocaleString("en")} ${counts[severity] === 1 ? one : many}`,
  );
  const cut = total > items.length ? ` The first ${items.length.toLocaleString("en")} are shown.` : "";
  return parts.length === 0 ? "Nothing else found in the draft." : `${parts.join(", ")} in the draft.${cut}`;
}

/** What a careful colleague would say about the draft. */
export function FindingsTab({ siteConfig }: { siteConfig: SiteConfigDetail }) {
  const findings = useQuery({
    ...siteConfigQueries.findings(siteConfig.id, siteConfig.version),
    placeholderData: keepPreviousData,
  });
  const [all, setAll] = useState(false);
  const [accepting, setAccepting] = useState<DraftFinding | null>(null);
  const opener = useRef<HTMLElement>(null);
  if (findings.error) return <ProblemAlert problem={findings.error} onRetry={() => findings.refetch()} />;
  if (!findings.data) return <DetailSkeleton rows={4} />;
  const { total, items, accepted, cutOffs } = findings.data;
  if (total === 0 && accepted.length === 0 && cutOffs.length === 0)
    return <EmptyState icon={IconCircleCheck}>Nothing found in the draft.</EmptyState>;
  const shown = all ? items : items.slice(0, SHOWN_AT_FIRST);
  return (
    <Stack gap="sm">
      <DraftLetsIn siteConfig={siteConfig} />
      <Text size="sm" c="dimmed">
        {summary(findings.data)}
      </Text>
      <ul className={classes.list} aria-label="Findings" aria-busy={findings.isPlaceholderData}>
        {shown.map((finding) => (
          <FindingRow key={`${finding.code} ${finding.subject}`} finding={finding}>
            <FindingActions
              siteConfig={siteConfig}
              finding={finding}
              onAccept={(from) => {
                opener.current = from;
                setAccepting(finding);
              }}
            />
          </FindingRow>
        ))}
      </ul>
      {items.length > shown.length && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => setAll(true)}
          style={{ alignSelf: "start" }}
        >
          Show all {items.length.toLocaleString("en")} findings
        </Button>
      )}
      <AcceptedFindings siteConfigId={siteConfig.id} findings={accepted} />
      <AcceptDialog
        siteConfigId={siteConfig.id}
        finding={accepting}
        onClose={() => setAccepting(null)}
        onClosed={() => opener.current?.focus()}
      />
    </Stack>
  );
}

"use client";

import { Button, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { IfMay } from "@/components/shell/rights";
import { FindingRow } from "@/components/site-configs/finding-row";
import classes from "@/components/ui/entry-list.module.css";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Time } from "@/components/ui/time";
import type { AcceptedFindingItem } from "@/lib/api/findings";
import { findingMutations } from "@/lib/queries/findings";

export interface AcceptedFindingsProps {
  siteConfigId: string;
  findings: readonly AcceptedFindingItem[];
}

/** Folded: what somebody lets stand, who, when and why. */
export function AcceptedFindings({ siteConfigId, findings }: AcceptedFindingsProps) {
  const withdraw = useMutation(findingMutations.withdraw(siteConfigId));
  if (findings.length === 0) return null;
  return (
    <details>
      <summary>
        <Text span size="sm" fw={600}>
          {findings.length.toLocaleString("en")} accepted
        </Text>
      </summary>
      {withdraw.error && <ProblemAlert problem={withdraw.error} title="Nothing was changed" />}
      <ul className={classes.list} aria-label="Accepted findings">
        {findings.map((finding) => (
          <FindingRow key={`${finding.code} ${finding.subject}`} finding={finding}>
            <Text size="sm">
              <b>Accepted</b> <Time value={finding.acceptedAt} /> by {finding.acceptedBy}: {finding.reason}
            </Text>
            <IfMay right="site-config.write">
              <Group mt={4}>
                <Button
                  variant="default"
                  size="compact-sm"
                  loading={withdraw.isPending && withdraw.variables.subject === finding.subject}
                  onClick={() => withdraw.mutate({ code: finding.code, subject: finding.subject })}
                  aria-label={`Withdraw the acceptance: ${finding.message}`}
                >
                  Withdraw
                </Button>
              </Group>
            </IfMay>
          </FindingRow>
        ))}
      </ul>
    </details>
  );
}

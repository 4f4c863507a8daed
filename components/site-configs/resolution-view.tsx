"use client";

import { Group, List, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { entryName } from "@/components/site-configs/entry-name";
import { FactNotes } from "@/components/site-configs/fact-notes";
import { TraceList } from "@/components/site-configs/trace-list";
import { type Fact, FactList } from "@/components/ui/fact-list";
import { StateBadge } from "@/components/ui/state-badge";
import type { StateName } from "@/components/ui/states";
import type { ResolutionItem } from "@/lib/api/resolutions";

const DECISIONS: Record<ResolutionItem["decision"], { state: StateName; words: string }> = {
  allow: { state: "allowed", words: "Allowed by a mapping" },
  deny: { state: "denied", words: "Denied" },
  "no-match": { state: "unknown", words: "No mapping matches" },
};

/** "200 as CONTOSO\a", "403.12", or that it cannot be told. */
function seen({ status, identity }: ResolutionItem["outcome"]): string {
  if (status !== null) return status;
  return identity === null ? "Cannot be told from this site config" : `The page, as ${identity}`;
}

export interface ResolutionViewProps {
  resolution: ResolutionItem;
  /** Names the answer: "Nancy Davolio under the draft". */
  label: string;
  stale: boolean;
  /** What to do with the answer. */
  action?: ReactNode;
}

/** The answer first, then what decided and what it rests on, then why the other entries did not. */
export function ResolutionView({ resolution, label, stale, action }: ResolutionViewProps) {
  const { decision, account, by, outcome, certainty, trace, entries } = resolution;
  const { state, words } = DECISIONS[decision];
  const facts: Fact[] = [
    ["Decision", <StateBadge key="decision" state={state} words={words} />],
    ["Account", account ?? "None"],
    ["Decided by", by ? entryName(by) : "No mapping"],
    ["The client sees", seen(outcome)],
    ["Why", outcome.summary],
    [
      "Certainty",
      certainty.verified ? "Documented by Microsoft" : <FactNotes key="facts" facts={certainty.because} />,
    ],
  ];
  return (
    <Stack gap="lg" aria-busy={stale} style={{ opacity: stale ? 0.5 : 1 }}>
      <section aria-label={label}>
        <Title order={2} size="h4" mb="sm" style={{ overflowWrap: "anywhere" }}>
          {label}
        </Title>
        <FactList label="Answer" facts={facts} />
        {outcome.notes.length > 0 && (
          <List size="sm" mt="sm" maw="80ch" aria-label="Notes">
            {outcome.notes.map((note) => (
              <List.Item key={note}>{note}</List.Item>
            ))}
          </List>
        )}
        {action && <Group mt="md">{action}</Group>}
      </section>
      <section aria-label="Every mapping, in the order in which IIS asks">
        <Title order={2} size="h4">
          Every mapping
        </Title>
        <Text size="sm" c="dimmed">
          In the order in which IIS asks: one-to-one first.
        </Text>
        <TraceList trace={trace} entries={entries} />
      </section>
    </Stack>
  );
}

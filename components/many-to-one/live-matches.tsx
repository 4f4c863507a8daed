"use client";

import { Anchor, List, Paper, Skeleton, Stack, Text, VisuallyHidden } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { isComplete, type MappingDraft, plainRules } from "@/components/many-to-one/mapping-draft";
import { MatchFindings } from "@/components/many-to-one/match-findings";
import { entryName } from "@/components/site-configs/entry-name";
import { AppLink } from "@/components/ui/app-link";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { MATCH_LIMIT, type Matches, type MatchQuestion, type Taker } from "@/lib/api/many-to-one";
import { manyToOneQueries } from "@/lib/queries/many-to-one";

export interface LiveMatchesProps {
  siteConfigId: string;
  version: number;
  /** Null: a new one. */
  mappingId: string | null;
  draft: MappingDraft;
}

/** How many stored certificates this mapping matches as it is typed, which, and what decides before it. */
export function LiveMatches({ siteConfigId, version, mappingId, draft }: LiveMatchesProps) {
  const complete = draft.rules.filter(isComplete);
  const unfinished = draft.rules.length - complete.length;
  const typed: MatchQuestion = {
    mappingId,
    before: draft.before,
    name: draft.name.trim(),
    permissionMode: draft.permissionMode,
    userName: draft.account?.label ?? null,
    rules: plainRules(complete),
  };
  // The text, and not the object: a new object with the same words is the same question.
  const [asked] = useDebouncedValue(JSON.stringify(typed), 250);
  const question = JSON.parse(asked) as MatchQuestion;
  const pointless = question.rules.length === 0 && unfinished > 0;
  const matches = useQuery({
    ...manyToOneQueries.matches(siteConfigId, version, question),
    enabled: !pointless,
  });
  const stale = matches.isPlaceholderData || asked !== JSON.stringify(typed);
  return (
    <Paper component="section" withBorder p="sm" aria-label="Stored certificates that match">
      {pointless ? (
        <Text size="sm" c="dimmed">
          Finish a rule to see which stored certificates match.
        </Text>
      ) : matches.error ? (
        <ProblemAlert problem={matches.error} onRetry={() => void matches.refetch()} />
      ) : matches.data ? (
        <Stack gap="xs" aria-busy={stale} style={{ opacity: stale ? 0.6 : 1 }}>
          <Answer matches={matches.data} unfinished={unfinished} />
          <MatchFindings findings={matches.data.findings} />
        </Stack>
      ) : (
        <>
          <VisuallyHidden role="status">Looking through the stored certificates</VisuallyHidden>
          <Skeleton h={14} w="60%" my={4} />
        </>
      )}
    </Paper>
  );
}

const count = (n: number) => n.toLocaleString("en");

function Answer({ matches, unfinished }: { matches: Matches; unfinished: number }) {
  const { stored, looked, matches: found, decides, takers, certificates } = matches;
  const rest = found - certificates.length;
  return (
    <>
      <Text size="sm" role="status">
        <b>
          {count(found)} of {count(looked)}
        </b>{" "}
        stored {looked === 1 ? "certificate matches" : "certificates match"}
        {found > 0 &&
          `; this mapping decides ${decides === found ? "all of them" : decides === 0 ? "none of them" : count(decides)}`}
        .
        {stored > looked && ` Only the newest ${count(MATCH_LIMIT)} of ${count(stored)} were looked through.`}
        {unfinished > 0 && " Rules that are not finished are left out."} Certificates that are not stored here
        may match too.
      </Text>
      {takers.length > 0 && (
        <List size="sm" aria-label="Decided by another mapping first">
          {takers.map((taker) => (
            <List.Item key={`${taker.list} ${taker.index}`}>
              {count(taker.count)} {taker.count === 1 ? "is" : "are"} decided first by {entryName(taker)}:{" "}
              {verdict(taker)}
            </List.Item>
          ))}
        </List>
      )}
      {certificates.length > 0 && (
        <Text size="sm" component="div" style={{ overflowWrap: "anywhere" }}>
          {certificates.map(({ id, displayName, taker }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              {/* In a tab of its own: what is typed here stays. */}
              <Anchor
                component={AppLink}
                href={`/certificates/${id}`}
                target="_blank"
                prefetch={false}
                inherit
                underline="always"
              >
                {displayName}
              </Anchor>
              {taker && ` (${verdict(taker)})`}
            </span>
          ))}
          {rest > 0 && ` and ${count(rest)} more`}
        </Text>
      )}
    </>
  );
}

function verdict({ permissionMode, account }: Taker): string {
  return permissionMode === "Deny" ? "denied" : `becomes ${account ?? "no account"}`;
}

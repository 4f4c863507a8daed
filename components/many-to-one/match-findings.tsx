import { Stack, Text } from "@mantine/core";
import { StateBadge } from "@/components/ui/state-badge";
import type { FindingItem } from "@/lib/api/findings";

/** Said beside their field, or while the field is still empty. */
const SAID_ELSEWHERE = [
  "empty-name",
  "duplicate-name",
  "unknown-subfield",
  "malformed-oid",
  "duplicate-rule",
];

/** What a careful colleague would say of this mapping. */
export function MatchFindings({ findings }: { findings: readonly FindingItem[] }) {
  const said = findings.filter(({ code }) => !SAID_ELSEWHERE.includes(code));
  if (said.length === 0) return null;
  return (
    <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: "none" }} aria-label="Warnings">
      {said.map(({ code, severity, message, why, fix, entry }) => (
        <li key={`${code} ${entry?.rule}`}>
          <StateBadge state={severity} words={message} wrap />
          <Text size="sm" c="dimmed">
            {why} {fix}
          </Text>
        </li>
      ))}
    </Stack>
  );
}

import { Text } from "@mantine/core";
import type { Comparison } from "@/components/servers/compare-fingerprint";
import { StateBadge } from "@/components/ui/state-badge";

/** What the comparison of the pasted fingerprint came to, read out as it changes. Its line is always there. */
export function ComparisonResult({ comparison }: { comparison: Comparison }) {
  return (
    <Text component="div" size="sm" mih={22} role="status" aria-live="polite">
      <Words comparison={comparison} />
    </Text>
  );
}

function Words({ comparison }: { comparison: Comparison }) {
  switch (comparison.outcome) {
    case "nothing":
      return null;
    case "incomplete":
      return (
        <StateBadge
          state="pending"
          words={`The same so far: ${comparison.digits} of 64 digits. Paste all of it.`}
          wrap
        />
      );
    case "same":
      return <StateBadge state="verified" words="The fingerprints are the same." wrap />;
    case "different":
      return (
        <>
          <StateBadge state="failed" words="The fingerprints differ." wrap />
          <Text size="sm" mt={4}>
            This may be another machine than the one you enrolled. Do not approve it. If you pasted the right
            text, reject it and enrol the server again.
          </Text>
        </>
      );
  }
}

import { Text } from "@mantine/core";
import { FactNotes } from "@/components/site-configs/fact-notes";
import { factItems } from "@/lib/api/runtime-fact";
import type { DraftSettings } from "@/lib/api/site-configs";
import { buildSiteConfig } from "@/lib/iis/build-site-config";
import { explainOutcome } from "@/lib/iis/resolve-outcome";

/** What a client gets whom no mapping knows. */
export function WhenNoneMatches({ settings }: { settings: DraftSettings }) {
  const nobody = { decision: "no-match", account: null, by: null, broken: false, because: [] } as const;
  const { outcome, because } = explainOutcome(buildSiteConfig(settings, [], []), {
    ...nobody,
    because: ["no-match-declines"],
  });
  return (
    <section aria-label="When no mapping matches">
      <Text size="sm" fw={600}>
        When no mapping matches
      </Text>
      <Text size="sm" maw={720}>
        {outcome.summary}
      </Text>
      <FactNotes facts={factItems(["no-match-declines", ...because])} />
    </section>
  );
}

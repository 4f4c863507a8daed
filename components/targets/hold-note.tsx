"use client";

import { Button, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useMay } from "@/components/shell/rights";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import { HOLD_SENTENCES } from "@/lib/api/correction-hold";
import type { TargetItem } from "@/lib/api/targets";
import { targetMutations } from "@/lib/queries/targets";

export interface HoldNoteProps {
  targetId: string;
  hold: NonNullable<TargetItem["correctionHold"]>;
}

/** The mode is enforce, and all the same the console leaves the target alone: since when, why, and the ways out. */
export function HoldNote({ targetId, hold }: HoldNoteProps) {
  const mayChange = useMay("server.write");
  const set = useMutation(targetMutations.setModes());
  return (
    <section aria-label="Correction held">
      <StateBadge state="correction-held" filled />
      <Text component="div" size="sm" mt={4} maw={720}>
        {HOLD_SENTENCES[hold.reason]} Held <Time value={hold.since} />.
      </Text>
      <Text size="sm" mt={4} maw={720}>
        A script, a policy or a person changes this site. Find out which before you push again; setting the
        mode anew lets the console correct again, too.
      </Text>
      {mayChange && (
        <Button
          variant="default"
          size="compact-sm"
          mt={8}
          loading={set.isPending}
          onClick={() => set.mutate({ targetIds: [targetId], mode: "enforce" })}
        >
          Let it correct again
        </Button>
      )}
      {set.error && <ProblemAlert problem={set.error} />}
    </section>
  );
}

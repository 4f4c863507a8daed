import { List, Textarea } from "@mantine/core";
import { placeKey } from "@/components/deployments/place-key";
import { placeName } from "@/components/targets/scope-name";
import type { TargetPlan } from "@/lib/api/deployments";

const NAMED = 12;

export interface PushConfirmationProps {
  plans: readonly TargetPlan[];
  /** What the push does at one place, behind its name. */
  say?: (plan: TargetPlan) => string;
  why: string;
  onWhy: (why: string) => void;
  /** Where the reason is kept. */
  kept: string;
  required?: boolean;
}

/** Where a push will go, and why: the last thing that is read before it starts. */
export function PushConfirmation({ plans, say, why, onWhy, kept, required = false }: PushConfirmationProps) {
  return (
    <>
      <List size="sm" my="md">
        {plans.slice(0, NAMED).map((plan) => (
          <List.Item key={placeKey(plan)}>
            {placeName(plan.serverName, plan.scope)}
            {say && `: ${say(plan)}`}
          </List.Item>
        ))}
        {plans.length > NAMED && (
          <List.Item>and {(plans.length - NAMED).toLocaleString("en")} more</List.Item>
        )}
      </List>
      <Textarea
        label={required ? "Why" : "Why (optional)"}
        required={required}
        description={kept}
        value={why}
        onChange={(event) => onWhy(event.currentTarget.value)}
        maxLength={500}
        autosize
        minRows={2}
        maw={560}
        mb="md"
      />
    </>
  );
}

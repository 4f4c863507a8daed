"use client";

import { Button, Checkbox, Group, List, Stack, Text, Title } from "@mantine/core";
import { useId } from "react";
import { BindingChanges } from "@/components/deployments/binding-changes";
import { placeKey } from "@/components/deployments/place-key";
import { PlanFindings } from "@/components/deployments/plan-findings";
import { PlanNote } from "@/components/deployments/plan-note";
import { isReady, type PushDecisions, withMember } from "@/components/deployments/push-decisions";
import { type PlannedRevision, ServerAnswer } from "@/components/deployments/server-answer";
import classes from "@/components/deployments/target-plan-card.module.css";
import { nameList } from "@/components/servers/name-list";
import { ChangeList } from "@/components/targets/change-list";
import { placeName } from "@/components/targets/scope-name";
import { StateBadge } from "@/components/ui/state-badge";
import type { StateName } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import type { TargetPlan } from "@/lib/api/deployments";

export interface TargetPlanCardProps {
  plan: TargetPlan;
  decisions: PushDecisions;
  onDecide: (decisions: PushDecisions) => void;
  onLeaveOut: () => void;
  /** Show at once what is not touched; folded where there are many targets. */
  untouchedOpen: boolean;
  /** What the push does beside the changes of the site config, such as a new password; instead of "nothing will change". */
  also?: string | undefined;
  /** Offers to ask the server itself about this revision. */
  planned?: PlannedRevision | undefined;
}

/** One target of the push: what changes, what stands in the way, what is not touched. */
export function TargetPlanCard({
  plan,
  decisions,
  onDecide,
  onLeaveOut,
  untouchedOpen,
  also,
  planned,
}: TargetPlanCardProps) {
  const heading = useId();
  const key = placeKey(plan);
  const place = placeName(plan.serverName, plan.scope);
  const { foreign, changes } = plan;
  const entries = foreign.length === 1 ? "entry" : "entries";
  return (
    <section className={classes.card} aria-labelledby={heading}>
      <Group justify="space-between" gap="xs" mb="xs">
        <Group gap="sm">
          <Title order={3} size="h5" id={heading}>
            {place}
          </Title>
          <StateBadge {...standing(plan, decisions)} />
        </Group>
        <Button variant="default" size="compact-sm" onClick={onLeaveOut} aria-label={`Leave ${place} out`}>
          Leave out
        </Button>
      </Group>
      <Stack gap="sm">
        {plan.blockers.map((blocker) => (
          <PlanNote key={`${blocker.code} ${blocker.message}`} kind="blocker" code={blocker.code}>
            {blocker.message}
          </PlanNote>
        ))}
        {foreign.length > 0 && (
          <PlanNote kind="decision">
            <Text size="sm">
              The push would remove {foreign.length.toLocaleString("en")} {entries} that somebody else put
              there:
            </Text>
            <List size="sm" mt={4} mb="xs">
              {foreign.slice(0, 20).map((entry) => (
                <List.Item key={entry}>{entry}</List.Item>
              ))}
              {foreign.length > 20 && (
                <List.Item>and {(foreign.length - 20).toLocaleString("en")} more</List.Item>
              )}
            </List>
            <Checkbox
              label={`Take over: remove ${foreign.length === 1 ? "this entry" : `these ${foreign.length} entries`} from ${place}`}
              checked={decisions.takeOver.has(key)}
              onChange={(event) =>
                onDecide({
                  ...decisions,
                  takeOver: withMember(decisions.takeOver, key, event.currentTarget.checked),
                })
              }
            />
          </PlanNote>
        )}
        {plan.emptied && (
          <PlanNote kind="decision">
            <Text size="sm" mb="xs">
              The push would empty a list that has entries now: all one-to-one or all many-to-one mappings
              there would be gone.
            </Text>
            <Checkbox
              label={`Allow empty: leave that list of ${place} empty`}
              checked={decisions.allowEmpty.has(key)}
              onChange={(event) =>
                onDecide({
                  ...decisions,
                  allowEmpty: withMember(decisions.allowEmpty, key, event.currentTarget.checked),
                })
              }
            />
          </PlanNote>
        )}
        {plan.warnings.map((warning) => (
          <PlanNote key={warning} kind="warning">
            {warning}
          </PlanNote>
        ))}
        <PlanFindings plan={plan} />
        {also && <Text size="sm">{also}</Text>}
        <div>
          <Text component="h4" size="sm" fw={600} m={0} mb={4}>
            {changes.length === 0
              ? plan.expectedDigest === null
                ? "What will change is not known"
                : also
                  ? "Nothing else will change"
                  : "Nothing will change"
              : `${changes.length.toLocaleString("en")} ${changes.length === 1 ? "change" : "changes"}`}
          </Text>
          {changes.length > 0 && <ChangeList changes={changes} label={`Changes on ${place}`} of="push" />}
          {changes.length === 0 && plan.expectedDigest !== null && (
            <Text size="sm">The server has what the revision says. The push proves it again.</Text>
          )}
          {plan.expectedDigest === null && (
            <Text size="sm">The server has not reported what stands there.</Text>
          )}
        </div>
        <BindingChanges changes={plan.bindings} />
        {plan.alsoChanged.length > 0 && (
          <PlanNote kind="warning">
            The configuration is shared: {nameList(plan.alsoChanged)}{" "}
            {plan.alsoChanged.length === 1 ? "changes" : "change"} with this push too, and{" "}
            {plan.alsoChanged.length === 1 ? "is" : "are"} looked at afterwards. http.sys records are each
            server's own and are written on {plan.serverName} alone.
          </PlanNote>
        )}
        <details open={untouchedOpen}>
          <summary className={classes.summary}>What is not touched</summary>
          <List size="sm" mt={4}>
            {plan.notTouched.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        </details>
        <Text component="div" size="xs" c="dimmed">
          Last report of the server: <Time value={plan.observedAt} />
        </Text>
        {planned && <ServerAnswer plan={plan} planned={planned} />}
      </Stack>
    </section>
  );
}

/** Ready means that the push can be made, and not that somebody can sign in after it. */
function standing(plan: TargetPlan, decisions: PushDecisions): { state: StateName; words: string } {
  if (plan.blockers.length > 0) return { state: "failed", words: "Blocked" };
  if (!isReady(plan, decisions)) return { state: "pending", words: "Needs your decision" };
  return plan.findings.some(({ verdict }) => verdict === "problem")
    ? { state: "warning", words: "Ready, with problems" }
    : { state: "verified", words: "Ready" };
}

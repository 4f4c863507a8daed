import { List, Text } from "@mantine/core";
import { PlanNote } from "@/components/deployments/plan-note";
import { ChangeList } from "@/components/targets/change-list";
import { placeName } from "@/components/targets/scope-name";
import { StateBadge } from "@/components/ui/state-badge";
import type { TargetPlan } from "@/lib/api/deployments";
import type { ServerPlan } from "@/lib/api/tasks";

/** The agent's own plan. What is the same as in the console's plan above it is said once. */
export function ServerPlanView({ answer, plan }: { answer: ServerPlan; plan: TargetPlan }) {
  const same = answer.liveDigest === plan.expectedDigest;
  const others = answer.warnings.filter((warning) => !plan.warnings.includes(warning));
  const moreForeign = answer.foreignCount > 0 && answer.foreignCount !== plan.foreign.length;
  return (
    <>
      {answer.refusal && (
        <PlanNote kind="blocker" code={answer.refusal.code}>
          The push would be refused there now. {answer.refusal.message}
        </PlanNote>
      )}
      {same ? (
        <Text size="sm" component="div">
          <StateBadge state="verified" words="As planned" /> The server is as it last reported:{" "}
          {answer.changeCount === 0 ? "nothing would change." : `${sayChanges(answer)}, as above.`}
        </Text>
      ) : (
        <>
          <PlanNote kind="warning">
            The server is not as it last reported. The push would be refused: check again, and look at the new
            plan.
          </PlanNote>
          <Text size="sm">There now: {sayChanges(answer)}.</Text>
          {answer.changes.length > 0 && (
            <ChangeList
              changes={answer.changes}
              label={`Changes that ${placeName(plan.serverName, plan.scope)} names itself`}
            />
          )}
          {answer.changeCount > answer.changes.length && (
            <Text size="sm">
              and {(answer.changeCount - answer.changes.length).toLocaleString("en")} more
            </Text>
          )}
        </>
      )}
      {moreForeign && (
        <div>
          <Text size="sm">
            Of{" "}
            {answer.foreignCount === 1 ? "one entry" : `${answer.foreignCount.toLocaleString("en")} entries`}{" "}
            there the agent knows nothing: the push needs “take over”.
          </Text>
          <List size="sm">
            {answer.foreign.slice(0, 20).map((entry) => (
              <List.Item key={entry}>{entry}</List.Item>
            ))}
          </List>
        </div>
      )}
      {answer.emptied && !plan.emptied && (
        <Text size="sm">A list that has entries there would be emptied: the push needs “allow empty”.</Text>
      )}
      {answer.bindings.length > 0 && (
        <Text size="sm">http.sys records that would be changed: {answer.bindings.join(", ")}.</Text>
      )}
      <Text size="sm">{sayPasswords(answer)}</Text>
      {others.map((warning) => (
        <PlanNote key={warning} kind="warning">
          {warning}
        </PlanNote>
      ))}
    </>
  );
}

function sayChanges({ changeCount }: ServerPlan): string {
  return `${changeCount.toLocaleString("en")} ${changeCount === 1 ? "change" : "changes"}`;
}

const NAMED = 10;

/** No password leaves the console for a plan, so whether one that stands there is the right one is not known. */
function sayPasswords({ newPasswords, newPasswordCount }: ServerPlan): string {
  const kept = "Passwords that stand there are compared when the push arrives.";
  if (newPasswordCount === 0) return kept;
  const more = newPasswordCount - Math.min(newPasswordCount, NAMED);
  const names = newPasswords.slice(0, NAMED).join(", ");
  return `The stored password of ${names}${more > 0 ? ` and ${more.toLocaleString("en")} more` : ""} would be written. ${kept}`;
}

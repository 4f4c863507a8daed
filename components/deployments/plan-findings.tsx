import { Anchor, List, Text } from "@mantine/core";
import { PlanNote } from "@/components/deployments/plan-note";
import { doctorHref } from "@/components/doctor/words";
import { AppLink } from "@/components/ui/app-link";
import type { TargetPlan } from "@/lib/api/deployments";

/** What the site doctor would find after the push: it is pushed all the same, and nobody may be able to sign in. */
export function PlanFindings({ plan: { serverId, scope, findings } }: { plan: TargetPlan }) {
  if (findings.length === 0) return null;
  return (
    <PlanNote kind="warning">
      <Text size="sm">
        {findings.some(({ verdict }) => verdict === "problem")
          ? "The push will be verified, and people may not be able to sign in all the same. After it the site doctor would find:"
          : "After the push the site doctor would find:"}
      </Text>
      <List size="sm" mt={4}>
        {findings.map(({ check, title, verdict, seen }) => (
          <List.Item key={check}>
            {verdict === "problem" ? "Problem" : "Warning"},{" "}
            {scope === "" ? (
              title
            ) : (
              <Anchor
                component={AppLink}
                href={`${doctorHref(serverId, scope)}#check-${check}`}
                size="sm"
                underline="always"
              >
                {title}
              </Anchor>
            )}
            : {seen}
          </List.Item>
        ))}
      </List>
    </PlanNote>
  );
}

import { Text } from "@mantine/core";
import { Time } from "@/components/ui/time";
import type { Drift } from "@/lib/api/targets";

/** How the target's settings stand, in one or two sentences. */
export function DriftWords({ drift }: { drift: Drift }) {
  return (
    <Text component="div" size="sm" mb="sm" maw={720}>
      <Words {...drift} changes={drift.changes.length} />
    </Text>
  );
}

function Words({ target, passwords, changes }: Omit<Drift, "changes"> & { changes: number }) {
  if (target.deployedRevision === null) return "No push to this target has been verified yet.";
  if (target.state === "pushing") return "A push runs, or waits for its turn. This page follows it.";
  const seen = (
    <>
      {" "}
      Last report <Time value={target.observedAt} />.
    </>
  );
  if (target.observedAt === null) return "The agent has not reported yet what stands there.";
  if (changes === 0 && passwords.length > 0)
    return (
      <>
        The settings are exactly what revision {target.deployedRevision} says, but not the passwords.
        {seen}
      </>
    );
  if (changes === 0 && target.state === "drifted")
    return (
      <>
        The settings read the same, but not all of what was pushed is there as it was written.
        {seen}
      </>
    );
  if (changes === 0)
    return (
      <>
        The server has exactly what revision {target.deployedRevision} says.
        {seen}
      </>
    );
  return (
    <>
      Somebody or something changed the server after the push.{seen} {changes.toLocaleString("en")}{" "}
      {changes === 1 ? "difference" : "differences"} from revision {target.deployedRevision}:
    </>
  );
}

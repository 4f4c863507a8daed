import { Progress, Text } from "@mantine/core";
import type { DeploymentDetail } from "@/lib/api/deployments";

/** How far the push has come over all targets, in one line and one bar. */
export function DeploymentProgress({ deployment }: { deployment: DeploymentDetail }) {
  const { targets, verified, failed, jobs } = deployment;
  const superseded = jobs.filter((job) => job.state === "superseded").length;
  const left = targets - verified - failed - superseded;
  const share = (count: number) => (targets === 0 ? 0 : (100 * count) / targets);
  const words = [
    `${verified.toLocaleString("en")} of ${targets.toLocaleString("en")} ${targets === 1 ? "target" : "targets"} verified`,
    ...(failed > 0 ? [`${failed.toLocaleString("en")} failed`] : []),
    ...(superseded > 0 ? [`${superseded.toLocaleString("en")} superseded`] : []),
    ...(left > 0 ? [`${left.toLocaleString("en")} still to come`] : []),
  ].join(", ");
  return (
    <div>
      <Text size="sm" mb={8} role="status">
        {words}
      </Text>
      <Progress.Root size={8} aria-hidden transitionDuration={0}>
        <Progress.Section value={share(verified)} color="green.7" />
        <Progress.Section value={share(failed)} color="red.7" />
        <Progress.Section value={share(superseded)} color="gray.6" />
      </Progress.Root>
    </div>
  );
}

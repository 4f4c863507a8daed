import { Text, Title } from "@mantine/core";
import { Countdown } from "@/components/deployments/countdown";
import { isCanary } from "@/components/deployments/job-words";
import classes from "@/components/deployments/wave-list.module.css";
import { StateBadge } from "@/components/ui/state-badge";
import type { StateName } from "@/components/ui/states";
import type { DeploymentDetail, DeploymentTargetItem } from "@/lib/api/deployments";

/** The waves of a push in their order: which one is open, which has ended, and when the next one opens. */
export function WaveList({ deployment }: { deployment: DeploymentDetail }) {
  const { jobs } = deployment;
  const waves = [...new Set(jobs.map(({ wave }) => wave))].toSorted((one, other) => one - other);
  const next = waves.find((wave) => wave > deployment.openWave);
  return (
    <section>
      <Title order={2} size="h5" mb={8}>
        Waves
      </Title>
      <ol className={classes.waves}>
        {waves.map((wave) => {
          const own = jobs.filter((job) => job.wave === wave);
          const { state, words } = stateOf(deployment, wave, own);
          return (
            <li key={wave} className={classes.wave} aria-current={wave === deployment.openWave || undefined}>
              <Text size="sm" fw={600}>
                {isCanary({ wave }, deployment) ? "Canary" : `Wave ${wave + 1}`}
                {own.some(({ triesPassword }) => triesPassword) && ", tries the new password"}
              </Text>
              <StateBadge state={state} words={words} />
              <Text size="sm" c="dimmed">
                {countWords(own)}
              </Text>
              {wave === next && deployment.state === "soaking" && deployment.soakUntil !== null && (
                <Text size="sm">
                  Opens <Countdown until={deployment.soakUntil} />
                </Text>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function stateOf(
  { openWave, state }: DeploymentDetail,
  wave: number,
  jobs: DeploymentTargetItem[],
): { state: StateName; words: string } {
  const has = (...states: string[]) => jobs.some((job) => states.includes(job.state));
  if (has("failed", "undone"))
    return { state: "failed", words: has("queued", "leased") ? "Has failures" : "Failed" };
  if (!has("queued", "leased"))
    return has("superseded")
      ? { state: "superseded", words: "Not pushed" }
      : { state: "verified", words: "Verified" };
  if (wave > openWave) return { state: "queued", words: "Waits" };
  return state === "paused" ? { state: "paused", words: "Paused" } : { state: "pushing", words: "Open" };
}

function countWords(jobs: DeploymentTargetItem[]): string {
  const verified = jobs.filter(({ state }) => state === "verified").length;
  return `${verified.toLocaleString("en")} of ${jobs.length.toLocaleString("en")} ${jobs.length === 1 ? "target" : "targets"} verified`;
}

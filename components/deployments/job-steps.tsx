import { VisuallyHidden } from "@mantine/core";
import { IconCheck, IconCircleDashed, IconX } from "@tabler/icons-react";
import classes from "@/components/deployments/job-card.module.css";
import { StepTime } from "@/components/deployments/step-time";
import { EXPECTED_STEPS, stepWords } from "@/components/deployments/step-words";
import type { DeploymentTargetItem } from "@/lib/api/deployments";

/** The agent's journal. Steps still to come are there from the start, so that nothing moves while it runs. */
export function JobSteps({ job }: { job: DeploymentTargetItem }) {
  const taken = new Set(job.steps.map((step) => step.name));
  const coming = EXPECTED_STEPS.filter((name) => !taken.has(name));
  const running = job.state === "queued" || job.state === "leased";
  return (
    <ol className={classes.list} aria-label={`Steps on ${job.serverName}`}>
      {job.steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the journal only grows, and a step may come twice
        <li key={index} className={`${classes.step} ${step.ok ? classes.done : classes.failed}`}>
          {step.ok ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
          <span>
            {stepWords(step.name, step.ok)}
            <VisuallyHidden>{step.ok ? " (done)" : " (failed)"}</VisuallyHidden>
          </span>
          <StepTime value={step.at} />
          {step.detail && <span className={classes.detail}>{step.detail}</span>}
        </li>
      ))}
      {coming.map((name) => (
        <li key={name} className={`${classes.step} ${classes.next}`}>
          <IconCircleDashed size={16} aria-hidden />
          <span>
            {stepWords(name, false)}
            <VisuallyHidden>{running ? " (to come)" : " (not reached)"}</VisuallyHidden>
          </span>
        </li>
      ))}
    </ol>
  );
}

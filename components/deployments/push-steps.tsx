import { VisuallyHidden } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import classes from "@/components/deployments/push-steps.module.css";

export const PUSH_STEPS = ["choose", "review", "confirm"] as const;
export type PushStep = (typeof PUSH_STEPS)[number];

const WORDS: Record<PushStep, string> = {
  choose: "Choose targets",
  review: "See what changes",
  confirm: "Confirm",
};

/** Where the person is on the way to a push. */
export function PushSteps({ current }: { current: PushStep }) {
  const position = PUSH_STEPS.indexOf(current);
  return (
    <ol className={classes.steps} aria-label="Steps of the push">
      {PUSH_STEPS.map((step, index) => (
        <li
          key={step}
          className={index < position ? classes.done : undefined}
          aria-current={step === current ? "step" : undefined}
        >
          <span className={classes.number} aria-hidden>
            {index < position ? <IconCheck size={14} /> : index + 1}
          </span>
          {WORDS[step]}
          {index < position && <VisuallyHidden> (done)</VisuallyHidden>}
        </li>
      ))}
    </ol>
  );
}

import type { ReactNode } from "react";
import classes from "@/components/deployments/push-steps.module.css";

/** Stays in sight at the bottom of each step: what is chosen, and the way on. */
export function PushFooter({ status, children }: { status: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.footer}>
      <div role="status">{status}</div>
      <div className={classes.buttons}>{children}</div>
    </div>
  );
}

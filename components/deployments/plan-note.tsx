import { Code, Text } from "@mantine/core";
import { type Icon, IconAlertTriangle, IconCircleX, IconHandStop } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "@/components/deployments/target-plan-card.module.css";

const ICONS: Record<PlanNoteProps["kind"], Icon> = {
  blocker: IconCircleX,
  decision: IconHandStop,
  warning: IconAlertTriangle,
};

export interface PlanNoteProps {
  kind: "blocker" | "decision" | "warning";
  /** To search for. */
  code?: string;
  children: ReactNode;
}

/** Something about a target that must be read before the push. */
export function PlanNote({ kind, code, children }: PlanNoteProps) {
  const Mark = ICONS[kind];
  return (
    <div className={`${classes.note} ${classes[kind]}`}>
      <Mark size={20} aria-hidden />
      <div>
        {children}
        {code && (
          <Text size="xs" c="dimmed" mt={2}>
            Code <Code>{code}</Code>
          </Text>
        )}
      </div>
    </div>
  );
}

import { Group, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import classes from "@/components/overview/overview.module.css";

/** One question of the overview and its answer. */
export function Panel({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const heading = useId();
  return (
    <section className={classes.panel} aria-labelledby={heading}>
      <Group justify="space-between" mb="xs" gap="xs">
        <Title order={2} size="h5" id={heading}>
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </section>
  );
}

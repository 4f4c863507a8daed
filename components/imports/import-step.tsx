import { Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** One step of the import, under its own heading. */
export function ImportStep({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack component="section" gap="sm">
      <Title order={2} size="h4">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

"use client";

import { Paper, Stack, Switch, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";

export interface SettingsSectionProps {
  title: string;
  /** As IIS names it. */
  section: string;
  /** Undefined: the parts are managed one by one. */
  managed?: boolean;
  onManagedChange?: (managed: boolean) => void;
  children: ReactNode;
}

/** A section of the configuration: managed whole, or left alone. */
export function SettingsSection({
  title,
  section,
  managed,
  onManagedChange,
  children,
}: SettingsSectionProps) {
  const heading = useId();
  return (
    <Paper component="section" withBorder p="md" aria-labelledby={heading}>
      <Stack gap="md">
        <div>
          <Title order={2} size="h4" id={heading}>
            {title}
          </Title>
          <Text size="xs" c="dimmed" ff="monospace">
            {section}
          </Text>
        </div>
        {managed !== undefined && (
          <Switch
            label="Managed by Certmap"
            description="Off: a push leaves this section of the site as it is."
            checked={managed}
            onChange={(event) => onManagedChange?.(event.currentTarget.checked)}
            aria-label={`${title}: managed by Certmap`}
          />
        )}
        {managed !== false && children}
      </Stack>
    </Paper>
  );
}

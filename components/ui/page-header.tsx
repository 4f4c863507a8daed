"use client";

import { Anchor, Breadcrumbs, Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { AppLink } from "@/components/ui/app-link";

export interface Crumb {
  label: string;
  href: string;
}

export interface PageHeaderProps {
  title: string;
  /** The way here, without the page itself. */
  crumbs?: Crumb[];
  /** What state the thing is in: a StateBadge or two. */
  state?: ReactNode;
  /** The one main action; a lesser one may stand before it. */
  action?: ReactNode;
  description?: ReactNode;
}

/** On top of every page: where I am, what state it is in, the one main action. */
export function PageHeader({ title, crumbs, state, action, description }: PageHeaderProps) {
  return (
    <Stack component="header" gap={4} mb="md">
      {crumbs && crumbs.length > 0 && (
        <Breadcrumbs aria-label="Breadcrumb" component="nav" separatorMargin={6}>
          {crumbs.map((crumb) => (
            <Anchor key={crumb.href} component={AppLink} href={crumb.href} size="sm">
              {crumb.label}
            </Anchor>
          ))}
        </Breadcrumbs>
      )}
      <Group justify="space-between" align="flex-start" gap="sm">
        <Group gap="sm" align="center" style={{ minWidth: 0, flex: "1 1 240px" }}>
          <Title order={1} size="h2" style={{ overflowWrap: "anywhere" }}>
            {title}
          </Title>
          {state}
        </Group>
        {action && <Group gap="xs">{action}</Group>}
      </Group>
      {description && (
        <Text component="div" c="dimmed" size="sm" maw={720}>
          {description}
        </Text>
      )}
    </Stack>
  );
}

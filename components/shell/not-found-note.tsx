"use client";

import { Button, Text, Title } from "@mantine/core";
import { IconMapQuestion } from "@tabler/icons-react";
import { AppLink } from "@/components/ui/app-link";
import { EmptyState } from "@/components/ui/empty-state";

export function NotFoundNote() {
  return (
    <EmptyState
      icon={IconMapQuestion}
      action={
        <Button component={AppLink} href="/overview" variant="default">
          Go to the overview
        </Button>
      }
    >
      <Title order={1} size="h3" mb={4} c="var(--mantine-color-text)">
        There is nothing here
      </Title>
      <Text size="sm">It may have been deleted, or the address is not complete.</Text>
    </EmptyState>
  );
}

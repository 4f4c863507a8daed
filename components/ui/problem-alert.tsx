"use client";

import { Alert, Button, Code, Group, List, Text } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";

/** What an error says; an RFC 9457 problem and our ApiError both fit. */
export interface ProblemLike {
  title?: string;
  detail?: string;
  message?: string;
  code?: string;
  line?: number;
  column?: number;
  errors?: { message: string; field?: string }[];
}

export interface ProblemAlertProps {
  problem: ProblemLike;
  /** What did not work, where the title alone would not say: "The file could not be stored". */
  title?: string;
  onRetry?: () => void;
  onClose?: () => void;
}

/** What happened, why, what to do, and the code to search for. Stays until it is read. */
export function ProblemAlert({ problem, title, onRetry, onClose }: ProblemAlertProps) {
  const place = problem.line === undefined ? "" : ` (line ${problem.line}, column ${problem.column ?? 1})`;
  return (
    <Alert
      role="alert"
      variant="default"
      color="red"
      icon={<IconAlertCircle color="light-dark(#c92a2a, #ff8787)" aria-hidden />}
      title={title ?? problem.title ?? "Something went wrong"}
      withCloseButton={onClose !== undefined}
      closeButtonLabel="Close this message"
      onClose={onClose}
    >
      <Text size="sm">
        {problem.detail ?? problem.message}
        {place}
      </Text>
      {problem.errors && problem.errors.length > 1 && (
        <List size="sm" mt={4}>
          {problem.errors.map((error) => (
            <List.Item key={`${error.field ?? ""} ${error.message}`}>{error.message}</List.Item>
          ))}
        </List>
      )}
      <Group gap="sm" mt="xs">
        {onRetry && (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
        {problem.code && (
          <Text size="xs" c="dimmed">
            Code <Code>{problem.code}</Code>
          </Text>
        )}
      </Group>
    </Alert>
  );
}

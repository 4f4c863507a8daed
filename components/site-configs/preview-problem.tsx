"use client";

import { Alert, Code, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { ApiError } from "@/lib/queries/api-error";

/** What this form or this place cannot express: nothing is broken, another choice helps. */
const REFUSALS = ["render-refused", "render-nothing", "scope-below-site", "value-unwritable"];

export interface PreviewProblemProps {
  error: Error;
  form: string;
  onRetry: () => void;
}

/** A refusal as its sentence; anything else as the error that it is. */
export function PreviewProblem({ error, form, onRetry }: PreviewProblemProps) {
  if (!(error instanceof ApiError) || !REFUSALS.includes(error.code))
    return <ProblemAlert problem={error} onRetry={onRetry} />;
  return (
    <Alert
      role="status"
      variant="default"
      icon={<IconInfoCircle color="light-dark(#1864ab, #74c0fc)" aria-hidden />}
      title={`There is no ${form} for this`}
    >
      <Text size="sm">{error.detail}</Text>
      <Text size="xs" c="dimmed" mt="xs">
        Code <Code>{error.code}</Code>
      </Text>
    </Alert>
  );
}

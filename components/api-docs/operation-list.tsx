import { Anchor, Badge, Code, Group, Stack, Text, Title } from "@mantine/core";

export interface DescribedOperation {
  method: string;
  path: string;
  summary: string;
  /** Who may, in words. */
  who: string;
  /** Titled texts of what it takes and gives. */
  parts: { title: string; text: string }[];
}
export interface DescribedNoun {
  noun: string;
  operations: DescribedOperation[];
}

/** The public API as people read it: a way to each noun, then each route with what it takes and gives. */
export function OperationList({ nouns }: { nouns: DescribedNoun[] }) {
  return (
    <Stack gap="xl">
      <Group component="nav" aria-label="Parts of the API" gap="sm">
        {nouns.map(({ noun }) => (
          <Anchor key={noun} href={`#${noun}`} size="sm">
            {noun}
          </Anchor>
        ))}
      </Group>
      {nouns.map(({ noun, operations }) => (
        <Stack key={noun} component="section" gap="md" aria-labelledby={noun}>
          <Title order={2} size="h4" id={noun}>
            {noun}
          </Title>
          {operations.map((operation) => (
            <Operation key={`${operation.method} ${operation.path}`} operation={operation} />
          ))}
        </Stack>
      ))}
    </Stack>
  );
}

function Operation({ operation: { method, path, summary, who, parts } }: { operation: DescribedOperation }) {
  return (
    <Stack gap={4}>
      <Group gap="xs" wrap="wrap">
        <Badge variant="default" radius="sm">
          {method}
        </Badge>
        <Code style={{ overflowWrap: "anywhere" }}>{path}</Code>
      </Group>
      <Text size="sm">{summary}.</Text>
      <Text size="sm" c="dimmed">
        {who}
      </Text>
      {parts.map(({ title, text }) => (
        <details key={title}>
          <summary>
            <Text span size="sm">
              {title}
            </Text>
          </summary>
          <Code block tabIndex={0} mah={400}>
            {text}
          </Code>
        </details>
      ))}
    </Stack>
  );
}

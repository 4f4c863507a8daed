"use client";

import { Button, Group, Stack, Textarea } from "@mantine/core";

export interface PasteCertificateProps {
  text: string;
  onChange: (text: string) => void;
  onAdd: () => void;
  pending: boolean;
}

/** The text of one certificate, as people copy it from a mail or a file. */
export function PasteCertificate({ text, onChange, onAdd, pending }: PasteCertificateProps) {
  return (
    <Stack gap="xs">
      <Textarea
        label="The certificate's text"
        description="PEM with or without the BEGIN and END lines."
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        autosize
        minRows={2}
        maxRows={6}
        spellCheck={false}
        autoFocus
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onAdd} loading={pending} disabled={text.trim() === ""}>
          Take the pasted text
        </Button>
      </Group>
    </Stack>
  );
}

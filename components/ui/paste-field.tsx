"use client";

import { Button, Group, Textarea } from "@mantine/core";
import { useState } from "react";

export interface PasteFieldProps {
  label: string;
  description?: string;
  placeholder?: string;
  /** What the button says; it is there when there is text. */
  action: string;
  busy?: boolean;
  /** Answers whether the text was taken: what was refused stays, to be corrected. */
  onPaste: (text: string) => Promise<boolean>;
}

/** Text instead of a file. */
export function PasteField({ label, description, placeholder, action, busy, onPaste }: PasteFieldProps) {
  const [text, setText] = useState("");
  return (
    <>
      <Textarea
        label={label}
        description={description}
        placeholder={placeholder}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autosize
        minRows={2}
        maxRows={6}
        spellCheck={false}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      />
      {text.trim() !== "" && (
        <Group justify="flex-end">
          <Button
            variant="default"
            loading={busy}
            onClick={async () => {
              if (await onPaste(text)) setText("");
            }}
          >
            {action}
          </Button>
        </Group>
      )}
    </>
  );
}

"use client";

import { Button, Group, Text } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { IconUpload } from "@tabler/icons-react";
import { useRef } from "react";

export interface FileDropProps {
  onFiles: (files: File[]) => void;
  loading?: boolean;
  multiple?: boolean;
  /** Where it takes other things than certificates. */
  title?: string;
  hint?: string;
  label?: string;
}

const HINT = ".cer, .crt, .pem, .der, .p7b, .pfx, .zip or any text that holds one";

/** The field for certificate files: drop them or pick them. */
export function FileDrop({ onFiles, loading = false, multiple = true, ...words }: FileDropProps) {
  const { title = multiple ? "Drop certificate files here" : "Drop a certificate file here" } = words;
  const { label = multiple ? "Certificate files" : "Certificate file", hint = HINT } = words;
  const openPicker = useRef<() => void>(null);
  return (
    // The button is what one clicks and tabs to; the frame around it only takes what is dropped.
    <Dropzone
      onDrop={onFiles}
      loading={loading}
      multiple={multiple}
      openRef={openPicker}
      activateOnClick={false}
      activateOnKeyboard={false}
      enablePointerEvents
      p="md"
      inputProps={{ "aria-label": label }}
    >
      <Group gap="md" justify="space-between">
        <Group gap="sm" wrap="nowrap" style={{ flex: "1 1 240px" }}>
          <IconUpload size={28} stroke={1.5} aria-hidden style={{ flex: "none" }} />
          <div>
            <Text size="sm" fw={600}>
              {title}
            </Text>
            <Text size="sm" c="dimmed">
              {hint}
            </Text>
          </div>
        </Group>
        <Button variant="default" data-autofocus onClick={() => openPicker.current?.()}>
          {multiple ? "Choose files" : "Choose a file"}
        </Button>
      </Group>
    </Dropzone>
  );
}

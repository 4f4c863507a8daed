"use client";

import { Button, Group, Text } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { IconUpload } from "@tabler/icons-react";
import { useRef } from "react";

export interface FileDropProps {
  onFiles: (files: File[]) => void;
  loading?: boolean;
  multiple?: boolean;
}

/** The field for certificate files: drop them or pick them. */
export function FileDrop({ onFiles, loading = false, multiple = true }: FileDropProps) {
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
      inputProps={{ "aria-label": multiple ? "Certificate files" : "Certificate file" }}
    >
      <Group gap="md" justify="space-between">
        <Group gap="sm" wrap="nowrap" style={{ flex: "1 1 240px" }}>
          <IconUpload size={28} stroke={1.5} aria-hidden style={{ flex: "none" }} />
          <div>
            <Text size="sm" fw={600}>
              {multiple ? "Drop certificate files here" : "Drop a certificate file here"}
            </Text>
            <Text size="sm" c="dimmed">
              .cer, .crt, .pem, .der, .p7b, .pfx, .zip or any text that holds one
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

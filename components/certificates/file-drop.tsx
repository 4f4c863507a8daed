"use client";

import { Group, Text } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { IconUpload } from "@tabler/icons-react";

export interface FileDropProps {
  onFiles: (files: File[]) => void;
  loading?: boolean;
  multiple?: boolean;
}

/** The field for certificate files: drop them or pick them. */
export function FileDrop({ onFiles, loading = false, multiple = true }: FileDropProps) {
  return (
    <Dropzone
      onDrop={onFiles}
      loading={loading}
      multiple={multiple}
      p="md"
      role="button"
      aria-label={multiple ? "Drop or choose files" : "Drop or choose a file"}
      inputProps={{ "aria-label": multiple ? "Certificate files" : "Certificate file" }}
    >
      <Group gap="sm" wrap="nowrap" style={{ pointerEvents: "none" }}>
        <IconUpload size={28} stroke={1.5} aria-hidden style={{ flex: "none" }} />
        <div>
          <Text size="sm" fw={600}>
            {multiple
              ? "Drop certificate files here, or choose them"
              : "Drop a certificate file here, or choose it"}
          </Text>
          <Text size="sm" c="dimmed">
            .cer, .crt, .der or .pem: the certificate alone, without its private key
          </Text>
        </div>
      </Group>
    </Dropzone>
  );
}

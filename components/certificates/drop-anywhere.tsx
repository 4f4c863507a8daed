"use client";

import { Stack, Text } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { useWindowEvent } from "@mantine/hooks";
import { IconUpload } from "@tabler/icons-react";
import { pastedFiles } from "@/components/certificates/pasted-files";

/** Files dropped or pasted anywhere on the page. */
export function DropAnywhere({ active, onFiles }: { active: boolean; onFiles: (files: File[]) => void }) {
  useWindowEvent("paste", (event) => {
    if (!active) return;
    const files = pastedFiles(event);
    if (files.length > 0) onFiles(files);
  });
  return (
    <Dropzone.FullScreen active={active} onDrop={onFiles} inputProps={{ "aria-label": "Drop anywhere" }}>
      <Stack
        align="center"
        justify="center"
        mih="calc(100dvh - 120px)"
        gap="xs"
        style={{ pointerEvents: "none" }}
      >
        <IconUpload size={40} stroke={1.5} aria-hidden />
        <Text size="lg" fw={600}>
          Drop the certificates here
        </Text>
      </Stack>
    </Dropzone.FullScreen>
  );
}

"use client";

import { Overlay, Portal, Stack, Text } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { pastedFiles } from "@/components/certificates/pasted-files";

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

export interface DropAnywhereProps {
  onFiles: (files: File[]) => void;
  words?: string;
}

/** Files dropped or pasted anywhere on the page. */
export function DropAnywhere({ onFiles, words = "Drop the certificates here" }: DropAnywhereProps) {
  const [dragging, setDragging] = useState(false);

  useWindowEvent("dragover", (event) => {
    if (!hasFiles(event)) return;
    // Without this the browser leaves the page and opens the file.
    event.preventDefault();
    setDragging(true);
  });
  useWindowEvent("dragleave", (event) => {
    if (event.relatedTarget === null) setDragging(false);
  });
  useWindowEvent("drop", (event) => {
    setDragging(false);
    // A field for files has taken them already.
    if (event.defaultPrevented || !hasFiles(event)) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) onFiles(files);
  });
  useWindowEvent("paste", (event) => {
    const files = pastedFiles(event);
    if (files.length > 0) onFiles(files);
  });

  if (!dragging) return null;
  return (
    <Portal>
      <Overlay fixed blur={2} backgroundOpacity={0.7} zIndex={1000} style={{ pointerEvents: "none" }}>
        <Stack align="center" justify="center" h="100%" gap="xs" c="white">
          <IconUpload size={40} stroke={1.5} aria-hidden />
          <Text size="lg" fw={600}>
            {words}
          </Text>
        </Stack>
      </Overlay>
    </Portal>
  );
}

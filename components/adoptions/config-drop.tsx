"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { IconFileImport } from "@tabler/icons-react";
import { useRef } from "react";
import { PasteField } from "@/components/ui/paste-field";

export interface ConfigDropProps {
  onFiles: (files: File[]) => void;
  loading: boolean;
}

/** Drop, choose or paste configuration. */
export function ConfigDrop({ onFiles, loading }: ConfigDropProps) {
  const openPicker = useRef<() => void>(null);
  return (
    <Stack gap="sm">
      {/* The button is what one clicks and tabs to; the frame around it only takes what is dropped. */}
      <Dropzone
        onDrop={onFiles}
        loading={loading}
        openRef={openPicker}
        activateOnClick={false}
        activateOnKeyboard={false}
        enablePointerEvents
        p="md"
        inputProps={{ "aria-label": "Configuration files" }}
      >
        <Group gap="md" justify="space-between">
          <Group gap="sm" wrap="nowrap" style={{ flex: "1 1 240px" }}>
            <IconFileImport size={28} stroke={1.5} aria-hidden style={{ flex: "none" }} />
            <div>
              <Text size="sm" fw={600}>
                Drop configuration files here
              </Text>
              <Text size="sm" c="dimmed">
                applicationHost.config, web.config, a copied &lt;location&gt; or section, or a JSON export of
                Certmap
              </Text>
            </div>
          </Group>
          <Button variant="default" onClick={() => openPicker.current?.()}>
            Choose files
          </Button>
        </Group>
      </Dropzone>
      <PasteField
        label="Or paste configuration"
        action="Read the pasted text"
        busy={loading}
        onPaste={async (text) => {
          onFiles([new File([text], "pasted text")]);
          return true;
        }}
      />
    </Stack>
  );
}

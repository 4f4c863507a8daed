"use client";

import { Button, Divider, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { FileDrop } from "@/components/certificates/file-drop";
import { textFile } from "@/components/certificates/pasted-files";
import { UploadResult } from "@/components/certificates/upload-result";
import type { Uploads } from "@/components/certificates/use-uploads";

export interface UploadDialogProps {
  opened: boolean;
  onClose: () => void;
  uploads: Uploads;
}

/** Drop, pick or paste; below it stands what became of each file. */
export function UploadDialog({ opened, onClose, uploads }: UploadDialogProps) {
  const [text, setText] = useState("");
  async function addText() {
    const found = await uploads.add([textFile(text)]);
    // Refused text stays for correction.
    if (found.length > 0) setText("");
  }
  return (
    <Modal opened={opened} onClose={onClose} title="Upload certificates" size="lg">
      <Stack gap="md">
        <FileDrop onFiles={uploads.add} />
        <Textarea
          label="Or paste the certificate's text"
          description="PEM with or without the BEGIN and END lines."
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
            <Button variant="default" onClick={addText} loading={uploads.busy}>
              Add the pasted text
            </Button>
          </Group>
        )}
        {uploads.uploads.length > 0 && (
          <>
            <Divider label={sayResults(uploads)} labelPosition="left" />
            <Stack component="ul" gap="sm" m={0} p={0} aria-label="Results" style={{ listStyle: "none" }}>
              {uploads.uploads.map((upload) => (
                <UploadResult key={upload.key} upload={upload} onFollow={onClose} />
              ))}
            </Stack>
          </>
        )}
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status">
            {uploads.busy ? "Reading files" : ""}
          </Text>
          <Button variant={uploads.uploads.length > 0 ? "filled" : "default"} onClick={onClose}>
            {uploads.uploads.length > 0 ? "Done" : "Cancel"}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function sayResults({ uploads }: Uploads): string {
  const found = uploads.flatMap(({ certificates }) => certificates);
  const stored = found.filter(({ created }) => created).length;
  const known = found.length - stored;
  const refused = uploads.filter(({ state }) => state === "refused").length;
  const parts = [
    stored > 0 && `${stored.toLocaleString("en")} stored`,
    known > 0 && `${known.toLocaleString("en")} there already`,
    refused > 0 && `${refused.toLocaleString("en")} refused`,
  ];
  return parts.filter(Boolean).join(", ") || "Results";
}

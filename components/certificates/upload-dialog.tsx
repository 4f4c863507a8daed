"use client";

import { Button, Group, Modal, Progress, Stack, Text } from "@mantine/core";
import { FileDrop } from "@/components/certificates/file-drop";
import { IntakeResults } from "@/components/certificates/intake-results";
import { textFile } from "@/components/certificates/pasted-files";
import type { Uploads } from "@/components/certificates/use-uploads";
import { RenewalOffer } from "@/components/renewals/renewal-offer";
import { PasteField } from "@/components/ui/paste-field";

export interface UploadDialogProps {
  opened: boolean;
  onClose: () => void;
  uploads: Uploads;
}

/** Drop, pick or paste; below it stands what became of each file. */
export function UploadDialog({ opened, onClose, uploads }: UploadDialogProps) {
  const { intake, items, progress, busy } = uploads;
  const nothingYet = items.length === 0;
  return (
    <Modal opened={opened} onClose={onClose} title="Upload certificates" size="lg">
      <Stack gap="md">
        <FileDrop onFiles={(files) => void intake.add(files)} />
        <PasteField
          label="Or paste the certificate's text"
          description="PEM with or without the BEGIN and END lines."
          action="Add the pasted text"
          busy={busy}
          onPaste={async (text) => (await intake.add([textFile(text)])).length > 0}
        />
        {busy && (
          <Group gap="sm" wrap="nowrap">
            <Progress
              value={progress.total === 0 ? 0 : (progress.done / progress.total) * 100}
              aria-label="Files read and sent"
              style={{ flex: 1 }}
            />
            <Text size="sm" style={{ flex: "none" }}>
              {progress.done.toLocaleString("en")} of {progress.total.toLocaleString("en")}
            </Text>
            <Button size="compact-sm" variant="default" onClick={() => intake.cancel()}>
              Stop
            </Button>
          </Group>
        )}
        {!busy && <RenewalOffer ids={storedIds(uploads)} />}
        {!nothingYet && <IntakeResults uploads={uploads} onFollow={onClose} />}
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status">
            {busy ? "Reading and sending files" : ""}
          </Text>
          <Button variant={nothingYet || busy ? "default" : "filled"} onClick={onClose}>
            {nothingYet ? "Cancel" : "Done"}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function storedIds({ items }: Uploads): string[] {
  const found = items.flatMap(({ certificates }) => certificates);
  return [...new Set(found.map(({ certificate }) => certificate.id))];
}

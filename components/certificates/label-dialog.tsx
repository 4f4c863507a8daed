"use client";

import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { OwnerField, TagsField } from "@/components/certificates/label-fields";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { CertificateDetail } from "@/lib/api/certificates";
import { certificateMutations } from "@/lib/queries/certificates";

const FIELDS = ["owner", "tags", "notes"] as const;

export interface LabelDialogProps {
  certificate: CertificateDetail;
  opened: boolean;
  onClose: () => void;
}

export function LabelDialog({ certificate, opened, onClose }: LabelDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Owner, tags and notes of ${certificate.displayName}`}>
      <LabelForm certificate={certificate} onClose={onClose} />
    </Modal>
  );
}

/** Mounted with the dialog: it begins with what the page shows, and keeps what was typed after an error. */
function LabelForm({ certificate, onClose }: Omit<LabelDialogProps, "opened">) {
  const [owner, setOwner] = useState(certificate.owner);
  const [tags, setTags] = useState(certificate.tags);
  const [notes, setNotes] = useState(certificate.notes);
  const [version] = useState(certificate.version);
  const update = useMutation(certificateMutations.update());
  const errors = fieldErrors(update.error, FIELDS);
  function submit() {
    update.mutate({ id: certificate.id, version, owner, tags, notes }, { onSuccess: onClose });
  }
  return (
    <Stack gap="md">
      <OwnerField value={owner} onChange={setOwner} error={errors.owner} />
      <TagsField label="Tags" value={tags} onChange={setTags} error={errors.tags} />
      <Textarea
        label="Notes"
        value={notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
        error={errors.notes}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={10_000}
      />
      {update.error && Object.keys(errors).length === 0 && <ProblemAlert problem={update.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button onClick={submit} loading={update.isPending}>
          Save
        </Button>
      </Group>
    </Stack>
  );
}
